import type { Task } from '../../../task.ts';
import { STRERROR } from '../../system-calls.ts';
import { fail, isBad, isDirectory, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { readWhole } from '../output.ts';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

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

/** What is no letter of base64's is passed over. */
export function decodeBase64(text: string): string {
  let bytes = '';
  let held = 0;
  let bits = 0;
  for (const c of text) {
    const value = LETTERS.indexOf(c);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += String.fromCharCode((held >> bits) & 255);
    }
  }
  return bytes;
}

function* base64(call: Call): Task<number> {
  const options = parse(call.args, 'dw:');
  if (isBad(options)) return yield* usage(call, options);
  const file = openInput(call, options.rest[0] ?? '-');
  if (typeof file === 'string') return yield* fail(call, `${options.rest[0] ?? ''}: ${file}`);
  const all = yield* readWhole(call.process, file);
  file.close();
  if (isDirectory(file)) return yield* fail(call, `read error: ${STRERROR.EISDIR}`);
  if (options.given.has('d')) {
    const letters = [...all].filter((c) => LETTERS.includes(c) || c === '=').length;
    if (letters % 4 !== 0) return yield* fail(call, 'truncated input');
    yield* out(call, decodeBase64(all));
    return 0;
  }
  const width = Number(options.given.get('w')?.[0] ?? '76');
  const encoded = encodeBase64(all);
  let text = '';
  if (width === 0) text = encoded;
  else for (let i = 0; i < encoded.length; i += width) text += `${encoded.slice(i, i + width)}\n`;
  yield* out(call, text);
  return 0;
}

export const encoding: Applets = { base64 };
