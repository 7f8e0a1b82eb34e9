import { invalid, Path, required, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { ControllerRevision } from '../schema/kinds.ts';
import { nonNegative, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');

/** @source kubernetes/kubernetes pkg/apis/apps/validation/validation.go ValidateControllerRevision */
export const controllerRevisionRules: KindRules<'ControllerRevision'> = {
  create: function* (revision) {
    yield* validateRevision(revision);
    const { data } = revision;
    const at = Path.root('data');
    if (data === undefined || data === null) yield required(at, 'data is mandatory');
    else if (typeof data !== 'object' || Array.isArray(data)) yield required(at, 'data must be a valid JSON object');
  },
  update: function* (revision, before) {
    yield* validateObjectMetaUpdate(revision.metadata, before.metadata, METADATA);
    yield* validateRevision(revision);
    if (!sameJson(revision.data, before.data)) yield invalid(Path.root('data'), revision.data, 'field is immutable');
  },
};

function* validateRevision({ metadata, revision }: ControllerRevision): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  yield* nonNegative(revision ?? 0, Path.root('revision'));
}
