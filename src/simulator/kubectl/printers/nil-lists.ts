import type { Json, JsonObject } from '../../api/json.ts';
import { findResource } from '../../api/resources.ts';
import { definitionOf } from '../../api/schema/definitions.ts';
import { goFacts } from '../../api/schema/go-facts.ts';

/**
 * An object as the API server encodes it: a list that Go always writes is null while nothing is in it.
 * @example { kind: 'EndpointSlice', endpoints: [], … } → { kind: 'EndpointSlice', endpoints: null, … }
 * @source Go encoding/json: a nil slice; what storage gives back has no empty ones
 */
export function withNilLists(object: JsonObject): JsonObject {
  const resource = findResource(String(object['apiVersion']), String(object['kind']));
  return resource ? structure(object, resource.definition) : object;
}

function structure(object: JsonObject, definition: string): JsonObject {
  const fields = definitionOf(definition) ?? {};
  const always = goFacts[definition]?.always?.split(' ');
  let changed: Record<string, Json | undefined> | undefined;
  for (const name in object) {
    const [value, type] = [object[name], Object.hasOwn(fields, name) ? fields[name]?.type : undefined];
    if (type === undefined || typeof value !== 'object' || value === null) continue;
    const written =
      Array.isArray(value) && value.length === 0 && always?.includes(name) ? null : (inner(value, type) ?? value);
    if (written !== value) (changed ??= { ...object })[name] = written;
  }
  return changed ?? object;
}

/** @returns undefined where nothing below can hold such a list */
function inner(value: Json, type: string): Json | undefined {
  if (type.startsWith('#')) return structure(value as JsonObject, type.slice(1));
  if (!type.startsWith('[]#')) return undefined;
  const items = value as readonly Json[];
  const written = items.map((item) => structure(item as JsonObject, type.slice(3)));
  return written.some((item, i) => item !== items[i]) ? written : undefined;
}
