import type { Task } from '../../../task.ts';
import { fail, isBad, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';

/** How a piece of so many bytes is written. */
interface Format {
  readonly size: number;
  readonly write: (bytes: string) => string;
}

/** Digits of a number of 1, 2, 4, 8 bytes. @source busybox 1.35 coreutils/od_bloaty.c bytes_to_oct_digits … */
const DIGITS: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  d: { 1: 4, 2: 6, 4: 11, 8: 20 },
  o: { 1: 3, 2: 6, 4: 11, 8: 22 },
  u: { 1: 3, 2: 5, 4: 10, 8: 20 },
  x: { 1: 2, 2: 4, 4: 8, 8: 16 },
};
const SIZES: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8 };
/** Letters that stand for a type. */
const SHORT: Readonly<Record<string, string>> = {
  a: 'a',
  b: 'oC',
  c: 'c',
  d: 'u2',
  h: 'x2',
  i: 'd2',
  l: 'd4',
  o: 'o2',
  x: 'x2',
  s: 'd2',
};

const NAMES =
  'nul soh stx etx eot enq ack bel bs ht nl vt ff cr so si dle dc1 dc2 dc3 dc4 nak syn etb can em sub esc fs gs rs us sp'.split(
    ' ',
  );
const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function character(byte: string): string {
  const code = byte.charCodeAt(0);
  return (ESCAPES[code] ?? (code < 32 || code > 126 ? code.toString(8).padStart(3, '0') : byte)).padStart(4);
}

function named(byte: string): string {
  const code = byte.charCodeAt(0) & 127;
  return (NAMES[code] ?? (code === 127 ? 'del' : String.fromCharCode(code))).padStart(4);
}

function number(kind: string, size: number): Format {
  const width = DIGITS[kind]![size]!;
  return {
    size,
    write: (bytes) => {
      let value = 0n;
      for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes.charCodeAt(i));
      if (kind === 'd') value = BigInt.asIntN(size * 8, value);
      const text = value.toString(kind === 'o' ? 8 : kind === 'x' ? 16 : 10);
      return ` ${text.padStart(width, kind === 'o' || kind === 'x' ? '0' : ' ')}`;
    },
  };
}

/** Types such as x1, oC, c; what is wrong with them. */
function parseTypes(text: string): readonly Format[] | string {
  const formats: Format[] = [];
  for (let at = 0; at < text.length;) {
    const kind = text.charAt(at++);
    if (kind === 'a' || kind === 'c') formats.push({ size: 1, write: kind === 'a' ? named : character });
    else if (DIGITS[kind]) {
      const [sized = ''] = /^(?:[CSIL]|\d+)/.exec(text.slice(at)) ?? [];
      at += sized.length;
      const size = sized === '' ? 4 : (SIZES[sized] ?? Number(sized));
      if (DIGITS[kind][size] === undefined)
        return `invalid type string '${text}'; ${size}-byte integral type is not supported`;
      formats.push(number(kind, size));
    } else return `invalid character '${kind}' in type string '${text}'`;
  }
  return formats;
}

const RADIXES: Readonly<Record<string, readonly [radix: number, digits: number]>> = {
  o: [8, 7],
  d: [10, 7],
  x: [16, 6],
  n: [10, 0],
};
const sized = (text: string): number =>
  Number.parseInt(text, text.startsWith('0x') ? 16 : text.startsWith('0') ? 8 : 10) *
  ({ b: 512, k: 1024, m: 1_048_576 }[text.at(-1) ?? ''] ?? 1);

/** od [-abcdhilosxv] [-t type] [-A radix] [-N count] [-j skip] [-w width] files. @source busybox 1.35 coreutils/od_bloaty.c */
function* od(call: Call): Task<number> {
  const args = call.args.map((arg) => (arg === '-w' ? '-w32' : arg)); // its value stands right behind it
  const options = parse(args, 'A:N:abcdfhij:lot:vxsS:w:');
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  const radix = RADIXES[given.get('A')?.at(-1) ?? 'o'];
  if (!radix) return yield* fail(call, `bad output address radix '${given.get('A')?.at(-1) ?? ''}' (must be [doxn])`);
  const types = [
    ...[...'abcdhil'].filter((letter) => given.has(letter)).map((letter) => SHORT[letter]!),
    ...(given.has('o') ? ['o2'] : []),
    ...(given.get('t') ?? []),
    ...[...'xs'].filter((letter) => given.has(letter)).map((letter) => SHORT[letter]!),
  ];
  const formats: Format[] = [];
  for (const type of types.length > 0 ? types : ['o2']) {
    const parsed = parseTypes(type);
    if (typeof parsed === 'string') return yield* fail(call, parsed);
    formats.push(...parsed);
  }
  const skip = sized(given.get('j')?.at(-1) ?? '0');
  const limit = skip + sized(given.get('N')?.at(-1) ?? '9999999999');
  const largest = Math.max(...formats.map(({ size }) => size));
  const width = Math.max(1, Math.min(4096, Number(given.get('w')?.at(-1) ?? '16'))) || 16;
  let bytes = '';
  let opened = false;
  let status = 0;
  for (const path of options.rest.length > 0 ? options.rest : ['-']) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, `${path}: ${file}`);
      continue;
    }
    opened = true;
    for (let text = yield* file.read(1024); text !== '' && bytes.length < limit; text = yield* file.read(1024)) {
      bytes += text;
      const wait = call.process.work(16);
      if (wait) yield wait;
    }
    file.close();
  }
  if (!opened) return status;
  bytes = bytes.slice(skip, limit);
  const address = (at: number): string =>
    radix[1] === 0 ? '' : (at + skip).toString(radix[0]).padStart(radix[1], '0');
  let previous: string | undefined;
  let starred = false;
  for (let at = 0; at < bytes.length; at += width) {
    const row = bytes.slice(at, at + width);
    if (row === previous && at + width < bytes.length && !given.has('v')) {
      if (!starred) yield* out(call, '*\n');
      starred = true;
      continue;
    }
    starred = false;
    previous = row;
    // the last row is filled up to the largest number
    const filled = row.padEnd(Math.ceil(row.length / largest) * largest, '\0');
    let lines = '';
    for (const [i, { size, write }] of formats.entries()) {
      lines += i === 0 ? address(at) : ' '.repeat(radix[1]);
      for (let from = 0; from < filled.length; from += size) lines += write(filled.slice(from, from + size));
      lines += '\n';
    }
    const wait = call.process.work(8);
    if (wait) yield wait;
    yield* out(call, lines);
  }
  if (radix[1] > 0) yield* out(call, `${address(bytes.length)}\n`);
  return status;
}

export const dumping: Applets = { od };
