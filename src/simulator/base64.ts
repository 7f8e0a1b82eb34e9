import { fromBytes, toBytes } from './runtime/bytes.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** How many bytes a base64 text stands for. */
export const base64Size = (text: string): number => Math.floor((text.replace(/[=\s]+/g, '').length * 3) / 4);

/** The bytes of a base64 text, one a UTF-16 unit (runtime/bytes.ts); what is no letter of base64's is passed over. */
export function decodeBase64(text: string): string {
  let bytes = '';
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (letter === '=') bits = 0; // what follows is another text
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((held >> bits) & 255);
  }
  return bytes;
}

/** @param bytes - one a UTF-16 unit */
export function encodeBase64(bytes: string): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const n = (bytes.charCodeAt(i) << 16) | ((bytes.charCodeAt(i + 1) || 0) << 8) | (bytes.charCodeAt(i + 2) || 0);
    const have = Math.min(3, bytes.length - i);
    text +=
      LETTERS.charAt(n >> 18) +
      LETTERS.charAt((n >> 12) & 63) +
      (have > 1 ? LETTERS.charAt((n >> 6) & 63) : '=') +
      (have > 2 ? LETTERS.charAt(n & 63) : '=');
  }
  return text;
}

/** The text whose UTF-8 is so encoded. @example fromBase64('czNjcmV0') → "s3cret" */
export const fromBase64 = (text: string): string => fromBytes(decodeBase64(text));

/** A text's UTF-8 in base64. @example toBase64('value') → "dmFsdWU=" */
export const toBase64 = (text: string): string => encodeBase64(toBytes(text));
