import { sizeOf } from '../../filesystem.ts';
import { nodeAt, openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import {
  fail,
  isBad,
  isDirectory,
  LineReader,
  openInput,
  out,
  parse,
  put,
  usage,
  type Applets,
  type Call,
} from '../applet.ts';

/** Letters of `cat -v`: control characters as ^X, high bytes as M-x. */
function visible(text: string, tabs: 'shown' | 'kept'): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code === 9 && tabs === 'kept') {
      result += '\t';
      continue;
    }
    if (code >= 128) {
      result += 'M-';
      code -= 128;
    }
    result += code < 32 ? `^${String.fromCharCode(code + 64)}` : code === 127 ? '^?' : String.fromCharCode(code);
  }
  return result;
}

/** cat [-nbvteA] files. @source busybox 1.35 coreutils/cat.c */
function* cat(call: Call): Task<number> {
  const options = parse(call.args, 'nbvteAu');
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  const numbers = given.has('b') ? 'full' : given.has('n') ? 'all' : 'none';
  const ends = given.has('e') || given.has('A');
  const tabs = given.has('t') || given.has('A');
  const shows = given.has('v') || ends || tabs;
  let number = 0;
  let status = 0;
  for (const path of options.rest.length > 0 ? options.rest : ['-']) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, path === '-' ? `read error: ${file}` : `can't open '${path}': ${file}`);
      continue;
    }
    if (numbers === 'none' && !shows) {
      for (let text = yield* file.read(); text !== ''; text = yield* file.read()) {
        const failed = yield* put(call, text);
        if (failed) return failed;
        const wait = call.process.work(1 + (text.length >> 8));
        if (wait) yield wait;
      }
      if (isDirectory(file)) status = yield* fail(call, `read error: ${STRERROR.EISDIR}`);
      file.close();
      continue;
    }
    const lines = new LineReader(file);
    for (let line = yield* lines.next(); line !== undefined; line = yield* lines.next()) {
      const counted = numbers === 'all' || (numbers === 'full' && line !== '');
      if (counted) number++;
      const shown = shows ? visible(line, tabs ? 'shown' : 'kept') : line;
      yield* out(
        call,
        `${counted ? `${String(number).padStart(6)}\t` : ''}${shown}${lines.ended ? `${ends ? '$' : ''}\n` : shows ? '' : '\n'}`,
      );
    }
    lines.close();
  }
  return status;
}

/** tac: lines in reverse. @source busybox 1.35 coreutils/tac.c */
function* tac(call: Call): Task<number> {
  const options = parse(call.args, 'b');
  if (isBad(options)) return yield* usage(call, options);
  let status = 0;
  for (const path of options.rest.length > 0 ? options.rest : ['-']) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, `${path}: ${file}`);
      continue;
    }
    const lines: string[] = [];
    const reader = new LineReader(file);
    for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next())
      lines.push(reader.ended ? `${line}\n` : line);
    if (isDirectory(file)) status = yield* fail(call, `${path}: ${STRERROR.EISDIR}`);
    reader.close();
    yield* out(call, lines.reverse().join(''));
  }
  return status;
}

/** truncate -s size files. */
function* truncate(call: Call): Task<number> {
  const options = parse(call.args, 'cs:');
  const size = isBad(options) ? undefined : /^(\d+)([kKMGb]?)$/.exec(options.given.get('s')?.[0] ?? '');
  if (isBad(options) || !size) return yield* usage(call, options);
  const bytes = Number(size[1]) * ({ '': 1, b: 512, k: 1024, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[size[2] ?? ''] ?? 1);
  let status = 0;
  for (const path of options.rest) {
    const created = yield* touchFile(call, path, !options.given.has('c'));
    const node = nodeAt(call.process, path);
    if (created !== 0 || node?.type !== 'file') {
      status = created;
      continue;
    }
    if (bytes <= node.content.length) {
      node.content = node.content.slice(0, bytes);
      delete node.hole;
    } else if (bytes !== sizeOf(node)) node.hole = bytes - node.content.length;
  }
  return status;
}

function* touchFile(call: Call, path: string, creates: boolean): Task<number> {
  if (nodeAt(call.process, path)) return 0;
  if (!creates) return 0;
  const opened = openPath(call.process, path, { write: true, create: true });
  if (typeof opened === 'string') return yield* fail(call, `${path}: open: ${STRERROR[opened]}`);
  opened.close();
  return 0;
}
export const concatenating: Applets = { cat, tac, truncate };
