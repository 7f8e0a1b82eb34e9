import { compactJson, isMap, type Value } from './json-text.ts';

/**
 * kubectl's JSONPath: a template whose braces hold paths.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/util/jsonpath/{parser,jsonpath}.go
 */
export type Template = readonly Part[];
type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'path'; readonly path: Path }
  | { readonly type: 'range'; readonly path: Path; readonly body: Template };
type Path = readonly Step[];
type Step =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'every' }
  | { readonly type: 'deep' }
  | { readonly type: 'slice'; readonly from: number | undefined; readonly to: number | undefined; readonly by: number }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'union'; readonly of: readonly Path[] }
  | { readonly type: 'filter'; readonly left: Operand; readonly operator: string; readonly right: Operand | undefined };
type Operand = { readonly type: 'path'; readonly path: Path } | { readonly type: 'value'; readonly value: Value };

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** A fault in a template or in an object that it does not fit; it never leaves this file. */
class JsonPathError extends Error {}

/** @returns why a template cannot be read: "unclosed action" */
export function parseJsonPath(template: string): Outcome<Template> {
  return attempt(() => new Parser(template).template('end of template'));
}

/** Fills a template in. */
export function renderJsonPath(template: Template, object: Value): Outcome<string> {
  return attempt(() => render(template, object, object));
}

/** Every value that the paths of a template find. */
export function findByJsonPath(template: Template, object: Value): Outcome<readonly Value[]> {
  return attempt(() => template.flatMap((part) => (part.type === 'path' ? walk(part.path, object, object) : [])));
}

function attempt<T>(work: () => T): Outcome<T> {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    if (error instanceof JsonPathError) return { ok: false, message: error.message };
    throw error;
  }
}

function fail(message: string): never {
  throw new JsonPathError(message);
}

function render(template: Template, current: Value, root: Value): string {
  let out = '';
  for (const part of template) {
    if (part.type === 'text') out += part.text;
    else if (part.type === 'path') out += walk(part.path, current, root).map(textOf).join(' ');
    else for (const item of walk(part.path, current, root)) out += render(part.body, item, root);
  }
  return out;
}

/** Lists and maps as JSON, everything else as it is. */
function textOf(value: Value): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : compactJson(value);
}

function walk(path: Path, current: Value, root: Value): readonly Value[] {
  let found: readonly Value[] = [current];
  for (const [i, step] of path.entries()) {
    if (i === 0 && step.type === 'field' && step.name === '$') found = [root];
    else found = found.flatMap((value) => take(step, value, root));
  }
  return found;
}

function take(step: Step, value: Value, root: Value): readonly Value[] {
  switch (step.type) {
    case 'field':
      if (step.name === '@' || step.name === '') return [value];
      return isMap(value) && Object.hasOwn(value, step.name) && value[step.name] !== undefined
        ? [value[step.name]]
        : [];
    case 'every':
      return childrenOf(value);
    case 'deep':
      return deep(value);
    case 'index': {
      if (!Array.isArray(value))
        return value === undefined || value === null ? [] : fail(`${kindOf(value)} is not array or slice`);
      const list = value as readonly Value[];
      const index = step.index < 0 ? list.length + step.index : step.index;
      if (index < 0 || index >= list.length) fail(`array index out of bounds: index ${index}, length ${list.length}`);
      return [list[index]];
    }
    case 'slice': {
      if (!Array.isArray(value))
        return value === undefined || value === null ? [] : fail(`${kindOf(value)} is not array or slice`);
      const list = value as readonly Value[];
      const at = (n: number | undefined, otherwise: number): number =>
        n === undefined ? otherwise : n < 0 ? list.length + n : n;
      const from = at(step.from, 0);
      const to = Math.min(at(step.to, list.length), list.length);
      return list.slice(Math.max(0, from), Math.max(0, to)).filter((_, i) => i % Math.max(1, step.by) === 0);
    }
    case 'union':
      return step.of.flatMap((path) => walk(path, value, root));
    case 'filter':
      return childrenOf(value).filter((item) => passes(step, item, root));
  }
}

function passes(filter: Extract<Step, { type: 'filter' }>, item: Value, root: Value): boolean {
  const side = (operand: Operand): Value =>
    operand.type === 'value' ? operand.value : walk(operand.path, item, root)[0];
  const left = side(filter.left);
  if (filter.right === undefined) return left !== undefined;
  const right = side(filter.right);
  if (left === undefined || right === undefined) return false;
  switch (filter.operator) {
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    default: {
      if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
      const [a, b] = [left, right as number | string];
      return filter.operator === '<'
        ? a < b
        : filter.operator === '>'
          ? a > b
          : filter.operator === '<='
            ? a <= b
            : a >= b;
    }
  }
}

function childrenOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  if (!isMap(value)) return [];
  return Object.keys(value)
    .sort()
    .map((key) => value[key])
    .filter((v) => v !== undefined);
}

/** The value and all below it. */
function deep(value: Value): readonly Value[] {
  return [value, ...childrenOf(value).flatMap(deep)];
}

function kindOf(value: Value): string {
  return isMap(value)
    ? 'map[string]interface {}'
    : typeof value === 'string'
      ? 'string'
      : typeof value === 'boolean'
        ? 'bool'
        : 'float64';
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  template(until: 'end of template' | 'end of range'): Template {
    const parts: Part[] = [];
    for (;;) {
      const open = this.#text.indexOf('{', this.#at);
      const text = this.#text.slice(this.#at, open < 0 ? undefined : open);
      if (text !== '') parts.push({ type: 'text', text });
      if (open < 0) {
        if (until === 'end of range') fail('unterminated range, not allowed in this context');
        return parts;
      }
      const inside = this.#action(open + 1);
      if (inside === 'end') {
        if (until === 'end of range') return parts;
        fail('not in range, nothing to end');
      }
      if (inside.startsWith('range ') || inside === 'range')
        parts.push({ type: 'range', path: parsePath(inside.slice(6).trim()), body: this.template('end of range') });
      else if (inside.startsWith('"') || inside.startsWith("'")) parts.push({ type: 'text', text: unquote(inside) });
      else parts.push({ type: 'path', path: parsePath(inside) });
    }
  }

  /** What stands between braces; quotes may hold a brace. */
  #action(from: number): string {
    let quote = '';
    for (let i = from; i < this.#text.length; i++) {
      const c = this.#text.charAt(i);
      if (quote !== '') {
        if (c === '\\') i++;
        else if (c === quote) quote = '';
      } else if (c === '"' || c === "'") quote = c;
      else if (c === '}') {
        this.#at = i + 1;
        return this.#text.slice(from, i).trim();
      }
    }
    return fail('unclosed action');
  }
}

function unquote(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
  const inner = text.slice(1, text.endsWith(text.charAt(0)) && text.length > 1 ? -1 : undefined);
  return inner.replace(/\\(.)/g, (_, c: string) => escapes[c] ?? c);
}

/** @example parsePath('.items[?(@.kind=="Pod")].name') */
function parsePath(text: string): Path {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    const c = text.charAt(at);
    if (c === '.') {
      if (text.charAt(at + 1) === '.') {
        steps.push({ type: 'deep' });
        at++;
      }
      if (text.charAt(at + 1) === '[') {
        at++;
        continue;
      }
      const end = nameEnd(text, at + 1);
      const name = text.slice(at + 1, end).replaceAll('\\', '');
      if (name === '*') steps.push({ type: 'every' });
      else if (name !== '') steps.push({ type: 'field', name });
      at = end;
    } else if (c === '[') {
      const end = bracketEnd(text, at);
      if (end < 0) fail('unterminated array');
      steps.push(parseBracket(text.slice(at + 1, end).trim()));
      at = end + 1;
    } else if (c === '$' || c === '@') {
      steps.push({ type: 'field', name: c });
      at++;
    } else if (c === ' ') at++;
    else {
      const end = nameEnd(text, at);
      if (end === at)
        fail(
          `unrecognized character in action: U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')} '${c}'`,
        );
      if (steps.length === 0) fail(`unrecognized identifier ${text.slice(at, end)}`);
      steps.push({ type: 'field', name: text.slice(at, end) });
      at = end;
    }
  }
  return steps;
}

function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !' .[]{}|&<>()@$"\',='.includes(text.charAt(at))) at += text.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at, text.length);
}

function bracketEnd(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let i = from; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '[') depth++;
    else if (c === ']' && --depth === 0) return i;
  }
  return -1;
}

function parseBracket(inside: string): Step {
  if (inside === '*') return { type: 'every' };
  if (inside.startsWith('?(') && inside.endsWith(')')) return parseFilter(inside.slice(2, -1).trim());
  if (/^-?\d+$/.test(inside)) return { type: 'index', index: Number(inside) };
  const slice = /^(-?\d*):(-?\d*)(?::(\d+))?$/.exec(inside);
  if (slice) {
    const bound = (n: string | undefined): number | undefined => (n === undefined || n === '' ? undefined : Number(n));
    return { type: 'slice', from: bound(slice[1]), to: bound(slice[2]), by: bound(slice[3]) ?? 1 };
  }
  const members = splitOutsideQuotes(inside);
  const of = members.map((member): Path => {
    const name = member.trim();
    if (/^(["']).*\1$/s.test(name)) return [{ type: 'field', name: unquote(name) }];
    if (/^-?\d+$/.test(name)) return [{ type: 'index', index: Number(name) }];
    return name.startsWith('.') || name.startsWith('@') ? parsePath(name) : fail(`invalid array index ${inside}`);
  });
  return { type: 'union', of };
}

function splitOutsideQuotes(text: string): string[] {
  const members = [''];
  let quote = '';
  for (const c of text) {
    if (c === ',' && quote === '') members.push('');
    else members[members.length - 1] += c;
    if (quote !== '' ? c === quote : c === '"' || c === "'") quote = quote === '' ? c : '';
  }
  return members;
}

const OPERATORS = ['==', '!=', '<=', '>=', '<', '>'];

function parseFilter(text: string): Step {
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quote !== '') {
      if (c === quote) quote = '';
      continue;
    }
    if (c === '"' || c === "'") quote = c;
    const operator = OPERATORS.find((o) => text.startsWith(o, i));
    if (operator)
      return {
        type: 'filter',
        left: operand(text.slice(0, i).trim()),
        operator,
        right: operand(text.slice(i + operator.length).trim()),
      };
  }
  return { type: 'filter', left: operand(text), operator: 'exists', right: undefined };
}

function operand(text: string): Operand {
  if (text.startsWith('"') || text.startsWith("'")) return { type: 'value', value: unquote(text) };
  if (text === 'true' || text === 'false') return { type: 'value', value: text === 'true' };
  if (/^[-+]?\d+(\.\d+)?$/.test(text)) return { type: 'value', value: Number(text) };
  return { type: 'path', path: parsePath(text) };
}
