import { nodeAt, openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, type Applets, type Call } from '../applet.ts';
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

/** dd if= of= bs= count= seek= skip= conv= status=. @source busybox 1.35 coreutils/dd.c */
function* dd(call: Call): Task<number> {
  const given = new Map<string, string>();
  for (const arg of call.args) {
    const equals = arg.indexOf('=');
    if (
      equals < 0 ||
      !['if', 'of', 'bs', 'ibs', 'obs', 'count', 'seek', 'skip', 'conv', 'status', 'iflag', 'oflag'].includes(
        arg.slice(0, equals),
      )
    )
      return yield* fail(call, `invalid argument '${arg}'`);
    given.set(arg.slice(0, equals), arg.slice(equals + 1));
  }
  const numbers: Record<string, number> = {};
  for (const name of ['bs', 'ibs', 'obs', 'count', 'seek', 'skip']) {
    const text = given.get(name);
    const value = text === undefined ? undefined : size(text);
    if (text !== undefined && value === undefined) return yield* fail(call, `invalid number '${text}'`);
    if (value !== undefined) numbers[name] = value;
  }
  const block = numbers['bs'] ?? numbers['ibs'] ?? 512;
  const { process } = call;
  const source = given.get('if');
  const input = source === undefined ? process.fds.get(0)?.duplicate() : openPath(process, source, { read: true });
  if (input === undefined || typeof input === 'string')
    return yield* fail(call, `can't open '${source ?? ''}': ${STRERROR[input ?? 'EBADF']}`);
  const target = given.get('of');
  const keepsEnd = given.get('conv')?.includes('notrunc') === true;
  const keep = keepsEnd || numbers['seek'] !== undefined;
  const from = (numbers['seek'] ?? 0) * (numbers['obs'] ?? block);
  const there = target === undefined ? '' : contentOf(call, target);
  const before = keepsEnd ? there : '';
  const append = keep && there.length >= from; // a hole is no end to write behind
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
  const started = process.clock.now;
  if (target !== undefined && keep) seek(call, target, from);
  const counts = { in: 0, partIn: 0, out: 0, partOut: 0, bytes: 0 };
  let status = 0;
  for (let skipped = (numbers['skip'] ?? 0) * block; skipped > 0;) {
    const text = yield* input.read(Math.min(PIECE, skipped));
    if (text === '') break;
    skipped -= text.length;
  }
  process.memory += Math.min(block, 1_073_741_824);
  copy: for (let records = 0; records < (numbers['count'] ?? Infinity); records++) {
    let got = 0;
    let wrote = 0;
    let failed = false;
    while (got < block) {
      const text = yield* input.read(Math.min(PIECE, block - got));
      if (text === '') break;
      got += text.length;
      const wait = process.work(Math.ceil((text.length / SPEED) * 40));
      if (wait) yield wait;
      if (failed) continue;
      if (yield* output.write(text)) wrote += text.length;
      else failed = true;
    }
    if (got === 0) break;
    if (got === block) counts.in++;
    else counts.partIn++;
    counts.bytes += wrote;
    if (failed) {
      if (output.failure === 'EPIPE') return 141;
      status = yield* fail(
        call,
        `error writing '${target ?? 'standard output'}': ${STRERROR[output.failure ?? 'ENOSPC']}`,
      );
      break copy;
    }
    if (got === block) counts.out++;
    else counts.partOut++;
  }
  input.close();
  output.close();
  const node = before === '' ? undefined : nodeAt(process, target ?? '');
  if (node?.type === 'file')
    node.content = node.content.slice(0, from + counts.bytes) + before.slice(from + counts.bytes);
  if (given.get('status') === 'none') return status;
  const seconds = (process.clock.now - started) / 1000;
  const rate =
    status === 0 && given.get('status') !== 'noxfer'
      ? `${counts.bytes} bytes (${scaled(counts.bytes)}B) copied, ${seconds.toFixed(6)} seconds, ${scaled(counts.bytes / Math.max(seconds, 0.001))}B/s\n`
      : '';
  yield* write(
    process,
    `${counts.in}+${counts.partIn} records in\n${counts.out}+${counts.partOut} records out\n${rate}`,
    2,
  );
  return status;
}

function contentOf(call: Call, path: string): string {
  const node = nodeAt(call.process, path);
  return node?.type === 'file' ? node.content : '';
}

/** Makes the file as long as where writing begins. */
function seek(call: Call, path: string, bytes: number): void {
  const node = nodeAt(call.process, path);
  if (node?.type === 'file') {
    node.content = node.content.slice(0, bytes);
    node.hole = Math.max(0, bytes - node.content.length);
  }
}

function scaled(bytes: number): string {
  let value = bytes;
  for (const letter of ['', 'K', 'M', 'G']) {
    if (value < 1024 || letter === 'G') return `${value.toFixed(1)}${letter}`;
    value /= 1024;
  }
  return '';
}

export const copying: Applets = { dd };
