import type { Json, JsonObject } from '../json.ts';

/**
 * `object` with the values of `defaults` where it has none. An empty string counts as none: Go cannot tell it from an unset one.
 * @example fill({ type: '', a: 1 }, { type: 'Opaque', a: 2 }) → { type: 'Opaque', a: 1 }
 */
export function fill(object: JsonObject, defaults: JsonObject): JsonObject {
  let filled: Record<string, Json | undefined> | undefined;
  for (const field of Object.keys(defaults)) {
    const value = object[field];
    if (value === undefined || value === null || value === '') (filled ??= { ...object })[field] = defaults[field];
  }
  return filled ?? object;
}

/** `object` with one field of it, which holds an object, changed by `change`. An unset field is changed as an empty object. */
export const within = (object: JsonObject, field: string, change: (inner: JsonObject) => JsonObject): JsonObject => {
  const inner = asObject(object[field]);
  const changed = change(inner);
  return changed === object[field] ? object : { ...object, [field]: changed };
};

/** `object` with each element of a list field changed; an unset list stays unset. */
export const withinEach = (
  object: JsonObject,
  field: string,
  change: (element: JsonObject) => JsonObject,
): JsonObject => {
  const list = object[field];
  return Array.isArray(list)
    ? { ...object, [field]: list.map((element: Json) => (isObject(element) ? change(element) : element)) }
    : object;
};

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

export const asObject = (json: Json | undefined): JsonObject => (isObject(json) ? json : {});
