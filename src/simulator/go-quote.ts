/**
 * A string as Go's %q prints it: double quotes, backslash escapes, printable Unicode as it is.
 * @example goQuote('a "b"\n') → "\"a \\\"b\\\"\\n\""
 * @source Go strconv.Quote
 */
export function goQuote(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let out = '"';
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const escaped = escapeOf(code, text.charCodeAt(i + 1));
    if (escaped === undefined) {
      if (code >= 0xd800 && code < 0xdc00) i++; // a whole pair is printed as it is
      continue;
    }
    out += text.slice(from, i) + escaped;
    from = i + 1;
  }
  return `${out}${text.slice(from)}"`;
}

const SHORT: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
  92: '\\\\',
};

function escapeOf(code: number, next: number): string | undefined {
  if (code >= 0x20 && code < 0x7f) return SHORT[code];
  if (code < 0x20 || code === 0x7f) return SHORT[code] ?? `\\x${code.toString(16).padStart(2, '0')}`;
  if (code >= 0xd800 && code < 0xe000) {
    const isPair = code < 0xdc00 && next >= 0xdc00 && next < 0xe000;
    return isPair ? undefined : '\\ufffd';
  }
  return isUnprintable(code) ? `\\u${code.toString(16).padStart(4, '0')}` : undefined;
}

/** The characters of the basic plane that a learner's text may hold and Go does not print: controls, odd spaces, format marks, private use. */
const isUnprintable = (code: number): boolean =>
  (code >= 0x80 && code <= 0xa0) ||
  code === 0xad ||
  (code >= 0x2000 && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202f) ||
  (code >= 0x205f && code <= 0x206f) ||
  code === 0x3000 ||
  code === 0xfeff ||
  (code >= 0xe000 && code <= 0xf8ff) ||
  (code >= 0xfff0 && code <= 0xfffb) ||
  code >= 0xfffe;
