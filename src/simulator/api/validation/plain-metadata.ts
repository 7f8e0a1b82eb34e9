import { Path, type Errors } from '../field-error.ts';
import type { ObjectMeta } from '../schema/kinds.ts';
import { validateAnyMeta, type Scope } from './metadata.ts';
import type { Complaints } from './names.ts';

/**
 * What every object's metadata must be, for kinds that ask nothing more of theirs: it is looked at only where the rest
 * is fine, and a name need only be a part of a path.
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/registry/rest/create.go BeforeCreate
 */
export function* validatePlainMeta(rest: Errors, meta: ObjectMeta, scope: Scope): Errors {
  let fine = true;
  for (const error of rest) {
    fine = false;
    yield error;
  }
  if (fine) yield* validateAnyMeta(meta, scope, pathSegment, Path.root('metadata'));
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/validation/path/name.go IsValidPathSegmentName */
export function pathSegment(name: string): Complaints {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].filter((letter) => name.includes(letter)).map((letter) => `may not contain '${letter}'`);
}
