import { isBlankOrEnd, isWord, peek, scannerError, skip, type Cursor } from './cursor.ts';

/** The name behind "&" or "*". @source go-yaml v2 scannerc.go yaml_parser_scan_anchor */
export function scanAnchor(c: Cursor): string {
  skip(c);
  const from = c.offset;
  while (isWord(peek(c))) skip(c);
  const name = c.text.slice(from, c.offset);
  const next = peek(c);
  if (name === '' || !(isBlankOrEnd(next) || '?:,]}%@`'.includes(String.fromCharCode(next))))
    throw scannerError(c, 'did not find expected alphabetic or numeric character');
  return name;
}
