import type { Json } from './api/json.ts';

/** A key "__proto__" is a key like any other. */
export function setOwn(map: Record<string, Json>, key: string, value: Json): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}
