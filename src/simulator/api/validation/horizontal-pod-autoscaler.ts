import { invalid, invalidFor, Path, required, type Errors } from '../field-error.ts';
import type { HorizontalPodAutoscalerSpec } from '../schema/kinds.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { pathSegment } from './plain-metadata.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

/** Metrics and behaviour are not looked into. @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go ValidateHorizontalPodAutoscaler */
export const horizontalPodAutoscalerRules: KindRules<'HorizontalPodAutoscaler'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec);
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSpec(spec);
  },
};

function* validateSpec({ minReplicas, maxReplicas = 0, scaleTargetRef }: HorizontalPodAutoscalerSpec): Errors {
  if (minReplicas !== undefined && minReplicas < 1)
    yield invalid(SPEC.field('minReplicas'), minReplicas, 'must be greater than or equal to 1');
  if (maxReplicas < 1) yield invalid(SPEC.field('maxReplicas'), maxReplicas, 'must be greater than 0');
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    yield invalid(SPEC.field('maxReplicas'), maxReplicas, 'must be greater than or equal to `minReplicas`');
  for (const field of ['kind', 'name'] as const) {
    const at = SPEC.field('scaleTargetRef').field(field);
    const value = scaleTargetRef?.[field] ?? '';
    if (value === '') yield required(at);
    else yield* invalidFor(at, value, pathSegment(value));
  }
}
