import type { Value } from './json-text.ts';

/**
 * kubectl's JSONPath: a template whose braces hold paths.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/util/jsonpath/{parser,jsonpath}.go
 */
export type Template = readonly Part[];
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'path'; readonly path: Path }
  | {
      readonly type: 'range';
      readonly path: Path;
      readonly body: Template;
      readonly ends: 'by an end' | 'with the template';
    }
  /** An end where no range is open: a fault once the template is filled in. */
  | { readonly type: 'stray end' };
export type Path = readonly Step[];
export type Step =
  | { readonly type: 'field'; readonly name: string }
  | { readonly type: 'every' }
  | { readonly type: 'deep' }
  | { readonly type: 'slice'; readonly from: number | undefined; readonly to: number | undefined; readonly by: number }
  | { readonly type: 'index'; readonly index: number }
  | { readonly type: 'union'; readonly of: readonly Path[] }
  | { readonly type: 'filter'; readonly left: Operand; readonly operator: string; readonly right: Operand | undefined };
export type Operand =
  { readonly type: 'path'; readonly path: Path } | { readonly type: 'value'; readonly value: Value };

/** A fault in a template or in an object that it does not fit; jsonpath.ts turns it into a value. */
export class JsonPathError extends Error {}

export function fail(message: string): never {
  throw new JsonPathError(message);
}

/** Reads a template; throws where it cannot. */
export function readTemplate(text: string): Template {
  return new Parser(text).template('end of template').parts;
}

interface Read {
  readonly parts: Template;
  readonly ends: 'by an end' | 'with the template';
}

/** Ranges within ranges: a line of thousands must not exhaust the stack. */
const DEEPEST = 50;

class Parser {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  template(until: 'end of template' | 'end of range'): Read {
    if (++this.#depth > DEEPEST) fail('ranges are nested too deep');
    const parts: Part[] = [];
    for (;;) {
      const open = this.#text.indexOf('{', this.#at);
      const text = this.#text.slice(this.#at, open < 0 ? undefined : open);
      if (text !== '') parts.push({ type: 'text', text });
      if (open < 0) {
        this.#at = this.#text.length;
        this.#depth--;
        return { parts, ends: 'with the template' };
      }
      const inside = this.#action(open + 1);
      if (inside === 'end' && until === 'end of range') {
        this.#depth--;
        return { parts, ends: 'by an end' };
      }
      if (inside === 'end') parts.push({ type: 'stray end' });
      else if (inside.startsWith('range ') || inside === 'range') {
        const path = parsePath(inside.slice(6).trim());
        const { parts: body, ends } = this.template('end of range');
        parts.push({ type: 'range', path, body, ends });
      } else if (inside.startsWith('"') || inside.startsWith("'")) parts.push({ type: 'text', text: unquote(inside) });
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
      if (end === at) failAt(c);
      if (steps.length === 0) fail(`unrecognized identifier ${text.slice(at, end)}`);
      steps.push({ type: 'field', name: text.slice(at, end) });
      at = end;
    }
  }
  return steps;
}

function failAt(character: string): never {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return fail(`unrecognized character in action: U+${code} '${character}'`);
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
    if (/^(["']).*\1$/s.test(name)) return parsePath(`.${name.slice(1, -1)}`);
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
    if (!operator && c === '=') failAt(text.charAt(i + 1));
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
  if (text.startsWith('"') || text.startsWith("'")) {
    const close = text.indexOf(text.charAt(0), 1);
    const rest = close < 0 ? '' : text.slice(close + 1).trim();
    if (rest !== '') failAt(rest.charAt(0));
    return { type: 'value', value: unquote(text) };
  }
  if (text === 'true' || text === 'false') return { type: 'value', value: text === 'true' };
  const number = /^[-+]?\d+(?:\.\d+)?\s+(\S)/.exec(text);
  if (number) failAt(number[1] ?? '');
  if (/^[-+]?\d+(\.\d+)?$/.test(text)) return { type: 'value', value: Number(text) };
  return { type: 'path', path: parsePath(text) };
}
