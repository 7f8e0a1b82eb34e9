import {
  isBlank,
  isBlankOrEnd,
  isBreak,
  isBreakOrEnd,
  isDigit,
  isWord,
  peek,
  scannerError,
  skip,
  skipLine,
  type Cursor,
} from './cursor.ts';
import { scanTagHandle, scanUri } from './tag.ts';

export interface ScannedDirective {
  readonly type: 'version-directive' | 'tag-directive';
  /** "1.1", or the tag's handle. */
  readonly value: string;
  /** The tag's prefix. */
  readonly suffix: string;
}

/** %YAML 1.1 or %TAG !e! tag:example.com: @source go-yaml v2 scannerc.go yaml_parser_scan_directive */
export function scanDirective(c: Cursor): ScannedDirective {
  skip(c);
  const from = c.offset;
  while (isWord(peek(c))) skip(c);
  const name = c.text.slice(from, c.offset);
  if (name === '') throw scannerError(c, 'could not find expected directive name');
  if (!isBlankOrEnd(peek(c))) throw scannerError(c, 'found unexpected non-alphabetical character');
  const directive = name === 'YAML' ? scanVersion(c) : name === 'TAG' ? scanTagDirective(c) : undefined;
  if (!directive) throw scannerError(c, 'found unknown directive name');
  skipBlanks(c);
  if (c.text[c.offset] === '#') while (!isBreakOrEnd(peek(c))) skip(c);
  if (!isBreakOrEnd(peek(c))) throw scannerError(c, 'did not find expected comment or line break');
  if (isBreak(peek(c))) skipLine(c);
  return directive;
}

function scanVersion(c: Cursor): ScannedDirective {
  skipBlanks(c);
  const major = scanNumber(c);
  if (c.text[c.offset] !== '.') throw scannerError(c, "did not find expected digit or '.' character");
  skip(c);
  return { type: 'version-directive', value: `${major}.${scanNumber(c)}`, suffix: '' };
}

const MAX_DIGITS = 2;

function scanNumber(c: Cursor): number {
  const from = c.offset;
  while (isDigit(peek(c))) {
    if (c.offset - from >= MAX_DIGITS) throw scannerError(c, 'found extremely long version number');
    skip(c);
  }
  if (c.offset === from) throw scannerError(c, 'did not find expected version number');
  return Number(c.text.slice(from, c.offset));
}

function scanTagDirective(c: Cursor): ScannedDirective {
  skipBlanks(c);
  const value = scanTagHandle(c, 'directive');
  if (!isBlank(peek(c))) throw scannerError(c, 'did not find expected whitespace');
  skipBlanks(c);
  const suffix = scanUri(c, '', 'handle');
  if (!isBlankOrEnd(peek(c))) throw scannerError(c, 'did not find expected whitespace or line break');
  return { type: 'tag-directive', value, suffix };
}

function skipBlanks(c: Cursor): void {
  while (isBlank(peek(c))) skip(c);
}
