/** How many bytes a base64 text stands for. */
export const base64Size = (text: string): number => {
  const letters = text.replace(/[=\s]+/g, '').length;
  return Math.floor((letters * 3) / 4);
};

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

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
