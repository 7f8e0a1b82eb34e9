import { CLASSES } from './pattern.ts';

export type Expression =
  | { readonly type: 'empty' }
  | { readonly type: 'character'; readonly test: (c: string) => boolean }
  | {
      readonly type: 'assertion';
      readonly kind: 'begin' | 'end' | 'word-begin' | 'word-end' | 'word-edge' | 'word-inside';
    }
  | { readonly type: 'reference'; readonly group: number }
  | { readonly type: 'sequence'; readonly parts: readonly Expression[] }
  | { readonly type: 'choice'; readonly options: readonly Expression[] }
  | { readonly type: 'group'; readonly index: number; readonly inside: Expression }
  | { readonly type: 'repeat'; readonly inside: Expression; readonly least: number; readonly most: number };

export interface ParsedRegex {
  readonly expression: Expression;
  readonly groups: number;
  readonly references: boolean;
}

/** Groups within groups, and repetitions {n,m}. @source regex(7) RE_DUP_MAX here smaller */
const MOST_NESTED = 60;
const MOST_REPEATS = 255;

class BadRegex {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/**
 * Reads a basic or extended regular expression with the GNU additions (\+ \? \| \w \b \< \>).
 * @returns glibc's words for what is wrong. @source glibc posix/regcomp.c
 */
export function parseRegex(pattern: string, extended: boolean, ignoreCase: boolean): ParsedRegex | string {
  try {
    const parser = new RegexParser(pattern, extended, ignoreCase);
    const expression = parser.choice(0);
    if (parser.at < pattern.length) throw new BadRegex('Unmatched ) or \\)');
    return { expression, groups: parser.groups, references: parser.references };
  } catch (error) {
    if (error instanceof BadRegex) return error.message;
    throw error;
  }
}

class RegexParser {
  at = 0;
  groups = 0;
  references = false;
  readonly #pattern: string;
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;

  constructor(pattern: string, extended: boolean, ignoreCase: boolean) {
    this.#pattern = pattern;
    this.#extended = extended;
    this.#ignoreCase = ignoreCase;
  }

  /** Whether an operator stands here: plain in extended expressions, behind a backslash in basic ones. */
  #operator(character: string): number {
    const here = this.#extended ? character : `\\${character}`;
    return this.#pattern.startsWith(here, this.at) ? here.length : 0;
  }

  choice(depth: number): Expression {
    if (depth > MOST_NESTED) throw new BadRegex('Regular expression too big');
    const options = [this.#sequence(depth)];
    for (let length = this.#operator('|'); length > 0; length = this.#operator('|')) {
      this.at += length;
      options.push(this.#sequence(depth));
    }
    return options.length === 1 ? options[0]! : { type: 'choice', options };
  }

  #sequence(depth: number): Expression {
    const parts: Expression[] = [];
    for (;;) {
      if (this.at >= this.#pattern.length || this.#operator('|') > 0) break;
      if (this.#operator(')') > 0 && (depth > 0 || !this.#extended)) break;
      parts.push(this.#repeated(depth, parts.length === 0));
    }
    return parts.length === 1 ? parts[0]! : parts.length === 0 ? { type: 'empty' } : { type: 'sequence', parts };
  }

  #repeated(depth: number, first: boolean): Expression {
    let expression = this.#atom(depth, first);
    for (;;) {
      const c = this.#pattern.charAt(this.at);
      if (c === '*' && !(expression.type === 'assertion' && !this.#extended)) {
        this.at++;
        expression = repeat(expression, 0, Infinity);
      } else if (this.#operator('+') > 0) {
        this.at += this.#operator('+');
        expression = repeat(expression, 1, Infinity);
      } else if (this.#operator('?') > 0) {
        this.at += this.#operator('?');
        expression = repeat(expression, 0, 1);
      } else if (this.#operator('{') > 0) {
        const bounds = this.#bounds();
        if (!bounds) return expression;
        expression = repeat(expression, bounds[0], bounds[1]);
      } else return expression;
    }
  }

  #bounds(): readonly [number, number] | undefined {
    const open = this.#operator('{');
    const close = this.#extended ? '}' : '\\}';
    const end = this.#pattern.indexOf(close, this.at + open);
    const inside = end < 0 ? undefined : this.#pattern.slice(this.at + open, end);
    const found = inside === undefined ? undefined : /^(\d{0,6})(,?)(\d{0,6})$/.exec(inside);
    if (!found || (found[1] === '' && found[2] === '')) {
      if (this.#extended) return undefined; // a brace like any character
      throw new BadRegex(end < 0 ? 'Unmatched \\{' : 'Invalid content of \\{\\}');
    }
    const least = Number(found[1]);
    const most = found[2] === '' ? least : found[3] === '' ? Infinity : Number(found[3]);
    if (most < least) throw new BadRegex('Invalid content of \\{\\}');
    if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS))
      throw new BadRegex('Regular expression too big');
    this.at = end + close.length;
    return [least, most];
  }

  #atom(depth: number, first: boolean): Expression {
    const c = this.#pattern.charAt(this.at);
    const group = this.#operator('(');
    if (group > 0) {
      this.at += group;
      const index = ++this.groups;
      const inside = this.choice(depth + 1);
      const close = this.#operator(')');
      if (close === 0) throw new BadRegex('Unmatched ( or \\(');
      this.at += close;
      return { type: 'group', index, inside };
    }
    if (c === '\\') return this.#escaped();
    this.at++;
    if (c === '.') return { type: 'character', test: () => true };
    if (c === '[') return this.#set();
    if (c === '^' && (this.#extended || first)) return { type: 'assertion', kind: 'begin' };
    if (
      c === '$' &&
      (this.#extended || this.at === this.#pattern.length || this.#operator(')') > 0 || this.#operator('|') > 0)
    )
      return { type: 'assertion', kind: 'end' };
    if (this.#extended && (c === '*' || c === '+' || c === '?') && first)
      return c === '*' ? this.#literal(c) : { type: 'empty' };
    return this.#literal(c);
  }

  #escaped(): Expression {
    const c = this.#pattern.charAt(this.at + 1);
    if (c === '') throw new BadRegex('Trailing backslash');
    this.at += 2;
    if (c >= '1' && c <= '9') {
      if (Number(c) > this.groups) throw new BadRegex('Invalid back reference');
      this.references = true;
      return { type: 'reference', group: Number(c) };
    }
    switch (c) {
      case 'w':
        return { type: 'character', test: (x) => /[A-Za-z0-9_]/.test(x) };
      case 'W':
        return { type: 'character', test: (x) => !/[A-Za-z0-9_]/.test(x) };
      case 's':
        return { type: 'character', test: CLASSES['space']! };
      case 'S':
        return { type: 'character', test: (x) => !CLASSES['space']!(x) };
      case '<':
        return { type: 'assertion', kind: 'word-begin' };
      case '>':
        return { type: 'assertion', kind: 'word-end' };
      case 'b':
        return { type: 'assertion', kind: 'word-edge' };
      case 'B':
        return { type: 'assertion', kind: 'word-inside' };
      case '`':
        return { type: 'assertion', kind: 'begin' };
      case "'":
        return { type: 'assertion', kind: 'end' };
      default:
        return this.#literal(c);
    }
  }

  #literal(c: string): Expression {
    if (!this.#ignoreCase) return { type: 'character', test: (x) => x === c };
    const lower = c.toLowerCase();
    return { type: 'character', test: (x) => x.toLowerCase() === lower };
  }

  #set(): Expression {
    const pattern = this.#pattern;
    const negated = pattern.charAt(this.at) === '^';
    if (negated) this.at++;
    const tests: ((c: string) => boolean)[] = [];
    for (let first = true; ; first = false) {
      const c = pattern.charAt(this.at);
      if (c === '') throw new BadRegex('Unmatched [, [^, [:, [., or [=');
      if (c === ']' && !first) break;
      if (c === '[' && pattern.charAt(this.at + 1) === ':') {
        const end = pattern.indexOf(':]', this.at + 2);
        const named = end < 0 ? undefined : CLASSES[pattern.slice(this.at + 2, end)];
        if (!named) throw new BadRegex(end < 0 ? 'Unmatched [, [^, [:, [., or [=' : 'Invalid character class name');
        tests.push(named);
        this.at = end + 2;
        continue;
      }
      this.at++;
      const next = pattern.charAt(this.at + 1);
      if (pattern.charAt(this.at) === '-' && next !== ']' && next !== '') {
        this.at += 2;
        if (next < c) throw new BadRegex('Invalid range end');
        tests.push((x) => x >= c && x <= next);
      } else tests.push((x) => x === c);
    }
    this.at++;
    const has = (c: string): boolean => tests.some((test) => test(c));
    const either = this.#ignoreCase ? (c: string): boolean => has(c.toLowerCase()) || has(c.toUpperCase()) : has;
    return { type: 'character', test: (c) => either(c) !== negated };
  }
}

const repeat = (inside: Expression, least: number, most: number): Expression => ({
  type: 'repeat',
  inside,
  least,
  most,
});
