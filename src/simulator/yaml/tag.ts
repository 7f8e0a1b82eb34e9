import { isBlankOrEnd, isWord, peek, scannerError, skip, type Cursor } from './cursor.ts';

/** A tag as it is written: "!!" and "str", "!" and "local", or no handle and a whole URI. */
export interface ScannedTag {
  readonly handle: string;
  readonly suffix: string;
}

const BANG = 33;
const LESS = 60;
const GREATER = 62;

/** @source go-yaml v2 scannerc.go yaml_parser_scan_tag */
export function scanTag(c: Cursor): ScannedTag {
  const tag = peek(c, 1) === LESS ? scanVerbatim(c) : scanShorthand(c);
  if (!isBlankOrEnd(peek(c))) throw scannerError(c, 'did not find expected whitespace or line break');
  return tag;
}

function scanVerbatim(c: Cursor): ScannedTag {
  skip(c, 2);
  const suffix = scanUri(c, '', 'handle');
  if (peek(c) !== GREATER) throw scannerError(c, "did not find the expected '>'");
  skip(c);
  return { handle: '', suffix };
}

function scanShorthand(c: Cursor): ScannedTag {
  const handle = scanTagHandle(c, 'tag');
  if (handle.length > 1 && handle.endsWith('!')) return { handle, suffix: scanUri(c, '', 'handle') };
  const suffix = scanUri(c, handle.slice(1), 'bang');
  return suffix === '' ? { handle: '', suffix: '!' } : { handle: '!', suffix };
}

/** "!", "!!", "!name!"; within a tag also "!name", whose name belongs to the suffix. */
export function scanTagHandle(c: Cursor, within: 'tag' | 'directive'): string {
  if (peek(c) !== BANG) throw scannerError(c, "did not find expected '!'");
  const from = c.offset;
  skip(c);
  while (isWord(peek(c))) skip(c);
  if (peek(c) === BANG) skip(c);
  else if (within === 'directive' && c.text.slice(from, c.offset) !== '!')
    throw scannerError(c, "did not find expected '!'");
  return c.text.slice(from, c.offset);
}

/**
 * @param head - what of the URI was read with the handle
 * @param within - whether the URI stands behind a handle (or alone), and so may not be empty, or completes a "!"
 */
export function scanUri(c: Cursor, head: string, within: 'handle' | 'bang'): string {
  let uri = head;
  const from = c.offset;
  for (let code = peek(c); isWord(code) || URI_CHARACTERS.has(code); code = peek(c)) {
    if (code === PERCENT) uri += scanUriEscape(c);
    else {
      uri += String.fromCharCode(code);
      skip(c);
    }
  }
  if (c.offset === from && within === 'handle') throw scannerError(c, 'did not find expected tag URI');
  return uri;
}

const PERCENT = 37;
const URI_CHARACTERS: ReadonlySet<number> = new Set([...";/?:@&=+$.!~*'()%,[]"].map((c) => c.charCodeAt(0)));

function scanUriEscape(c: Cursor): string {
  const hex = c.text.slice(c.offset + 1, c.offset + 3);
  if (!/^[0-9a-fA-F]{2}$/.test(hex)) throw scannerError(c, 'did not find URI escaped octet');
  skip(c, 3);
  return String.fromCharCode(Number.parseInt(hex, 16));
}
