import { Path } from '../field-error.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { validatePodTemplateSpec } from './pod-template-spec.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodTemplate */
export const podTemplateRules: KindRules<'PodTemplate'> = {
  create: function* ({ metadata, template }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validatePodTemplateSpec(template ?? {}, Path.root('template'));
  },
  update: function* ({ metadata, template }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validatePodTemplateSpec(template ?? {}, Path.root('template'));
  },
};
