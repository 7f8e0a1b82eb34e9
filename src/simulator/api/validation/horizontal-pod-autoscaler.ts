import { invalid, Path, required, type Errors } from '../field-error.ts';
import type { HorizontalPodAutoscalerSpec } from '../schema/kinds.ts';
import { validateBehavior } from './autoscaler-behavior.ts';
import { validateMetrics } from './autoscaler-metrics.ts';
import { validateScalableReference, versionProblem } from './autoscaler-target.ts';
import type { KindRules } from './kind-rules.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

/**
 * @source kubernetes/kubernetes pkg/apis/autoscaling/validation/validation.go ValidateHorizontalPodAutoscaler;
 *   pkg/registry/autoscaling/horizontalpodautoscaler/strategy.go validationOptionsForHorizontalPodAutoscaler
 */
export const horizontalPodAutoscalerRules: KindRules<'HorizontalPodAutoscaler'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec, 'checked');
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    const stood = versionProblem(before.spec.scaleTargetRef?.apiVersion ?? '', groupsOf(before.spec)) !== undefined;
    yield* validateSpec(spec, stood ? 'unchecked' : 'checked');
  },
};

const groupsOf = ({ scaleTargetRef }: HorizontalPodAutoscalerSpec): 'any group' | 'named groups' =>
  scaleTargetRef?.kind === 'ReplicationController' ? 'any group' : 'named groups';

/** @param version - of the target: one that stood there unchecked may stay */
function* validateSpec(spec: HorizontalPodAutoscalerSpec, version: 'checked' | 'unchecked'): Errors {
  const { minReplicas, maxReplicas = 0 } = spec;
  if (minReplicas !== undefined && minReplicas < 1)
    yield invalid(SPEC.field('minReplicas'), minReplicas, 'must be greater than or equal to 1');
  if (maxReplicas === 0) yield required(SPEC.field('maxReplicas'), 'must be set and greater than 0');
  else if (maxReplicas < 0) yield invalid(SPEC.field('maxReplicas'), maxReplicas, 'must be greater than or equal to 1');
  if (minReplicas !== undefined && maxReplicas < minReplicas)
    yield invalid(SPEC.field('maxReplicas'), maxReplicas, 'must be greater than or equal to `minReplicas`');
  const groups = version === 'checked' ? groupsOf(spec) : 'unchecked';
  yield* validateScalableReference(spec.scaleTargetRef, SPEC.field('scaleTargetRef'), groups);
  yield* validateMetrics(spec.metrics ?? [], minReplicas, SPEC.field('metrics'));
  yield* validateBehavior(spec.behavior, SPEC.field('behavior'));
}
