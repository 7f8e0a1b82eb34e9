import type { Json, JsonObject } from '../json.ts';
import { goPrint, isMap } from '../patch/patch-schema.ts';
import { definitionOf, type FieldFacts } from '../schema/definitions.ts';
import { keyText } from './field-paths.ts';

/**
 * Why what is applied server-side is no object of its schema. Of fields that a map's schema has not, the first is told:
 * upstream looks no further, at a map in no order.
 * @param path - of the value: '' for the object itself
 * @source sigs.k8s.io/structured-merge-diff typed/validate.go, typed/helpers.go
 */
export function typedProblems(value: Json, facts: FieldFacts, path = ''): readonly string[] {
  const { type } = facts;
  if (value === null || type === 'any') return [];
  if (type.startsWith('[]'))
    return Array.isArray(value) ? listProblems(value, facts, path) : unlike('list', value, path);
  if (type.startsWith('{}') || type.startsWith('#'))
    return isMap(value) ? mapProblems(value, type, path) : unlike('map', value, path);
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? [] : unlike('boolean', value, path);
    case 'int32':
    case 'int64':
    case 'number':
      return typeof value === 'number' ? [] : [`${path}: expected numeric (int or float), got ${goType(value)}`];
    case 'quantity':
    case 'intOrString':
      return typeof value === 'object' ? unlike('any scalar', value, path) : [];
    default:
      return typeof value === 'string'
        ? []
        : [`${path}: expected string, got &value.valueUnstructured{Value:${goSyntax(value)}}`];
  }
}

const unlike = (wanted: string, value: Json, path: string): readonly string[] => [
  `${path}: expected ${wanted}, got &{${goPrint(value)}}`,
];

function mapProblems(value: JsonObject, type: string, path: string): readonly string[] {
  const fields = type.startsWith('#') ? definitionOf(type.slice(1)) : undefined;
  const problems: string[] = [];
  let unknown: string | undefined;
  for (const name of Object.keys(value)) {
    const facts = fields ? (Object.hasOwn(fields, name) ? fields[name] : undefined) : { type: type.slice(2) };
    if (facts) problems.push(...typedProblems(value[name] ?? null, facts, `${path}.${name}`));
    else unknown ??= `${path}.${name}: field not declared in schema`;
  }
  return unknown === undefined ? problems : [...problems, unknown];
}

/** The schema has "" for a key that an element does not say. */
const KEY_DEFAULTS: Readonly<Record<string, Json>> = { protocol: 'TCP' };

function listProblems(list: readonly Json[], { type, list: kind, keys }: FieldFacts, path: string): readonly string[] {
  const seen = new Set<string>();
  return list.flatMap((item, i) => {
    const of = { type: type.slice(2) };
    if (kind !== 'map' || !keys) return typedProblems(item, of, `${path}[${i}]`);
    if (!isMap(item)) return [`${path}: element ${i}: associative list with keys may not have non-map elements`];
    const key = keyText(Object.fromEntries(keys.map((name) => [name, item[name] ?? KEY_DEFAULTS[name] ?? ''])));
    if (seen.has(key)) return [`${path}: duplicate entries for key ${key}`];
    seen.add(key);
    return typedProblems(item, of, path + key);
  });
}

/** As %T prints it. */
function goType(value: Json): string {
  if (typeof value === 'object') return Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : Number.isInteger(value) ? 'int64' : 'float64';
}

/** As %#v prints it. */
function goSyntax(value: Json | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const parts = Array.isArray(value)
    ? (value as readonly Json[]).map(goSyntax)
    : Object.entries(value as JsonObject).map(([name, item]) => `${JSON.stringify(name)}:${goSyntax(item)}`);
  return `${goType(value)}{${parts.join(', ')}}`;
}
