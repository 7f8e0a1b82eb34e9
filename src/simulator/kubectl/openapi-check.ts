import type { Json, JsonObject } from '../api/json.ts';
import { definitionOf, openApiName } from '../api/schema/definitions.ts';
import { goQuote } from '../go-quote.ts';

/**
 * What kubectl itself finds wrong with an object by the OpenAPI document. It looks only where the server does not: at the
 * items of a List.
 * @param definition - as in facts.ts
 * @param kind - where the paths of its messages begin
 * @example ["ValidationError(Pod.spec.containers[0].tty): invalid type for io.k8s.api.core.v1.Container.tty: got \"string\", expected \"boolean\""]
 * @source kubernetes/kube-openapi pkg/util/proto/validation/types.go
 */
export function openApiProblems(object: JsonObject, definition: string, kind: string): string[] {
  return [...structProblems(object, definition, kind)];
}

function* structProblems(value: Json, definition: string, at: string): Generator<string> {
  const schema = openApiName(definition);
  if (!isMap(value)) return yield mistyped(value, at, schema, 'map');
  const fields = definitionOf(definition) ?? {};
  for (const name of Object.keys(value).sort()) {
    const [given, field] = [value[name], Object.hasOwn(fields, name) ? fields[name] : undefined];
    if (given === null || given === undefined) continue;
    if (field) yield* problems(given, field.type, `${at}.${name}`, `${schema}.${name}`);
    else yield invalid(at, `unknown field ${goQuote(name)} in ${schema}`);
  }
  const required = Object.entries(fields).filter(([, field]) => field.required !== undefined);
  for (const [name] of required.sort(([, a], [, b]) => (a.required ?? 0) - (b.required ?? 0)))
    if (value[name] === null || value[name] === undefined)
      yield invalid(at, `missing required field ${goQuote(name)} in ${schema}`);
}

/** @param schema - how the document names the field */
function* problems(value: Json, type: string, at: string, schema: string): Generator<string> {
  if (type.startsWith('#')) yield* structProblems(value, type.slice(1), at);
  else if (type.startsWith('[]')) yield* listProblems(value, type.slice(2), at, schema);
  else if (type.startsWith('{}')) yield* mapProblems(value, type.slice(2), at, schema);
  else yield* scalarProblems(value, type, at, schema);
}

function* listProblems(value: Json, type: string, at: string, schema: string): Generator<string> {
  if (!isList(value)) return yield mistyped(value, at, schema, 'array');
  for (const [i, item] of value.entries())
    if (item === null) yield invalid(at, `unknown object type "nil" in ${at}[${i}]`);
    else yield* problems(item, type, `${at}[${i}]`, schema);
}

function* mapProblems(value: Json, type: string, at: string, schema: string): Generator<string> {
  if (!isMap(value)) return yield mistyped(value, at, schema, 'map');
  for (const key of Object.keys(value).sort()) {
    const item = value[key] ?? null;
    if (item === null) yield `unknown object type "nil" in ${at}.${key}`;
    else yield* problems(item, type, `${at}.${key}`, schema);
  }
}

/** A text may be any scalar, an integer any number. */
function* scalarProblems(value: Json, type: string, at: string, schema: string): Generator<string> {
  const given = typeName(value);
  const isPlain = given !== 'map' && given !== 'array';
  switch (type) {
    case 'any':
      return;
    case 'boolean':
      if (given !== 'boolean') yield mistyped(value, at, schema, 'boolean');
      return;
    case 'int32':
    case 'int64':
      if (typeof value !== 'number') yield mistyped(value, at, schema, 'integer');
      return;
    case 'number':
      if (typeof value !== 'number') yield mistyped(value, at, schema, 'number');
      return;
    default:
      if (!isPlain) yield mistyped(value, at, NAMED[type] ?? schema, 'string');
  }
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Texts that have a definition of their own. */
const NAMED: Readonly<Record<string, string>> = {
  quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  time: `${META}.Time`,
  microTime: `${META}.MicroTime`,
  intOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
};

const mistyped = (value: Json, at: string, schema: string, expected: string): string =>
  invalid(at, `invalid type for ${schema}: got ${goQuote(typeName(value))}, expected ${goQuote(expected)}`);

const invalid = (at: string, why: string): string => `ValidationError(${at}): ${why}`;

function typeName(value: Json): 'map' | 'array' | 'string' | 'boolean' | 'integer' | 'number' {
  if (isList(value)) return 'array';
  if (isMap(value)) return 'map';
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < INT64 ? 'integer' : 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** Larger numbers are read as floats. */
const INT64 = 2 ** 63;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isMap = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !isList(value);
