import { STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import {
  fail,
  isBad,
  isDirectory,
  LineReader,
  openInput,
  out,
  parse,
  usage,
  type Applets,
  type Call,
} from '../applet.ts';
import { readWhole } from '../output.ts';

const rotateLeft = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const rotateRight = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');

/** The message in words of 32 bits, with its padding and length. */
function padded(bytes: string, order: 'little' | 'big'): Int32Array {
  const words = new Int32Array((((bytes.length + 8) >> 6) + 1) * 16);
  const put = (at: number, byte: number): void => {
    words[at >> 2]! |= byte << (order === 'little' ? (at & 3) * 8 : 24 - (at & 3) * 8);
  };
  for (let i = 0; i < bytes.length; i++) put(i, bytes.charCodeAt(i) & 255);
  put(bytes.length, 0x80);
  const low = words.length - (order === 'little' ? 2 : 1);
  words[low] = bytes.length << 3;
  words[order === 'little' ? low + 1 : low - 1] = bytes.length >>> 29;
  return words;
}

/** @source RFC 1321 */
export function md5(bytes: string): string {
  const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  const words = padded(bytes, 'little');
  let state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < words.length; block += 16) {
    let [a = 0, b = 0, c = 0, d = 0] = state;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const mixed =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const word = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
      const constant = Math.floor(Math.abs(Math.sin(i + 1)) * 4_294_967_296) | 0;
      const sum = (a + mixed + constant + words[block + word]!) | 0;
      [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, SHIFTS[round * 4 + (i & 3)]!)) | 0];
    }
    state = [a, b, c, d].map((value, i) => (value + state[i]!) | 0);
  }
  return state
    .map((word) => hex(((word & 255) << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)))
    .join('');
}

/** The first 32 bits of a root's fraction, for the first primes. */
function rootBits(count: number, root: number): Int32Array {
  const bits = new Int32Array(count);
  for (let n = 2, found = 0; found < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
    if (prime) bits[found++] = (n ** (1 / root) % 1) * 4_294_967_296;
  }
  return bits;
}

/** @source FIPS 180-4 */
export function sha256(bytes: string): string {
  const K = rootBits(64, 3);
  const words = padded(bytes, 'big');
  const state = rootBits(8, 2);
  const w = new Int32Array(64);
  for (let block = 0; block < words.length; block += 16) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = words[block + i]!;
      else {
        const [x, y] = [w[i - 15]!, w[i - 2]!];
        w[i] =
          w[i - 16]! +
          (rotateRight(x, 7) ^ rotateRight(x, 18) ^ (x >>> 3)) +
          w[i - 7]! +
          (rotateRight(y, 17) ^ rotateRight(y, 19) ^ (y >>> 10));
      }
      const t1 =
        (h + (rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) | 0;
      const t2 = ((rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) state[i] = state[i]! + value;
  }
  return [...state].map(hex).join('');
}

/** md5sum, sha256sum [-c] files. @source busybox 1.35 coreutils/md5_sha1_sum.c */
const summing = (sum: (bytes: string) => string) =>
  function* (call: Call): Task<number> {
    const options = parse(call.args, 'csw');
    if (isBad(options)) return yield* usage(call, options);
    let status = 0;
    for (const path of options.rest.length > 0 ? options.rest : ['-']) {
      const file = openInput(call, path);
      if (typeof file === 'string') {
        status = yield* fail(call, options.given.has('c') ? `${path}: ${file}` : `can't open '${path}': ${file}`);
        continue;
      }
      if (!options.given.has('c')) {
        const all = yield* readWhole(call.process, file);
        file.close();
        if (isDirectory(file)) {
          status = yield* fail(call, `can't read '${path}': ${STRERROR.EISDIR}`);
          continue;
        }
        const wait = call.process.work(1 + (all.length >> 4));
        if (wait) yield wait;
        yield* out(call, `${sum(all)}  ${path}\n`);
        continue;
      }
      const lines = new LineReader(file);
      let [count, wrong] = [0, 0];
      for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
        const [wanted = '', name = ''] = line.split(/ [ *]/);
        const checked = openInput(call, name);
        const all = typeof checked === 'string' ? '' : yield* readWhole(call.process, checked);
        const good = typeof checked !== 'string' && sum(all) === wanted.toLowerCase();
        count++;
        if (!good) wrong++;
        if (!options.given.has('s')) yield* out(call, `${name}: ${good ? 'OK' : 'FAILED'}\n`);
      }
      lines.close();
      if (wrong === 0) continue;
      status = 1;
      if (!options.given.has('s')) yield* fail(call, `WARNING: ${wrong} of ${count} computed checksums did NOT match`);
    }
    return status;
  };

export const checksums: Applets = { md5sum: summing(md5), sha256sum: summing(sha256) };
