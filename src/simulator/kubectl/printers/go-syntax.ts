import { goQuote } from '../../go-quote.ts';
import { isMap, sortedKeys, type Value } from './json-text.ts';

/**
 * A value in Go's own notation (%#v): kubectl shows it where a template does not fit an object.
 * @example goSyntax({ a: [1, null] }) → 'map[string]interface {}{"a":[]interface {}{1, interface {}(nil)}}'
 */
export function goSyntax(value: Value): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return goQuote(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map((v: Value) => goSyntax(v)).join(', ')}}`;
  if (!isMap(value)) return String(value);
  return `map[string]interface {}{${sortedKeys(value)
    .map((key) => `${goQuote(key)}:${goSyntax(value[key])}`)
    .join(', ')}}`;
}

/** As Go prints a value with %v: maps and lists without commas. @example goValue({ a: [1, 2] }) → "map[a:[1 2]]" */
export function goValue(value: Value): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map((v: Value) => goValue(v)).join(' ')}]`;
  if (isMap(value))
    return `map[${sortedKeys(value)
      .map((key) => `${key}:${goValue(value[key])}`)
      .join(' ')}]`;
  return String(value);
}
