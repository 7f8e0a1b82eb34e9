import { coded, Path, required, type Errors } from '../field-error.ts';
import type { ReplicationControllerSpec } from '../schema/kinds.ts';
import { nonNegative, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { validatePodTemplateSpec } from './pod-template-spec.ts';
import { mismatch, validateKeptTemplate } from './selected-template.ts';
import type { KindRules } from './kind-rules.ts';
import { replicaCounts } from './workload-status.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');
const STATUS = Path.root('status');

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateReplicationController */
export const replicationControllerRules: KindRules<'ReplicationController'> = {
  create: function* ({ metadata, spec }) {
    const { generateName: _, ...named } = metadata; // a prefix is not looked at where declarative validation reads the name
    yield* validateObjectMeta(named, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec ?? {});
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSpec(spec ?? {});
  },
  subresources: {
    status: function* ({ metadata, status }, before) {
      yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
      yield* replicaCounts(status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'], STATUS);
    },
  },
};

function* validateSpec({
  minReadySeconds = 0,
  replicas = 0,
  selector = {},
  template,
}: ReplicationControllerSpec): Errors {
  yield* nonNegative(minReadySeconds, SPEC.field('minReadySeconds'));
  if (Object.keys(selector).length === 0) yield coded('selector-missing', required(SPEC.field('selector')));
  yield* nonNegative(replicas, SPEC.field('replicas'));
  const at = SPEC.field('template');
  if (!template) {
    yield required(at);
    return;
  }
  const labels = template.metadata?.labels ?? {};
  if (Object.keys(selector).some((key) => labels[key] !== selector[key])) yield mismatch(template, at);
  yield* validatePodTemplateSpec(template, at);
  yield* validateKeptTemplate(template, at, 'ReplicationController');
}
