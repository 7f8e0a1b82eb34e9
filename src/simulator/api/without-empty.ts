import { decode } from './decode.ts';
import type { JsonObject } from './json.ts';
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
