import type { Json } from '../../api/json.ts';

/** A value that a walk through an object may meet: nothing but JSON is ever stored. */
export type Value = Json | undefined;

export function isMap(value: unknown): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys with a value, sorted as Go sorts map keys. */
export function sortedKeys(map: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort();
}

/**
 * JSON as kubectl prints it: keys sorted, four blanks, and what HTML could misread escaped.
 * @source kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/printers/json.go; Go encoding/json
 */
export function prettyJson(value: Value, keys: 'sorted' | 'as they come' = 'sorted'): string {
  return `${indented(value, '\n', keys === 'sorted' ? sortedKeys : presentKeys)}\n`;
}

/** Pretty JSON with two blanks instead of four, as a few commands write it. */
export function halfIndented(json: string): string {
  return json.replace(/^( +)/gm, (blanks) => ' '.repeat(blanks.length / 2));
}

export const presentKeys = (map: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(map).filter((key) => map[key] !== undefined);

function indented(value: Value, newline: string, keysOf: typeof sortedKeys): string {
  const inner = `${newline}    `;
  if (Array.isArray(value))
    return value.length === 0
      ? '[]'
      : `[${inner}${value.map((v: Value) => indented(v, inner, keysOf)).join(`,${inner}`)}${newline}]`;
  if (isMap(value)) {
    const keys = keysOf(value);
    return keys.length === 0
      ? '{}'
      : `{${inner}${keys.map((key) => `${escaped(key)}: ${indented(value[key], inner, keysOf)}`).join(`,${inner}`)}${newline}}`;
  }
  return scalar(value);
}

/** JSON on one line, as Go's json.Marshal writes it: of a map the keys are sorted. */
export function compactJson(value: Value, keys: 'sorted' | 'as they come' = 'sorted'): string {
  if (Array.isArray(value)) return `[${value.map((v: Value) => compactJson(v, keys)).join(',')}]`;
  if (isMap(value))
    return `{${(keys === 'sorted' ? sortedKeys : presentKeys)(value)
      .map((key) => `${escaped(key)}:${compactJson(value[key], keys)}`)
      .join(',')}}`;
  return scalar(value);
}

function scalar(value: Value): string {
  return typeof value === 'string' ? escaped(value) : value === undefined ? 'null' : JSON.stringify(value);
}

const HTML: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};
const escaped = (text: string): string => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, (c) => HTML[c] ?? c);
