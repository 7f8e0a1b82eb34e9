import { decode } from './decode.ts';
import type { Json, JsonObject } from './json.ts';
import { resourceOf } from './resources.ts';
import type { KubeObject } from './schema/kinds.ts';

/**
 * An object as it is stored: Go leaves out what is empty there, and tells it from what is absent only until then.
 * @example withoutEmpty({ kind: 'Pod', metadata: { name: 'a', labels: {} }, … }) → { kind: 'Pod', metadata: { name: 'a' }, … }
 */
export function withoutEmpty<T extends KubeObject>(object: T): T {
  const decoded = decode(object as unknown as JsonObject, resourceOf(object.kind).definition, 'as stored');
  return decoded.ok ? (decoded.object as unknown as T) : object;
}

/** `object` with what is empty in `given`, as messages show it. */
export const withEmptyOf = <T extends KubeObject>(object: T, given: KubeObject): T =>
  merged(object as unknown as JsonObject, given as unknown as JsonObject) as unknown as T;

function merged(value: Json | undefined, given: Json | undefined): Json | undefined {
  if (typeof given !== 'object' || given === null) return value;
  if (value === undefined) return Object.keys(given).length === 0 ? given : value;
  if (Array.isArray(value) && Array.isArray(given))
    return value.length === given.length ? value.map((item: Json, i) => merged(item, given[i] as Json) ?? null) : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Array.isArray(given)) return value;
  const out: Record<string, Json | undefined> = { ...(value as JsonObject) };
  for (const [name, field] of Object.entries(given as JsonObject)) out[name] = merged(out[name], field);
  return out;
}
