import type { Json } from '../api/json.ts';
import { goQuote } from '../go-quote.ts';

/** Go's %#v of what a collection decodes to. */
export function goValue(value: Json): string {
  if (Array.isArray(value)) return `[]interface {}{${value.map(goValue).join(', ')}}`;
  if (typeof value === 'object' && value !== null)
    return `map[interface {}]interface {}{${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${goQuote(k)}:${goValue(v ?? null)}`)
      .join(', ')}}`;
  return value === null ? 'interface {}(nil)' : typeof value === 'string' ? goQuote(value) : String(value);
}

/** Go's %+#v: as %#v, but for null on its own. */
export const goFormat = (value: Json): string => (value === null ? '<nil>' : goValue(value));
