import { nodeAt, openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import type { Regex } from '../regex.ts';
import { BadScript, parseSed, type Address, type SedCommand } from '../sed-script.ts';
import { SedStream } from './sed-stream.ts';
import { substitute } from './sed-substitute.ts';

/** Commands run for one line before it counts as a loop. */
const MOST_JUMPS = 10_000;

/** sed [-nErzi[SUFFIX]] [-e script] [-f file] [script] files. @source busybox 1.35 editors/sed.c */
function* sed(call: Call): Task<number> {
  try {
    return yield* run(call);
  } catch (error) {
    if (!(error instanceof BadScript)) throw error;
    return yield* fail(call, error.message);
  }
}

function* run(call: Call): Task<number> {
  if (call.args[0] === '--version') {
    yield* out(call, 'This is not GNU sed version 4.0\n');
    return 0;
  }
  // -i takes its suffix only when it stands right behind it
  const inPlace = /^(-[nErz]*i)(.+)$/;
  const suffix = call.args.map((arg) => inPlace.exec(arg)?.[2]).find((found) => found !== undefined) ?? '';
  const args = call.args.map((arg) => inPlace.exec(arg)?.[1] ?? arg);
  const options = parse(args, 'inrEe:f:z', {
    expression: 'e',
    'regexp-extended': 'E',
    quiet: 'n',
    silent: 'n',
    'in-place': 'i',
    file: 'f',
  });
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  let paths = options.rest;
  const scripts = [...(given.get('e') ?? [])];
  for (const path of given.get('f') ?? []) {
    const file = openInput(call, path);
    if (typeof file === 'string') return yield* fail(call, `can't open '${path}': ${file}`);
    for (let text = yield* file.read(); text !== ''; text = yield* file.read()) scripts.push(text.replace(/\n$/, ''));
  }
  if (!given.has('e') && !given.has('f')) {
    const [script, ...rest] = paths;
    if (script === undefined) return yield* usage(call);
    scripts.push(script);
    paths = rest;
  }
  const commands = parseSed(scripts.join('\n'), given.has('r') || given.has('E'));
  if (!given.has('i')) {
    const stream = new SedStream(call, paths.length > 0 ? paths : ['-']);
    const code = yield* edit(call, commands, stream, (text) => out(call, text), given.has('n'));
    return code || stream.status;
  }
  let status = 0;
  for (const path of paths) {
    const node = nodeAt(call.process, path);
    if (node?.type !== 'file') {
      status = yield* fail(call, node ? `${path}: not a regular file` : `${path}: ${STRERROR.ENOENT}`);
      continue;
    }
    let result = '';
    const code = yield* edit(
      call,
      commands,
      new SedStream(call, [path]),
      function* (text) {
        result += text;
        return true;
      },
      given.has('n'),
    );
    if (suffix !== '') {
      const backup = openPath(call.process, path + suffix, { write: true, create: true, truncate: true });
      if (typeof backup !== 'string') yield* backup.write(node.content);
    }
    const file = openPath(call.process, path, { write: true, truncate: true });
    if (typeof file === 'string') status = yield* fail(call, `can't create temp file ${path}XXXXXX: ${STRERROR[file]}`);
    else yield* file.write(result);
    if (code !== 0) return code;
  }
  return status;
}

function* edit(
  call: Call,
  commands: readonly SedCommand[],
  stream: SedStream,
  put: (text: string) => Task<boolean>,
  quiet: boolean,
): Task<number> {
  let hold = '';
  const active = new Map<SedCommand, number>();
  let lastRegex: Regex | undefined;
  const appended: string[] = [];
  const find = (regex: Regex | undefined, text: string): ReturnType<Regex['exec']> => {
    lastRegex = regex ?? lastRegex;
    if (!lastRegex) throw new BadScript('no previous regexp');
    return lastRegex.exec(text);
  };
  const hits = function* (address: Address, text: string): Task<boolean> {
    switch (address.type) {
      case 'line':
        return stream.number === address.line;
      case 'last':
        return yield* stream.atEnd();
      case 'regex':
        return find(address.regex, text) !== undefined;
      case 'plus':
        return false;
    }
  };
  const selected = function* (command: SedCommand, text: string): Task<boolean> {
    const { from, to } = command;
    if (!from) return true;
    if (!to) return yield* hits(from, text);
    const until = active.get(command);
    if (until !== undefined) {
      const over =
        until === Infinity
          ? to.type === 'regex' || to.type === 'last'
            ? yield* hits(to, text)
            : false
          : stream.number >= until;
      if (over) active.delete(command);
      return until === Infinity || stream.number <= until;
    }
    if (!(from.type === 'line' && from.line === 0 ? false : yield* hits(from, text))) return false;
    const end = to.type === 'line' ? to.line : to.type === 'plus' ? stream.number + to.count : Infinity;
    if (end > stream.number) active.set(command, end);
    return true;
  };
  lines: for (let current = yield* stream.next(); current; current = yield* stream.next()) {
    const wait = call.process.work(commands.length);
    if (wait) yield wait;
    let space = current.line;
    let { ended } = current;
    let substituted = false;
    let deleted = false;
    let quit: number | undefined;
    let jumps = 0;
    const flush = function* (): Task<void> {
      if (!quiet && !deleted) yield* put(space + (ended ? '\n' : ''));
      for (const text of appended.splice(0)) yield* put(text);
    };
    for (let at = 0; at < commands.length; at++) {
      const command = commands[at]!;
      if ((yield* selected(command, space)) === command.negated) {
        if (command.name === '{') at = command.jump;
        continue;
      }
      switch (command.name) {
        case '=':
          yield* put(`${stream.number}\n`);
          break;
        case 'a':
          appended.push(`${command.text}\n`);
          break;
        case 'i':
          yield* put(`${command.text}\n`);
          break;
        case 'c':
          if (!command.to || !active.has(command)) yield* put(`${command.text}\n`);
          deleted = true;
          at = commands.length;
          break;
        case 'd':
          deleted = true;
          at = commands.length;
          break;
        case 'D':
          deleted = true;
          if (space.includes('\n')) {
            yield* flush();
            space = space.slice(space.indexOf('\n') + 1);
            deleted = false;
            at = -1;
            if (++jumps > MOST_JUMPS) return 1;
          } else at = commands.length;
          break;
        case 'p':
          yield* put(`${space}\n`);
          break;
        case 'P':
          yield* put(`${space.split('\n', 1)[0] ?? ''}\n`);
          break;
        case 'n': {
          if (yield* stream.atEnd()) {
            quit = 0;
            at = commands.length;
            break;
          }
          yield* flush();
          const next = yield* stream.next();
          space = next?.line ?? '';
          ended = next?.ended ?? true;
          break;
        }
        case 'N': {
          if (yield* stream.atEnd()) {
            quit = 0;
            at = commands.length;
            break;
          }
          const next = yield* stream.next();
          space = `${space}\n${next?.line ?? ''}`;
          ended = next?.ended ?? true;
          break;
        }
        case 'g':
          space = hold;
          break;
        case 'G':
          space = `${space}\n${hold}`;
          break;
        case 'h':
          hold = space;
          break;
        case 'H':
          hold = `${hold}\n${space}`;
          break;
        case 'x':
          [space, hold] = [hold, space];
          break;
        case 'q':
        case 'Q':
          quit = Number(command.text || '0');
          if (command.name === 'Q') deleted = true;
          at = commands.length;
          break;
        case 'y':
          space = [...space].map((c) => command.map?.get(c) ?? c).join('');
          break;
        case 's': {
          const result = substitute(command, find, space);
          if (result === undefined) break;
          space = result;
          substituted = true;
          if (command.flags?.print) yield* put(`${space}\n`);
          if (command.flags?.file !== undefined) yield* append(call, command.flags.file, `${space}\n`);
          break;
        }
        case 'w':
          yield* append(call, command.text, `${space}\n`);
          break;
        case 'r': {
          const file = openPath(call.process, command.text, { read: true });
          if (typeof file !== 'string')
            for (let text = yield* file.read(); text !== ''; text = yield* file.read()) appended.push(text);
          break;
        }
        case 'b':
        case 't':
        case 'T':
          if (command.name === 'b' || substituted === (command.name === 't')) {
            at = command.jump;
            if (++jumps > MOST_JUMPS) return 1;
          }
          if (command.name !== 'b') substituted = false;
          break;
        default:
      }
    }
    yield* flush();
    if (quit !== undefined) return quit;
    continue lines;
  }
  return 0;
}

function* append(call: Call, path: string, text: string): Task<void> {
  const file = openPath(call.process, path, { write: true, append: true, create: true });
  if (typeof file === 'string') return;
  yield* file.write(text);
  file.close();
}

export const editing: Applets = { sed };
