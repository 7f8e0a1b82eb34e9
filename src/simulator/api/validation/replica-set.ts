import { Path, type Errors } from '../field-error.ts';
import type { ReplicaSetSpec } from '../schema/kinds.ts';
import { nonNegative, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import {
  immutableSelector,
  validateOwnSelector,
  validateReplicatedTemplate,
  validateSelectedTemplate,
} from './selected-template.ts';
import { replicaCounts } from './workload-status.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
const STATUS = Path.root('status');

/** @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateReplicaSet, ValidateReplicaSetUpdate; pkg/registry/apps/replicaset/strategy.go ValidateUpdate */
export const replicaSetRules: KindRules<'ReplicaSet'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec);
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSpec(spec);
    yield* immutableSelector(spec.selector, before.spec.selector, SPEC.field('selector'));
  },
  subresources: {
    status: function* ({ metadata, status }, before) {
      yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
      for (const field of [
        'replicas',
        'fullyLabeledReplicas',
        'readyReplicas',
        'availableReplicas',
        'observedGeneration',
      ] as const)
        yield* nonNegative(status[field] ?? 0, STATUS.field(field));
      yield* replicaCounts(status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'], STATUS);
    },
  },
};

/** The message about an empty selector says "deployment": upstream copied it. */
function* validateSpec(spec: ReplicaSetSpec): Errors {
  yield* nonNegative(spec.replicas ?? 0, SPEC.field('replicas'));
  yield* nonNegative(spec.minReadySeconds ?? 0, SPEC.field('minReadySeconds'));
  const at = { selector: SPEC.field('selector'), template: SPEC.field('template') };
  yield* validateOwnSelector(spec.selector, at.selector, 'empty selector is invalid for deployment');
  const looked = validateReplicatedTemplate(spec.template, at.template);
  yield* validateSelectedTemplate(spec.selector, spec.template, at, 'invalid label selector', looked);
}
