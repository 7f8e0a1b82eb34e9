import { invalid, Path, required, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { ControllerRevision } from '../schema/kinds.ts';
import { nonNegative, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');

/** @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateControllerRevision */
export const controllerRevisionRules: KindRules<'ControllerRevision'> = {
  create: validateRevision,
  update: function* (revision, before) {
    yield* validateObjectMetaUpdate(revision.metadata, before.metadata, METADATA);
    yield* validateRevision(revision);
    if (!sameJson(revision.data, before.data)) yield invalid(Path.root('data'), revision.data, 'field is immutable');
  },
};

function* validateRevision({ metadata, data, revision }: ControllerRevision): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  if (data === undefined || data === null) yield required(Path.root('data'), 'data is mandatory');
  yield* nonNegative(revision ?? 0, Path.root('revision'));
}
