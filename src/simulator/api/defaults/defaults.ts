import type { JsonObject } from '../json.ts';

type Defaults = (object: JsonObject) => JsonObject;

/** How each kind's unset fields are filled in; kinds that are not here have no defaults. */
const defaultsOf: Readonly<Record<string, Defaults>> = {};

/**
 * Fills in what a request left unset, before admission and validation.
 * @param object - decoded: every field has its kind's type
 * @source kubernetes/kubernetes pkg/apis/<group>/<version>/zz_generated.defaults.go
 */
export function applyDefaults(object: JsonObject): JsonObject {
  const kind = object['kind'];
  const defaults = typeof kind === 'string' ? defaultsOf[kind] : undefined;
  return defaults ? defaults(object) : object;
}
