import type { Json, JsonObject } from '../../api/json.ts';
import { findResource } from '../../api/resources.ts';
import { definitionOf } from '../../api/schema/definitions.ts';
import { goFactsOf } from '../../api/schema/go-facts.ts';

/**
 * An object as the API server encodes it: a list that Go always writes is null while nothing is in it.
 * @example { kind: 'EndpointSlice', endpoints: [], … } → { kind: 'EndpointSlice', endpoints: null, … }
 * @source Go encoding/json: a nil slice; what storage gives back has no empty ones
 */
export function withNilLists(object: JsonObject): JsonObject {
  const resource = findResource(String(object['apiVersion']), String(object['kind']));
  return resource ? structure(object, resource.definition) : object;
}

/** What of a definition's fields there is to look at. */
interface Field {
  /** Whether it is written where nothing is in it. */
  readonly always: boolean;
  /** The definition of what it holds, where such a list may be in there. */
  readonly below: string | undefined;
  readonly isList: boolean;
}

/** Definition → its fields that are, or hold, such lists. Most objects have few: the others are not walked through. */
const known = new Map<string, ReadonlyMap<string, Field>>();

function fieldsOf(definition: string): ReadonlyMap<string, Field> {
  const found = known.get(definition);
  if (found) return found;
  const fields = new Map<string, Field>();
  known.set(definition, RECURSIVE); // a definition that holds itself is looked at wherever it is
  const always = goFactsOf(definition).always?.split(' ') ?? [];
  for (const [name, { type }] of Object.entries(definitionOf(definition) ?? {})) {
    const isList = type.startsWith('[]');
    const inner = type.startsWith('#') ? type.slice(1) : type.startsWith('[]#') ? type.slice(3) : undefined;
    const below = inner !== undefined && fieldsOf(inner).size > 0 ? inner : undefined;
    const isAlways = isList && always.includes(name);
    if (isAlways || below !== undefined) fields.set(name, { always: isAlways, below, isList });
  }
  known.set(definition, fields);
  return fields;
}

const RECURSIVE: ReadonlyMap<string, Field> = new Map([['', { always: false, below: undefined, isList: false }]]);

function structure(object: JsonObject, definition: string): JsonObject {
  let changed: Record<string, Json | undefined> | undefined;
  for (const [name, field] of fieldsOf(definition)) {
    const value = object[name];
    if (typeof value !== 'object' || value === null) continue;
    const written = Array.isArray(value) && value.length === 0 && field.always ? null : below(value, field);
    if (written !== value) (changed ??= { ...object })[name] = written;
  }
  return changed ?? object;
}

/** What a field holds; the same where nothing in it is such a list. */
function below(value: Json, field: Field): Json {
  const { below: definition } = field;
  if (definition === undefined || typeof value !== 'object' || value === null) return value;
  if (!field.isList) return structure(value as JsonObject, definition);
  const items = value as readonly Json[];
  const written = items.map((item) => structure(item as JsonObject, definition));
  return written.some((item, i) => item !== items[i]) ? written : value;
}
