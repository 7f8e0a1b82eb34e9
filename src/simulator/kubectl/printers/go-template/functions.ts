import { byteLength } from '../../../api/validation/names.ts';
import { fromBase64 } from '../../../base64.ts';
import { goValue } from '../go-syntax.ts';
import { sprint, sprintf, typeName } from './printf.ts';
import { fail } from './error.ts';
import { isMap, type Value } from '../json-text.ts';

interface TemplateFunction {
  readonly least: number;
  /** More arguments are refused; undefined: as many as there are. */
  readonly most?: number;
  readonly run: (args: readonly Value[]) => Value;
}

/**
 * Functions of Go's templates, and the two that kubectl adds; `and`, `or` and `call` are the evaluator's own.
 * @source Go text/template/funcs.go; kubernetes/kubernetes staging/src/k8s.io/cli-runtime/pkg/printers/template.go
 */
export const functions: Readonly<Record<string, TemplateFunction>> = {
  and: { least: 1, run: (args) => args.find((a) => !isTrue(a)) ?? args.at(-1) },
  or: { least: 1, run: (args) => args.find(isTrue) ?? args.at(-1) },
  not: { least: 1, most: 1, run: ([value]) => !isTrue(value) },
  len: { least: 1, most: 1, run: ([value]) => lengthOf(value) },
  index: { least: 1, run: ([value, ...keys]) => keys.reduce(item, value) },
  slice: { least: 1, run: ([value, ...indexes]) => sliced(value, indexes) },
  eq: { least: 1, run: ([value, ...others]) => isEqualToOne(value, others) },
  ne: { least: 2, most: 2, run: ([a, b]) => !isEqualToOne(a, [b]) },
  lt: { least: 2, most: 2, run: ([a, b]) => isLess(a, b) },
  le: { least: 2, most: 2, run: ([a, b]) => isLess(a, b) || isEqualToOne(a, [b]) },
  gt: { least: 2, most: 2, run: ([a, b]) => !isLess(a, b) && !isEqualToOne(a, [b]) },
  ge: { least: 2, most: 2, run: ([a, b]) => !isLess(a, b) },
  print: { least: 0, run: (args) => sprint(args, 'between others') },
  println: { least: 0, run: (args) => `${sprint(args, 'always')}\n` },
  printf: { least: 1, run: ([format, ...args]) => sprintf(textOf(format), args) },
  html: { least: 0, run: (args) => textsOf(args).replace(/["'&<>\0]/g, (c) => HTML[c] ?? c) },
  js: { least: 0, run: (args) => textsOf(args).replace(/[\\'"<>&=]/g, (c) => JS[c] ?? c) },
  urlquery: {
    least: 0,
    run: (args) =>
      encodeURIComponent(textsOf(args).replace(/\p{Cs}/gu, '\uFFFD'))
        .replaceAll('%20', '+')
        .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  },
  exists: {
    least: 1,
    run: ([value, ...path]) => path.reduce((v, key) => (isMap(v) ? v[String(key)] : undefined), value) !== undefined,
  },
  base64decode: {
    least: 1,
    most: 1,
    run: ([text]) => decoded(textOf(text)),
  },
  call: { least: 1, run: () => undefined },
};

/** @source Go encoding/base64 CorruptInputError */
function decoded(text: string): string {
  const letters = text.replace(/[\r\n]/g, '');
  const wrong = letters.search(/[^\w+/=]|_|=(?!=?$)/);
  const at = wrong >= 0 ? wrong : letters.length % 4 === 0 ? undefined : letters.length - (letters.length % 4);
  return at === undefined
    ? (fromBase64(letters) ?? '')
    : fail(`base64 decode failed: illegal base64 data at input byte ${at}`);
}

const HTML: Readonly<Record<string, string>> = {
  '"': '&#34;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\0': '\uFFFD',
};
const JS: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '<': '\\u003C',
  '>': '\\u003E',
  '&': '\\u0026',
  '=': '\\u003D',
};

/** Functions whose first argument is a text. */
export const TAKES_TEXT: ReadonlySet<string> = new Set(['printf', 'base64decode']);

const textOf = (value: Value): string => (typeof value === 'string' ? value : goValue(value));
const textsOf = (args: readonly Value[]): string => sprint(args, 'between others');

export function isTrue(value: Value): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value);
}

const isNothing = (value: Value): value is null | undefined => value === null || value === undefined;

/** Texts are counted in bytes, as Go has them. */
function lengthOf(value: Value): number {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return byteLength(value);
  if (isMap(value)) return Object.keys(value).length;
  return fail(
    isNothing(value) ? 'reflect: call of reflect.Value.Type on zero Value' : `len of type ${typeName(value)}`,
  );
}

function item(of: Value, key: Value): Value {
  if (isNothing(of)) return fail('index of untyped nil');
  if (isMap(of)) {
    if (typeof key === 'string') return Object.hasOwn(of, key) ? of[key] : undefined;
    return fail(
      isNothing(key) ? 'value is nil; should be of type string' : `value has type ${typeName(key)}; should be string`,
    );
  }
  if (Array.isArray(of)) return (of as readonly Value[])[place(key, of.length - 1)];
  return typeof of === 'string'
    ? of.charCodeAt(place(key, of.length - 1))
    : fail(`can't index item of type ${typeName(of)}`);
}

/** An index, up to the last one that there is. */
function place(key: Value, last: number): number {
  if (typeof key !== 'number' || !Number.isInteger(key))
    return fail(`cannot index slice/array with ${isNothing(key) ? 'nil' : `type ${typeName(key)}`}`);
  return key < 0 || key > last ? fail(`index out of range: ${key}`) : key;
}

function sliced(of: Value, indexes: readonly Value[]): Value {
  if (isNothing(of)) return fail('slice of untyped nil');
  if (indexes.length > 3) return fail(`too many slice indexes: ${indexes.length}`);
  if (typeof of === 'string' && indexes.length === 3) return fail('cannot 3-index slice a string');
  if (typeof of !== 'string' && !Array.isArray(of)) return fail(`can't slice item of type ${typeName(of)}`);
  const [from = 0, to = of.length, most = to] = indexes.map((index) => place(index, of.length));
  if (from > to || to > most) return fail(`invalid slice index: ${from > to ? `${from} > ${to}` : `${to} > ${most}`}`);
  return of.slice(from, to) as Value;
}

function isEqualToOne(value: Value, others: readonly Value[]): boolean {
  if (others.length === 0) return fail('missing argument for comparison');
  return others.some((other) => {
    if (isNothing(value) || isNothing(other)) return isNothing(value) && isNothing(other);
    if (typeof value === 'object' && typeof other === 'object')
      return fail(`non-comparable type ${goValue(value)}: ${typeName(value)}`);
    return isSameKind(value, other) && value === other;
  });
}

function isLess(a: Value, b: Value): boolean {
  for (const value of [a, b])
    if (isNothing(value) || typeof value === 'object') return fail('invalid type for comparison');
  if (!isSameKind(a, b)) return false;
  if (typeof a === 'boolean') return fail('invalid type for comparison');
  return (a as string | number) < (b as string | number);
}

/** A whole number and another one have no common kind. */
function isSameKind(a: Value, b: Value): boolean {
  return typeof a === typeof b || fail(`incompatible types for comparison: ${typeName(a)} and ${typeName(b)}`);
}
