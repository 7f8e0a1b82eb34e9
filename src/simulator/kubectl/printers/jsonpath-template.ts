import { goUnquote } from '../../go-unquote.ts';
import type { Value } from './json-text.ts';

/**
 * kubectl's JSONPath: a template whose braces hold paths.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/util/jsonpath/parser.go
 */
export type Template = readonly Part[];
export type Part = { readonly type: 'text'; readonly text: string } | { readonly type: 'path'; readonly path: Path };
/** What stands between two braces, in its order. */
export type Path = readonly Step[];
export type Step =
  | { readonly type: 'field'; readonly name: string }
  /** A text in quotes, a number or a boolean. */
  | { readonly type: 'value'; readonly value: Value }
  | { readonly type: 'every' }
  | { readonly type: 'deep' }
  | { readonly type: 'slice'; readonly from: number | undefined; readonly to: End; readonly by: number | undefined }
  | { readonly type: 'union'; readonly of: readonly Path[] }
  | { readonly type: 'filter'; readonly left: Path; readonly operator: string; readonly right: Path }
  /** `range` and `end`; any other name is a fault once the template is filled in. */
  | { readonly type: 'word'; readonly word: string };
/** Where a slice ends: `[2]` ends at the one after it, `[2:]` with the list. */
export type End = number | 'one' | 'with the list';

/** A fault in a template or in an object that it does not fit; jsonpath.ts turns it into a value. */
export class JsonPathError extends Error {}

export function fail(message: string): never {
  throw new JsonPathError(message);
}

/** Ranges within ranges: a line of thousands must not exhaust the stack. */
const DEEPEST = 50;

/** Reads a template; throws where it cannot. */
export function readTemplate(text: string): Template {
  const parts = new Parser(text).template();
  const ranges = parts.filter((part) => part.type === 'path' && part.path.some(isRange));
  return ranges.length > DEEPEST ? fail('ranges are nested too deep') : parts;
}

const isRange = (step: Step): boolean => step.type === 'word' && step.word === 'range';

/** An expression by itself: `parseAction` upstream, which puts braces around it. */
function readAction(text: string): Path {
  const [first] = new Parser(`{${text}}`).template();
  return first?.type === 'path' ? first.path : [];
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  template(): Part[] {
    const parts: Part[] = [];
    for (;;) {
      const open = this.#text.indexOf('{', this.#at);
      const text = this.#text.slice(this.#at, open < 0 ? undefined : open);
      if (text !== '') parts.push({ type: 'text', text });
      if (open < 0) return parts;
      this.#at = open + 1;
      parts.push({ type: 'path', path: this.#inside() });
    }
  }

  /** Up to the closing brace. */
  #inside(): Path {
    const steps: Step[] = [];
    for (;;) {
      if (this.#text.startsWith('[?(', this.#at)) {
        steps.push(this.#filter());
        continue;
      }
      if (this.#text.startsWith('..', this.#at)) {
        if (steps.at(-1)?.type === 'deep') fail('invalid multiple recursive descent');
        this.#at += 2;
        steps.push({ type: 'deep' });
        if (isAlphaNumeric(this.#peek())) steps.push(this.#field());
        continue;
      }
      const c = this.#next();
      if (c === '}') return steps;
      if (c === '' || c === '\n' || c === '\r') fail('unclosed action');
      if (c === ' ' || c === '@' || c === '$') continue;
      if (c === '[') steps.push(...this.#array());
      else if (c === '"' || c === "'") steps.push({ type: 'value', value: this.#quote(c) });
      else if (c === '.') steps.push(this.#field());
      else if (/[-+\d]/.test(c)) steps.push({ type: 'value', value: this.#number(c) });
      else if (isAlphaNumeric(c)) steps.push(this.#word(c));
      else failAt(c);
    }
  }

  /** The next character, '' at the end. */
  #next(): string {
    const c = this.#peek();
    this.#at += c.length;
    return c;
  }

  #peek(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  /** All up to a character that ends a name; a backslash takes the one after it along. */
  #name(): string {
    const from = this.#at;
    for (;;) {
      const c = this.#peek();
      if (isTerminator(c)) return this.#text.slice(from, this.#at);
      this.#at += c.length;
      if (c === '\\') this.#next();
    }
  }

  #field(): Step {
    const name = this.#name();
    return name === '*' ? { type: 'every' } : { type: 'field', name: name.replaceAll('\\', '') };
  }

  #word(first: string): Step {
    const word = `${first}${this.#name()}`;
    return word === 'true' || word === 'false' ? { type: 'value', value: word === 'true' } : { type: 'word', word };
  }

  #number(first: string): number {
    let text = first;
    while (/[.\d]/.test(this.#peek())) text += this.#next();
    return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : fail(`cannot parse number ${text}`);
  }

  #quote(quote: '"' | "'"): string {
    const from = this.#at;
    for (;;) {
      const c = this.#next();
      if (c === '' || c === '\n') fail('unterminated quoted string');
      if (c === quote && this.#text.charAt(this.#at - 2) !== '\\') break;
    }
    const inner = this.#text.slice(from, this.#at - 1);
    return goUnquote(inner, quote) ?? fail(`unquote string ${quote}${inner}${quote} error invalid syntax`);
  }

  #array(): Path {
    const from = this.#at;
    for (let c = this.#next(); c !== ']'; c = this.#next()) if (c === '' || c === '\n') fail('unterminated array');
    const inside = this.#text.slice(from, this.#at - 1);
    const members = inside.split(',');
    if (members.length > 1)
      return [{ type: 'union', of: members.map((member) => readAction(`[${member.replace(/^ +| +$/g, '')}]`)) }];
    const key = /^'([^']*)'$/.exec(inside)?.[1];
    if (key !== undefined) return readAction(`.${key}`);
    return [sliceOf(inside === '*' ? ':' : inside)];
  }

  #filter(): Step {
    this.#at += 3;
    const from = this.#at;
    let pair = '';
    let closed = false;
    for (let c = this.#next(); c !== ')' || (pair !== '' && !closed); c = this.#next()) {
      if (c === '' || c === '\n') fail('unterminated filter');
      if (c !== '"' && c !== "'") continue;
      if (pair === '') pair = c;
      else if (c === pair && this.#text.charAt(this.#at - 2) !== '\\') closed = true;
    }
    if (this.#next() !== ']') fail('unclosed array expect ]');
    const text = this.#text.slice(from, this.#at - 2);
    const [, left, operator, right] = /^([^!<>=]+)([!<>=]+)(.+)$/.exec(text) ?? [];
    if (left === undefined || operator === undefined || right === undefined)
      return { type: 'filter', left: readAction(text), operator: 'exists', right: [] };
    return { type: 'filter', left: readAction(left), operator, right: readAction(right) };
  }
}

function sliceOf(inside: string): Step {
  const found = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(inside);
  if (!found) return fail(`invalid array index ${inside}`);
  const [, from = '', to, by] = found;
  const number = (text: string): number | undefined => {
    if (text === '') return undefined;
    return text === '-' ? fail('array index - is not a number') : Number(text);
  };
  return {
    type: 'slice',
    from: number(from),
    to: to === undefined ? 'one' : (number(to.slice(1)) ?? 'with the list'),
    by: number(by?.slice(1) ?? ''),
  };
}

function failAt(character: string): never {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return fail(`unrecognized character in action: U+${code} '${character}'`);
}

const isAlphaNumeric = (c: string): boolean => /^[_\p{L}\p{Nd}]$/u.test(c);
const isTerminator = (c: string): boolean => c === '' || ' \t\r\n.,[]$@{}'.includes(c);
