import { fail, TemplateError } from './error.ts';

/** What stands between `{{` and `}}` in pieces, and the text around it. */
export interface Token {
  readonly type:
    | 'text'
    | 'end'
    | 'eof'
    | 'space'
    | 'field'
    | 'variable'
    | 'dot'
    | 'name'
    | 'keyword'
    | 'text in quotes'
    | 'number'
    | 'sign'
    /** Why the rest cannot be read. */
    | 'fault';
  readonly text: string;
  /** Where it begins in the template. */
  readonly at: number;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'block break continue define else end if range nil template with'.split(' '),
);
/** What may follow a name, a field or a variable. */
const ENDS = /[\s.,|:)(]|$/y;

/**
 * Reads a template up to its end or its first fault, which is heard of when the parser gets there.
 * @source Go text/template/parse/lex.go
 */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    const open = source.indexOf('{{', at);
    let text = source.slice(at, open < 0 ? undefined : open);
    if (open >= 0 && /^\{\{-\s/.test(source.slice(open, open + 4))) text = text.trimEnd();
    if (text !== '') tokens.push({ type: 'text', text, at });
    if (open < 0) return [...tokens, { type: 'eof', text: 'EOF', at: source.length }];
    try {
      at = action(source, open + 2, tokens);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return [...tokens, { type: 'fault', text: error.message, at: source.length }];
    }
  }
}

const CLOSING = /\s-\}\}\s*|\}\}/y;

/** @returns where the text after the action begins */
function action(source: string, from: number, tokens: Token[]): number {
  let at = /^-\s/.test(source.slice(from, from + 2)) ? from + 2 : from;
  const refuse = (why: string): never => fail(`template: output:${lineOf(source, at)}: ${why}`);
  const closing = (): number | undefined => {
    CLOSING.lastIndex = at;
    const close = CLOSING.exec(source)?.[0];
    return close === undefined ? undefined : at + close.length;
  };
  if (source.startsWith('/*', at)) {
    const end = source.indexOf('*/', at + 2);
    if (end < 0) refuse('unclosed comment');
    at = end + 2;
    return closing() ?? refuse('comment ends before closing delimiter');
  }
  let open = 0;
  for (;;) {
    const next = closing();
    if (next !== undefined) {
      if (open > 0) refuse('unclosed left paren');
      tokens.push({ type: 'end', text: '}}', at });
      return next;
    }
    if (at >= source.length) refuse('unclosed action');
    const [type, text] = piece(source, at, refuse);
    open += text === '(' ? 1 : text === ')' ? -1 : 0;
    if (open < 0) refuse('unexpected right paren');
    tokens.push({ type, text, at });
    at += text.length;
  }
}

function piece(source: string, at: number, refuse: (why: string) => never): [Token['type'], string] {
  const found = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const space = found(/\s+?(?=\s-\}\})|\s+/y);
  if (space !== undefined) return ['space', space];
  const c = source.charAt(at);
  if (c === '"') return ['text in quotes', found(/"(?:[^"\\\n]|\\[^\n])*"/y) ?? refuse('unterminated quoted string')];
  if (c === '`') return ['text in quotes', found(/`[^`]*`/y) ?? refuse('unterminated raw quoted string')];
  if (c === "'") return ['number', found(/'(?:[^'\\\n]|\\[^\n])*'/y) ?? refuse('unterminated character constant')];
  const number = found(/\.?\d|[-+]/y) === undefined ? undefined : found(/[-+]?[\w.]*(?:(?<=[eE])[-+]\w*)?/y);
  if (number !== undefined)
    return NUMBER.test(number) ? ['number', number] : refuse(`bad number syntax: ${JSON.stringify(number)}`);
  const name = found(/[.$]?[\p{L}\p{Nd}_]+|[.$]/uy);
  if (name !== undefined) {
    ENDS.lastIndex = at + name.length;
    if (!ENDS.test(source) && !source.startsWith('}}', at + name.length))
      refuse(`bad character ${character(source, at + name.length)}`);
    return [typeOf(name), name];
  }
  if (c === ':') return source.startsWith(':=', at) ? ['sign', ':='] : refuse('expected :=');
  return /[ -~]/.test(c) ? ['sign', c] : refuse(`unrecognized character in action: ${character(source, at)}`);
}

const NUMBER =
  /^[-+]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d+)?)$/;

function typeOf(name: string): Token['type'] {
  if (name === '.') return 'dot';
  if (name.startsWith('.')) return 'field';
  if (name.startsWith('$')) return 'variable';
  return KEYWORDS.has(name) ? 'keyword' : 'name';
}

/** Go's %#U. */
function character(source: string, at: number): string {
  const code = source.codePointAt(at) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCodePoint(code)}'`;
}

export const lineOf = (source: string, at: number): number => source.slice(0, at).split('\n').length;
