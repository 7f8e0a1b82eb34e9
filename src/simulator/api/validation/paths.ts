import { invalid, type Errors, type Path } from '../field-error.ts';

/** No `..` between slashes. @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validatePathNoBacksteps */
export function* noBacksteps(path: string, at: Path): Errors {
  if (path.split('/').includes('..')) yield invalid(at, path, "must not contain '..'");
}

/** A relative path that stays below where it starts. @source …/validation.go validateLocalDescendingPath */
export function* localDescendingPath(path: string, at: Path): Errors {
  if (path.startsWith('/')) yield invalid(at, path, 'must be a relative path');
  yield* noBacksteps(path, at);
}

/** As localDescendingPath, and not a name that volumes keep for themselves. @source …/validation.go ValidateLocalNonReservedPath */
export function* localNonReservedPath(path: string, at: Path): Errors {
  yield* localDescendingPath(path, at);
  if (path.startsWith('..') && !path.startsWith('../')) yield invalid(at, path, "must not start with '..'");
}
