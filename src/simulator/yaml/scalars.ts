import {
  END,
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDigit,
  isDocumentIndicator,
  peek,
  runEnd,
  readLine,
  scannerError,
  skip,
  skipLine,
  SPACE,
  TAB,
  type Cursor,
} from './cursor.ts';

/** A scalar's text and the offset behind its last character. */
export interface ScannedScalar {
  readonly value: string;
  readonly end: number;
}

const MINUS = 45;
const DOT = 46;
const HASH = 35;
const COLON = 58;
const QUOTE = 39;
const DOUBLE_QUOTE = 34;
const BACKSLASH = 92;

/**
 * Words without quotes, over several lines where they are indented enough.
 * @param indent - of the block around it, -1 for none
 * @param context - 'flow' within [] or {}
 * @returns with `overLines` where the scalar ended behind a line break: a key may follow
 * @source go-yaml v2 scannerc.go yaml_parser_scan_plain_scalar
 */
export function scanPlain(
  c: Cursor,
  indent: number,
  context: 'block' | 'flow',
): ScannedScalar & { readonly overLines: boolean } {
  const { text } = c;
  let value = '';
  let end = c.offset;
  let spaces = ''; // blanks, or line breaks already folded, before the next word
  let overLines = false;
  for (;;) {
    if (c.column === 0 && (isDocumentIndicator(c, MINUS) || isDocumentIndicator(c, DOT))) break;
    if (peek(c) === HASH) break;
    const from = c.offset;
    let at = runEnd(WORD[context], text, from);
    while (text.charCodeAt(at) === COLON && at + 1 < text.length && !isBlankOrEnd(text.charCodeAt(at + 1)))
      at = runEnd(WORD[context], text, at + 1);
    if (at > from) {
      value += value === '' && spaces === '' ? text.slice(from, at) : spaces + text.slice(from, at);
      overLines = false;
      skip(c, at - from);
      end = at;
    }
    const next = peek(c);
    if (!isBlank(next) && !isBreak(next)) break;
    const gap = scanGap(c, indent);
    spaces = gap.text;
    overLines = gap.overLines;
    if (context === 'block' && c.column <= indent) break;
  }
  return { value, end, overLines };
}

const SPACES = / */y;
/** What a word is made of, a ":" apart: the engine's own loop over it is several times as fast as one written here. */
const WORD = { block: /[^ \t\n\r:\x85\u2028\u2029]*/y, flow: /[^ \t\n\r:\x85\u2028\u2029,?[\]{}]*/y } as const;

/** Blanks and line breaks between words, folded: one break is a space, more are one fewer. */
function scanGap(c: Cursor, indent: number | undefined): { readonly text: string; readonly overLines: boolean } {
  const from = c.offset;
  let overLines = false;
  let firstBreak = '';
  let laterBreaks = '';
  let blanksEnd = from;
  for (let code = peek(c); isBlank(code) || isBreak(code); code = peek(c)) {
    if (isBlank(code)) {
      if (indent !== undefined && overLines && code === TAB && c.column <= indent)
        throw scannerError(c, 'found a tab character that violates indentation', 'yaml-tab');
      skip(c, code === SPACE ? runEnd(SPACES, c.text, c.offset) - c.offset : 1);
      if (!overLines) blanksEnd = c.offset;
    } else if (overLines) laterBreaks += readLine(c);
    else {
      firstBreak = readLine(c);
      overLines = true;
    }
  }
  return { text: overLines ? folded(firstBreak, laterBreaks) : c.text.slice(from, blanksEnd), overLines };
}

const folded = (firstBreak: string, laterBreaks: string): string =>
  firstBreak !== '\n' ? firstBreak + laterBreaks : laterBreaks === '' ? ' ' : laterBreaks;

/** @source go-yaml v2 scannerc.go yaml_parser_scan_flow_scalar */
export function scanQuoted(c: Cursor): ScannedScalar {
  const quote = peek(c);
  skip(c);
  let value = '';
  for (;;) {
    if (c.column === 0 && (isDocumentIndicator(c, MINUS) || isDocumentIndicator(c, DOT)))
      throw scannerError(c, 'found unexpected document indicator');
    if (peek(c) === END) throw scannerError(c, 'found unexpected end of stream', 'yaml-quote-open');
    let joined = false;
    for (let code = peek(c); !isBlankOrEnd(code); code = peek(c)) {
      if (code === quote && !(quote === QUOTE && peek(c, 1) === QUOTE)) break;
      if (code === quote) {
        value += "'";
        skip(c, 2);
      } else if (code === BACKSLASH && quote === DOUBLE_QUOTE) {
        if (isBreak(peek(c, 1))) {
          skip(c);
          skipLine(c);
          joined = true;
          break;
        }
        value += scanEscape(c);
      } else value += scanRun(c, quote);
    }
    if (peek(c) === quote) break;
    value += joined ? escapedBreakGap(c) : scanGap(c, undefined).text;
  }
  skip(c);
  return { value, end: c.offset };
}

/** Characters that mean themselves. */
function scanRun(c: Cursor, quote: number): string {
  const from = c.offset;
  let at = from;
  for (; at < c.text.length; at++) {
    const code = c.text.charCodeAt(at);
    if (code === quote || code === BACKSLASH || isBlankOrEnd(code)) break;
  }
  if (at === from) at++; // a backslash in single quotes
  skip(c, at - from);
  return c.text.slice(from, at);
}

/** After a backslash at the end of a line the break is nothing, and so are the blanks that indent the next line. */
function escapedBreakGap(c: Cursor): string {
  let breaks = '';
  for (let code = peek(c); isBlank(code) || isBreak(code); code = peek(c)) {
    if (isBlank(code)) skip(c);
    else breaks += readLine(c);
  }
  return breaks;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function scanEscape(c: Cursor): string {
  const letter = c.text[c.offset + 1] ?? '';
  const plain = ESCAPES[letter];
  if (plain !== undefined) {
    skip(c, 2);
    return plain;
  }
  const digits = HEX_DIGITS[letter];
  if (digits === undefined) throw scannerError(c, 'found unknown escape character');
  skip(c, 2);
  const hex = c.text.slice(c.offset, c.offset + digits);
  if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits)
    throw scannerError(c, 'did not find expected hexdecimal number');
  const code = Number.parseInt(hex, 16);
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff)
    throw scannerError(c, 'found invalid Unicode character escape code');
  skip(c, digits);
  return String.fromCodePoint(code);
}

/**
 * A literal (|) or folded (>) block.
 * @param blockIndent - of the block around it, -1 for none
 * @source go-yaml v2 scannerc.go yaml_parser_scan_block_scalar
 */
export function scanBlock(c: Cursor, blockIndent: number): ScannedScalar {
  const isFolded = c.text[c.offset] === '>';
  skip(c);
  const { chomping, increment } = scanBlockHeader(c);
  const layout = { indent: increment === 0 ? 0 : (blockIndent >= 0 ? blockIndent : 0) + increment, end: c.offset };
  let breaks = scanBlockBreaks(c, layout, blockIndent);
  let value = '';
  let lineBreak = '';
  let wasBlank = false;
  while (c.column === layout.indent && peek(c) !== END) {
    const isNowBlank = isBlank(peek(c));
    if (isFolded && !wasBlank && !isNowBlank && lineBreak === '\n') value += breaks === '' ? ' ' : breaks;
    else value += lineBreak + breaks;
    wasBlank = isNowBlank;
    const from = c.offset;
    let at = from;
    while (at < c.text.length && !isBreak(c.text.charCodeAt(at))) at++;
    skip(c, at - from);
    value += c.text.slice(from, at);
    lineBreak = peek(c) === END ? '' : readLine(c);
    layout.end = c.offset;
    breaks = scanBlockBreaks(c, layout, blockIndent);
  }
  if (chomping !== 'strip') value += lineBreak;
  if (chomping === 'keep') value += breaks;
  return { value, end: layout.end };
}

interface BlockHeader {
  readonly chomping: 'strip' | 'clip' | 'keep';
  readonly increment: number;
}

function scanBlockHeader(c: Cursor): BlockHeader {
  let chomping: BlockHeader['chomping'] = 'clip';
  let increment = 0;
  const readChomping = (): void => {
    const letter = c.text[c.offset];
    if (letter !== '+' && letter !== '-') return;
    chomping = letter === '+' ? 'keep' : 'strip';
    skip(c);
  };
  readChomping();
  const digit = peek(c);
  if (isDigit(digit)) {
    if (digit === 48) throw scannerError(c, 'found an indentation indicator equal to 0');
    increment = digit - 48;
    skip(c);
    if (chomping === 'clip') readChomping();
  }
  while (isBlank(peek(c))) skip(c);
  if (peek(c) === HASH) while (!isBreakOrEnd(peek(c))) skip(c);
  if (!isBreakOrEnd(peek(c))) throw scannerError(c, 'did not find expected comment or line break');
  if (isBreak(peek(c))) skipLine(c);
  return { chomping, increment };
}

/** Empty lines; where the indentation is not known yet, the first line that is not empty tells it. */
function scanBlockBreaks(c: Cursor, layout: { indent: number; end: number }, blockIndent: number): string {
  let breaks = '';
  let widest = 0;
  for (;;) {
    while ((layout.indent === 0 || c.column < layout.indent) && peek(c) === SPACE) skip(c);
    widest = Math.max(widest, c.column);
    if ((layout.indent === 0 || c.column < layout.indent) && peek(c) === TAB)
      throw scannerError(c, 'found a tab character where an indentation space is expected');
    if (!isBreak(peek(c))) break;
    breaks += readLine(c);
    layout.end = c.offset;
  }
  if (layout.indent === 0) layout.indent = Math.max(widest, blockIndent + 1, 1);
  return breaks;
}
