const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** How many bytes a base64 text stands for. */
export const base64Size = (text: string): number => Math.floor((text.replace(/[=\s]+/g, '').length * 3) / 4);

/** The bytes of a base64 text as a string of characters 0–255. */
export function decodeBase64(text: string): string {
  let out = '';
  let bits = 0;
  let size = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) continue;
    bits = ((bits << 6) | value) & 0xffff;
    size += 6;
    if (size < 8) continue;
    size -= 8;
    out += String.fromCharCode((bits >> size) & 0xff);
  }
  return out;
}

/** A text's UTF-8 bytes in base64. @example encodeBase64('value') → "dmFsdWU=" */
export function encodeBase64(text: string): string {
  let out = '';
  let bits = 0;
  let size = 0;
  for (const byte of utf8(text)) {
    bits = ((bits << 8) | byte) & 0xffff;
    size += 8;
    while (size >= 6) {
      size -= 6;
      out += LETTERS.charAt((bits >> size) & 63);
    }
  }
  if (size > 0) out += LETTERS.charAt((bits << (6 - size)) & 63);
  return out.padEnd(Math.ceil(out.length / 4) * 4, '=');
}

function* utf8(text: string): Generator<number> {
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const tail = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    const lead = [0, 0xc0, 0xe0, 0xf0][tail] ?? 0;
    yield lead | (code >> (6 * tail));
    for (let i = tail - 1; i >= 0; i--) yield 0x80 | ((code >> (6 * i)) & 63);
  }
}
