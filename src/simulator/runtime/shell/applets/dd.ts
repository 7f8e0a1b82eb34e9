import { nodeAt, openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isDirectory, usage, type Applets, type Call } from '../applet.ts';
import { write } from '../output.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1000,
  kD: 1000,
  M: 1_048_576,
  MB: 1e6,
  MD: 1e6,
  G: 1_073_741_824,
  GB: 1e9,
};
/** Bytes that are copied in a millisecond. */
const SPEED = 1_000_000;
/** What is held at once; a larger block is copied in pieces. */
const PIECE = 65_536;

const size = (text: string): number | undefined => {
  const found = /^(\d+)([a-zA-Z]*)$/.exec(text);
  const unit = UNITS[found?.[2] ?? '?'];
  return found && unit !== undefined ? Number(found[1]) * unit : undefined;
};

/** What may be asked for, and the words that some of it is said in. */
const ARGUMENTS: Readonly<Record<string, 'size' | 'path' | readonly string[]>> = {
  bs: 'size',
  count: 'size',
  seek: 'size',
  skip: 'size',
  if: 'path',
  of: 'path',
  status: ['none', 'noxfer'],
  ibs: 'size',
  obs: 'size',
  conv: ['notrunc', 'sync', 'noerror', 'fsync', 'swab'],
  iflag: ['skip_bytes', 'count_bytes', 'fullblock', 'direct'],
  oflag: ['seek_bytes', 'append', 'direct'],
};

interface Asked {
  readonly paths: ReadonlyMap<string, string>;
  readonly sizes: ReadonlyMap<string, number>;
  readonly words: ReadonlySet<string>;
}

/** @returns what is wrong; nothing where it is not an argument at all */
function readArguments(args: readonly string[]): Asked | string | undefined {
  const paths = new Map<string, string>();
  const sizes = new Map<string, number>();
  const words = new Set<string>();
  for (const arg of args) {
    if (arg === '--') continue;
    const equals = arg.indexOf('=');
    const name = arg.slice(0, Math.max(0, equals));
    const value = arg.slice(equals + 1);
    const kind = ARGUMENTS[name];
    if (kind === undefined) return undefined;
    if (kind === 'path') paths.set(name, value);
    else if (kind === 'size') {
      const bytes = size(value);
      if (bytes === undefined) return `invalid number '${value}'`;
      if (bytes === 0 && name.endsWith('bs')) return `number ${value} is not in 1..9223372036854775807 range`;
      sizes.set(name, bytes);
    } else
      for (const word of value.split(',')) {
        if (!kind.includes(word)) return `invalid argument '${word}' to '${name}'`;
        words.add(word);
      }
  }
  return { paths, sizes, words };
}

/** Every two bytes change places. */
function swapped(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; at += 2) result += text.charAt(at + 1) + text.charAt(at);
  return result;
}

/** dd if= of= bs= ibs= obs= count= seek= skip= conv= iflag= oflag= status=. @source busybox 1.35 coreutils/dd.c */
function* dd(call: Call): Task<number> {
  const asked = readArguments(call.args);
  if (asked === undefined) return yield* usage(call);
  if (typeof asked === 'string') return yield* fail(call, asked);
  const { paths, sizes, words } = asked;
  const block = sizes.get('bs') ?? sizes.get('ibs') ?? 512;
  const outBlock = sizes.get('bs') ?? sizes.get('obs') ?? 512;
  const { process } = call;
  const source = paths.get('if');
  const input = source === undefined ? process.fds.get(0)?.duplicate() : openPath(process, source, { read: true });
  if (input === undefined || typeof input === 'string')
    return yield* fail(call, `can't open '${source ?? ''}': ${STRERROR[input ?? 'EBADF']}`);
  const target = paths.get('of');
  const keepsEnd = words.has('notrunc');
  const keep = keepsEnd || sizes.get('seek') !== undefined;
  const from = (sizes.get('seek') ?? 0) * (words.has('seek_bytes') ? 1 : outBlock);
  const there = target === undefined ? '' : contentOf(call, target);
  const before = keepsEnd ? there : '';
  const append = keep && from - there.length <= PIECE; // a hole is no end to write behind
  const output =
    target === undefined
      ? process.fds.get(1)?.duplicate()
      : openPath(process, target, {
          write: true,
          create: true,
          ...(append ? { append } : {}),
          ...(keep ? {} : { truncate: true }),
        });
  if (output === undefined || typeof output === 'string')
    return yield* fail(call, `can't open '${target ?? ''}': ${STRERROR[output ?? 'EBADF']}`);
  if (target !== undefined && keep) seek(call, target, from);
  const counts = { in: 0, partIn: 0, out: 0, partOut: 0, bytes: 0 };
  let status = 0;
  for (let skipped = (sizes.get('skip') ?? 0) * (words.has('skip_bytes') ? 1 : block); skipped > 0;) {
    const text = yield* input.read(Math.min(PIECE, skipped));
    if (text === '') break;
    skipped -= text.length;
  }
  process.memory += Math.min(block, 1_073_741_824);
  let filled = 0; // of the block that is being written
  let left = sizes.get('count') ?? Infinity;
  const inBytes = words.has('count_bytes');
  copy: while (left > 0) {
    const most = inBytes ? Math.min(block, left) : block;
    let got = 0;
    while (got < most) {
      const piece = Math.min(PIECE, most - got);
      let text = yield* input.read(piece);
      if (text === '') break;
      got += text.length;
      const short = text.length < piece && !words.has('fullblock');
      if (words.has('swab')) text = swapped(text);
      if (words.has('sync') && short) text += '\0'.repeat(Math.min(block - got, PIECE));
      const wait = process.work(Math.ceil((text.length / SPEED) * 40));
      if (wait) yield wait;
      if (!(yield* output.write(text))) {
        if (output.failure === 'EPIPE') return 141;
        const name = target ?? 'standard output';
        status = yield* fail(call, `error writing '${name}': ${STRERROR[output.failure ?? 'ENOSPC']}`);
        counts.in++;
        break copy;
      }
      counts.bytes += text.length;
      filled += text.length;
      if (short) break;
    }
    if (got === 0) break;
    if (got === block) counts.in++;
    else counts.partIn++;
    if (block === outBlock) {
      if (filled === block) counts.out++;
      else counts.partOut++;
      filled = 0;
    }
    counts.out += Math.floor(filled / outBlock);
    filled %= outBlock;
    left -= inBytes ? got : 1;
  }
  if (filled > 0 && status === 0) counts.partOut++;
  if (isDirectory(input)) return yield* fail(call, `${source ?? 'standard input'}: ${STRERROR.EISDIR}`);
  input.close();
  output.close();
  const node = before === '' ? undefined : nodeAt(process, target ?? '');
  if (node?.type === 'file')
    node.content = node.content.slice(0, from + counts.bytes) + before.slice(from + counts.bytes);
  if (words.has('none')) return status;
  yield* write(process, `${counts.in}+${counts.partIn} records in\n${counts.out}+${counts.partOut} records out\n`, 2);
  return status;
}

function contentOf(call: Call, path: string): string {
  const node = nodeAt(call.process, path);
  return node?.type === 'file' ? node.content : '';
}

/** Makes the file as long as where writing begins: with zeros, of which many are not held as text. */
function seek(call: Call, path: string, bytes: number): void {
  const node = nodeAt(call.process, path);
  if (node?.type === 'file') {
    node.content = node.content.slice(0, bytes);
    const gap = bytes - node.content.length;
    if (gap <= PIECE) node.content += '\0'.repeat(gap);
    else node.hole = gap;
  }
}

export const copying: Applets = { dd };
