/** Why a text is no YAML; `line` counts from 1 as go-yaml prints it, 0 where it prints none. */
export class YamlError extends Error {
  readonly line: number;
  readonly offset: number;
  /** The stable name under which it is explained. */
  readonly code: string | undefined;

  constructor(problem: string, line: number, offset: number, code?: string) {
    super(line > 0 ? `line ${line}: ${problem}` : problem);
    this.line = line;
    this.offset = offset;
    this.code = code;
  }
}

/** Where reading stands. `line` and `column` count from 0; columns in UTF-16 units. */
export interface Mark {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

/** A text and a place in it; the scanner's steps move it. Reading past the end gives `END`. */
export interface Cursor {
  readonly text: string;
  offset: number;
  line: number;
  column: number;
}

export const END = -1;

export const cursorOf = (text: string): Cursor => ({ text, offset: 0, line: 0, column: 0 });

export const markOf = (c: Cursor): Mark => ({ offset: c.offset, line: c.line, column: c.column });

/** The character code at the cursor, or `ahead` of it. */
export function peek(c: Cursor, ahead = 0): number {
  const at = c.offset + ahead;
  return at < c.text.length ? c.text.charCodeAt(at) : END;
}

/** Where a run of what a sticky expression matches ends. */
export function runEnd(run: RegExp, text: string, from: number): number {
  run.lastIndex = from;
  run.test(text);
  return run.lastIndex;
}

export function skip(c: Cursor, count = 1): void {
  c.offset += count;
  c.column += count;
}

/** Passes one line break, of whatever kind. */
export function skipLine(c: Cursor): void {
  const isPair = peek(c) === CR && peek(c, 1) === LF;
  c.offset += isPair ? 2 : 1;
  c.column = 0;
  c.line++;
}

/** Passes one line break and gives it as YAML reads it: "\n", or the Unicode separator itself. */
export function readLine(c: Cursor): string {
  const code = peek(c);
  skipLine(c);
  return code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR ? String.fromCharCode(code) : '\n';
}

const LF = 10;
const CR = 13;
export const TAB = 9;
export const SPACE = 32;
const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

export const isBlank = (code: number): boolean => code === SPACE || code === TAB;
export const isBreak = (code: number): boolean =>
  code === LF || code === CR || code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
export const isBreakOrEnd = (code: number): boolean => code === END || isBreak(code);
export const isBlankOrEnd = (code: number): boolean => isBlank(code) || isBreakOrEnd(code);
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Letters, digits, "_" and "-". */
export const isWord = (code: number): boolean =>
  isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95 || code === 45;

/** Whether "---" or "..." stands here alone at the start of a line. */
export function isDocumentIndicator(c: Cursor, code: number): boolean {
  return (
    c.column === 0 &&
    c.text.charCodeAt(c.offset) === code &&
    peek(c, 1) === code &&
    peek(c, 2) === code &&
    isBlankOrEnd(peek(c, 3))
  );
}

/** A problem at the cursor: go-yaml counts its scanner's lines one higher, but for the first. */
export const scannerError = (c: Cursor, problem: string, code?: string): YamlError =>
  new YamlError(problem, c.line === 0 ? 0 : c.line + 1, c.offset, code);

/** A problem of the parser: the line of its token, uncorrected, as go-yaml prints it. */
export const parserError = (problem: string, at: Mark, context?: Mark, code?: string): YamlError =>
  new YamlError(problem, at.line || context?.line || 0, at.offset, code);

/** - ? : , [ ] { } # & * ! | > ' " % @ ` begin something else. */
const INDICATORS: ReadonlySet<number> = new Set([...'-?:,[]{}#&*!|>\'"%@`'].map((c) => c.charCodeAt(0)));

/** Whether a plain scalar begins with a character before another. */
export const startsPlain = (code: number, next: number, isFlow: boolean): boolean =>
  (!isBlankOrEnd(code) && !INDICATORS.has(code)) ||
  (code === 45 && !isBlank(next)) ||
  (!isFlow && (code === 63 || code === 58) && !isBlankOrEnd(next));
