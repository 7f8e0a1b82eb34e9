import type { OpenFile } from '../../process.ts';
import { nodeAt } from '../../system-calls.ts';
import { Signal, sleep, until, untilOr, type Task } from '../../../task.ts';
import { fail, isBad, LineReader, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { readWhole } from '../output.ts';

const SUFFIXES: Readonly<Record<string, number>> = { b: 512, k: 1024, K: 1024, m: 1_048_576, M: 1_048_576 };

/** A count such as 10, 2k, -3; undefined for what is none. */
function count(text: string): number | undefined {
  const found = /^([-+]?)(\d+)([bkKmM]?)$/.exec(text);
  if (!found) return undefined;
  return (found[1] === '-' ? -1 : 1) * Number(found[2]) * (SUFFIXES[found[3] ?? ''] ?? 1);
}

/** -5 as head and tail used to take it: -n 5. */
const modern = (args: readonly string[]): string[] =>
  args.flatMap((arg, i) =>
    i === 0 && /^[-+]\d+[bkm]?$/.test(arg) ? ['-n', arg.startsWith('-') ? arg.slice(1) : arg] : [arg],
  );

/** head [-n lines | -c bytes] [-qv] files. @source busybox 1.35 coreutils/head.c */
function* head(call: Call): Task<number> {
  const options = parse(modern(call.args), 'n:c:qv', { lines: 'n', bytes: 'c' });
  if (isBad(options)) return yield* usage(call, options);
  const bytes = options.given.get('c')?.at(-1);
  const text = bytes ?? options.given.get('n')?.at(-1) ?? '10';
  const wanted = count(text);
  if (wanted === undefined) return yield* fail(call, `invalid number '${text}'`);
  const paths = options.rest.length > 0 ? options.rest : ['-'];
  const titled = options.given.has('v') || (paths.length > 1 && !options.given.has('q'));
  let status = 0;
  let first = true;
  for (const path of paths) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, `${path}: ${file}`);
      first = false;
      continue;
    }
    if (titled) yield* out(call, `${first ? '' : '\n'}==> ${path === '-' ? 'standard input' : path} <==\n`);
    first = false;
    if (bytes === undefined) yield* headLines(call, file, wanted);
    else yield* headBytes(call, file, wanted);
    file.close();
  }
  return status;
}

function* headLines(call: Call, file: OpenFile, wanted: number): Task<void> {
  const reader = new LineReader(file);
  const held: string[] = [];
  for (let left = wanted; left > 0 || wanted < 0; left--) {
    const line = yield* reader.next();
    if (line === undefined) return;
    const whole = reader.ended ? `${line}\n` : line;
    if (wanted > 0) yield* out(call, whole);
    else {
      held.push(whole);
      if (held.length > -wanted) yield* out(call, held.shift()!);
    }
  }
}

function* headBytes(call: Call, file: OpenFile, wanted: number): Task<void> {
  if (wanted < 0) {
    yield* out(call, (yield* readWhole(call.process, file)).slice(0, wanted));
    return;
  }
  for (let left = wanted; left > 0;) {
    const text = yield* file.read(left);
    if (text === '') return;
    yield* out(call, text);
    left -= text.length;
  }
}

/** tail [-n lines | -c bytes] [-fF] [-s seconds] files. @source busybox 1.35 coreutils/tail.c */
function* tail(call: Call): Task<number> {
  const options = parse(modern(call.args), 'fn:c:qvFs:', { lines: 'n', bytes: 'c', follow: 'f' });
  if (isBad(options)) return yield* usage(call, options);
  const bytes = options.given.get('c')?.at(-1);
  const text = bytes ?? options.given.get('n')?.at(-1) ?? '10';
  const wanted = count(text);
  if (wanted === undefined) return yield* fail(call, `invalid number '${text}'`);
  const follows = options.given.has('f') || options.given.has('F');
  const paths = options.rest.length > 0 ? options.rest : ['-'];
  const opened: { path: string; file: OpenFile }[] = [];
  let status = 0;
  for (const path of paths) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, `can't open '${path}': ${file}`);
      if (options.given.has('F')) opened.push({ path, file: yield* appearing(call, path) });
    } else opened.push({ path, file });
  }
  if (opened.length === 0) return yield* fail(call, 'no files');
  const titled = options.given.has('v') || (paths.length > 1 && !options.given.has('q'));
  for (const [i, { path, file }] of opened.entries()) {
    if (titled) yield* out(call, `${i > 0 ? '\n' : ''}==> ${path === '-' ? 'standard input' : path} <==\n`);
    yield* end(call, file, wanted, text.startsWith('+'), bytes === undefined ? 'lines' : 'bytes');
  }
  if (follows) yield* follow(call, opened, titled);
  return status;
}

/** -F waits for a file that is not there yet. */
function* appearing(call: Call, path: string): Task<OpenFile> {
  for (;;) {
    yield sleep(1000);
    const file = openInput(call, path);
    if (typeof file !== 'string') return file;
  }
}

/** Bytes of memory that an endless file fills in a millisecond. */
const FILL = 500_000;

function* end(call: Call, file: OpenFile, wanted: number, fromStart: boolean, unit: 'lines' | 'bytes'): Task<void> {
  let all = '';
  for (;;) {
    const text = yield* file.read();
    if (text === '') break;
    if (file.endless) {
      // the last line never ends: it grows until the memory does not
      call.process.memory += FILL;
      if (call.process.memory > 8 * 1024 ** 3) return;
      yield sleep(1);
      continue;
    }
    all += text;
  }
  const size = Math.abs(wanted);
  if (unit === 'bytes') {
    yield* out(call, fromStart ? all.slice(Math.max(0, size - 1)) : size === 0 ? '' : all.slice(-size));
    return;
  }
  const lines = all.split('\n').map((line, i, every) => (i < every.length - 1 ? `${line}\n` : line));
  if (lines.at(-1) === '') lines.pop();
  yield* out(call, (fromStart ? lines.slice(Math.max(0, size - 1)) : size === 0 ? [] : lines.slice(-size)).join(''));
}

/** What no one notifies. */
const never = new Signal();

function* follow(
  call: Call,
  opened: readonly { readonly path: string; readonly file: OpenFile }[],
  titled: boolean,
): Task<void> {
  const nothing = opened.every(({ path }) => {
    const node = nodeAt(call.process, path);
    return node?.type === 'file' && node.device !== undefined;
  });
  let last = opened.at(-1)?.path;
  for (;;) {
    if (nothing) yield until(never);
    const signals = opened.flatMap(({ file }) => (file.readable ? [file.readable] : []));
    yield untilOr(1000, ...signals);
    for (const { path, file } of opened) {
      const text = yield* file.read();
      if (text === '') continue;
      if (titled && last !== path) yield* out(call, `\n==> ${path} <==\n`);
      last = path;
      if (!(yield* out(call, text))) return;
    }
  }
}

export const ends: Applets = { head, tail };
