/**
 * Programs deal in bytes. A string here holds one byte a UTF-16 unit ("binary string"); text is converted where it enters
 * (argv, environment, volumes) and where it leaves (logs, terminals).
 */

/** UTF-8 of a text as a binary string. @example toBytes('é') → '\xc3\xa9' */
export function toBytes(text: string): string {
  if (isAscii(text)) return text;
  let bytes = '';
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes += character;
    else if (point < 0x800) bytes += String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000)
      bytes += String.fromCharCode(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else
      bytes += String.fromCharCode(
        0xf0 | (point >> 18),
        0x80 | ((point >> 12) & 63),
        0x80 | ((point >> 6) & 63),
        0x80 | (point & 63),
      );
  }
  return bytes;
}

/** The text whose UTF-8 these bytes are; a byte that is no UTF-8 becomes U+FFFD, a unit that is no byte stays. */
export function fromBytes(bytes: string): string {
  if (isAscii(bytes)) return bytes;
  let text = '';
  for (let i = 0; i < bytes.length; i++) {
    const first = bytes.charCodeAt(i);
    const more = first < 0x80 || first > 0xff ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : -1;
    if (more === 0) {
      text += bytes.charAt(i);
      continue;
    }
    let point = first & (0x3f >> more);
    let read = 0;
    while (read < more && (bytes.charCodeAt(i + read + 1) & 0xc0) === 0x80 && bytes.charCodeAt(i + read + 1) <= 0xff)
      point = (point << 6) | (bytes.charCodeAt(i + ++read) & 63);
    text += read === more && point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    i += Math.max(0, read);
  }
  return text;
}

/** By a pattern: most of what an exec hands over is looked at here, and an engine without a JIT loops slowly. */
const isAscii = (text: string): boolean => !/[\u0080-\uffff]/.test(text);
