import type { OpenFile } from '../../process.ts';
import type { Node } from '../../filesystem.ts';
import { nodeAt, STRERROR } from '../../system-calls.ts';
import { Signal, sleep, until, untilOr, type Task } from '../../../task.ts';
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

const SUFFIXES: Readonly<Record<string, number>> = { '': 1, b: 512, k: 1024, m: 1_048_576 };

/** A count such as 10 or 2k; undefined for what is none. @source busybox 1.35 coreutils/head.c, tail.c bkm_suffixes */
function count(text: string): number | undefined {
  const found = /^(\d{1,19})([bkm]?)$/.exec(text);
  return found ? Number(found[1]) * SUFFIXES[found[2] ?? '']! : undefined;
}

/** -5, and of tail +5 too, as it used to be said: -n 5. */
function modern([first = '', ...args]: readonly string[], signs: RegExp): readonly string[] {
  if (signs.test(first)) return ['-n', first.replace(/^-/, ''), ...args];
  return first === '' && args.length === 0 ? [] : [first, ...args];
}

/** head [-n lines | -c bytes] [-qv] files. @source busybox 1.35 coreutils/head.c */
function* head(call: Call): Task<number> {
  const options = parse(modern(call.args, /^-\d/), 'n:c:qv');
  if (isBad(options))
    // it reads its options without long ones
    return yield* usage(call, { bad: options.bad.replace(/^unrecognized option .*/, "invalid option -- '-'") });
  const bytes = options.given.get('c')?.at(-1);
  const text = bytes ?? options.given.get('n')?.at(-1) ?? '10';
  const allBut = text.startsWith('-');
  const wanted = count(text.slice(allBut ? 1 : 0));
  if (wanted === undefined) return yield* fail(call, `invalid number '${text.slice(allBut ? 1 : 0)}'`);
  const paths = options.rest.length > 0 ? options.rest : ['-'];
  const titled = options.given.has('v') || (paths.length > 1 && !options.given.has('q'));
  let status = 0;
  let first = true;
  for (const path of paths) {
    const file = openInput(call, path);
    const name = path === '-' ? 'standard input' : path;
    if (typeof file === 'string') {
      status = yield* fail(call, `${path}: ${file}`);
      first = false;
      continue;
    }
    if (titled) yield* out(call, `${first ? '' : '\n'}==> ${name} <==\n`);
    first = false;
    if (bytes === undefined) yield* headLines(call, file, wanted, allBut);
    else yield* headBytes(call, file, wanted, allBut);
    if (isDirectory(file)) status = yield* fail(call, `${name}: Input/output error`);
    file.close();
  }
  return status;
}

function* headLines(call: Call, file: OpenFile, wanted: number, allBut: boolean): Task<void> {
  const reader = new LineReader(file);
  const held: string[] = [];
  for (let left = wanted; left > 0 || allBut; left--) {
    const line = yield* reader.next();
    if (line === undefined) return;
    const whole = reader.ended ? `${line}\n` : line;
    if (!allBut) yield* out(call, whole);
    else {
      held.push(whole);
      if (held.length > wanted) yield* out(call, held.shift()!);
    }
  }
}

function* headBytes(call: Call, file: OpenFile, wanted: number, allBut: boolean): Task<void> {
  if (allBut) {
    const all = yield* readWhole(call.process, file);
    yield* out(call, all.slice(0, Math.max(0, all.length - wanted)));
    return;
  }
  for (let left = wanted; left > 0;) {
    const text = yield* file.read(left);
    if (text === '') return;
    yield* out(call, text);
    left -= text.length;
  }
}

/** A file that tail follows: what was found at its path when it was opened. */
interface Followed {
  readonly path: string;
  file: OpenFile | undefined;
  node: Node | undefined;
}

/** tail [-n lines | -c bytes] [-fFqv] [-s seconds] files. @source busybox 1.35 coreutils/tail.c */
function* tail(call: Call): Task<number> {
  const options = parse(modern(call.args, /^[-+]\d/), 'fc:n:qs:vF');
  if (isBad(options)) return yield* usage(call, options);
  const bytes = options.given.get('c')?.at(-1);
  const text = bytes ?? options.given.get('n')?.at(-1) ?? '10';
  const wanted = count(text.replace(/^[-+]/, ''));
  if (wanted === undefined) return yield* fail(call, `invalid number '${text.replace(/^[-+]/, '')}'`);
  const retries = options.given.has('F');
  const opened: Followed[] = [];
  let status = 0;
  for (const path of options.rest.length > 0 ? options.rest : ['-']) {
    const file = openInput(call, path);
    if (typeof file === 'string') status = yield* fail(call, `can't open '${path}': ${file}`);
    if (typeof file !== 'string' || retries)
      opened.push({
        path: options.rest.length > 0 ? path : 'standard input',
        file: typeof file === 'string' ? undefined : file,
        node: nodeAt(call.process, path),
      });
  }
  if (opened.length === 0) return yield* fail(call, 'no files');
  const titled = options.given.has('v') || (opened.length > 1 && !options.given.has('q'));
  let first = true;
  for (const { path, file } of opened) {
    if (!file) continue;
    if (titled) yield* out(call, `${first ? '' : '\n'}==> ${path} <==\n`);
    first = false;
    yield* end(call, file, wanted, text.startsWith('+'), bytes === undefined ? 'lines' : 'bytes');
    if (isDirectory(file)) status = yield* fail(call, `read error: ${STRERROR.EISDIR}`);
  }
  // what comes through a pipe unasked is not followed
  const piped = options.rest.length === 0 && opened[0]?.file?.readable !== undefined;
  if ((options.given.has('f') && !piped) || retries) yield* follow(call, opened, titled, retries);
  return status;
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

function* follow(call: Call, opened: readonly Followed[], titled: boolean, retries: boolean): Task<void> {
  const nothing = opened.every(({ node }) => node?.type === 'file' && node.device !== undefined);
  let last = opened.at(-1)?.path;
  for (;;) {
    if (nothing) yield until(never);
    const signals = opened.flatMap(({ file }) => (file?.readable ? [file.readable] : []));
    yield untilOr(1000, ...signals);
    for (const followed of opened) {
      let text = followed.file ? yield* followed.file.read() : '';
      if (text === '' && retries && (yield* findAgain(call, followed))) text = yield* followed.file!.read();
      if (text === '') continue;
      if (titled && last !== followed.path) yield* out(call, `\n==> ${followed.path} <==\n`);
      last = followed.path;
      if (!(yield* out(call, text))) return;
    }
  }
}

/** -F: whether another file is at the path now than the one that is open. */
function* findAgain(call: Call, followed: Followed): Task<boolean> {
  const { path, file, node } = followed;
  const found = nodeAt(call.process, path);
  if (found === node) return false;
  const again = found && openInput(call, path);
  if (again === undefined || typeof again === 'string') {
    if (file) yield* fail(call, `${path} has been renamed or deleted: ${again ?? STRERROR.ENOENT}`);
    return false;
  }
  yield* fail(call, `${path} has ${file ? 'been replaced' : 'appeared'}; following end of new file`);
  file?.close();
  followed.file = again;
  followed.node = found;
  return true;
}

export const ends: Applets = { head, tail };
