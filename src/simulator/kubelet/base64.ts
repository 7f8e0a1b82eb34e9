import { fromBytes } from '../runtime/bytes.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** A Secret's value as text. @example fromBase64('czNjcmV0') → "s3cret" */
export function fromBase64(text: string): string {
  let bits = 0;
  let held = 0;
  let bytes = '';
  for (const character of text) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) continue;
    held = (held << 6) | digit;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += String.fromCharCode((held >> bits) & 255);
    held &= (1 << bits) - 1;
  }
  return fromBytes(bytes);
}
