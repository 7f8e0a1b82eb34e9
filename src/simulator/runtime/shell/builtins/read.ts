import { untilOr, type Task } from '../../../task.ts';
import { run as runTask } from '../../../task.ts';
import { write } from '../output.ts';
import type { Shell } from '../shell.ts';
import { isName } from '../syntax.ts';
import { Signal } from '../../../task.ts';

interface Wanted {
  raw: boolean;
  prompt: string;
  seconds: number | undefined;
  characters: number | undefined;
  delimiter: string;
  fd: number;
}

/** read [-r] [-p prompt] [-t seconds] [-n characters] [-d delimiter] [-u fd] names. @source busybox 1.35 shell/shell_common.c shell_builtin_read */
function* readLine(shell: Shell, args: readonly string[]): Task<number> {
  const wanted: Wanted = { raw: false, prompt: '', seconds: undefined, characters: undefined, delimiter: '\n', fd: 0 };
  let at = 1;
  for (; args[at]?.startsWith('-') && args[at] !== '-'; at++) {
    const word = args[at]!;
    if (word === '--') {
      at++;
      break;
    }
    for (let i = 1; i < word.length; i++) {
      const letter = word.charAt(i);
      if (letter === 'r') wanted.raw = true;
      else if (letter === 's') continue;
      else if ('ptndu'.includes(letter)) {
        const value = word.slice(i + 1) || args[++at];
        if (value === undefined) shell.fail(`no arg for -${letter} option`);
        if (letter === 'p') wanted.prompt = value;
        else if (letter === 'd') wanted.delimiter = value.charAt(0);
        else {
          if (!/^\d+(\.\d+)?$/.test(value))
            shell.fail(`invalid ${letter === 't' ? 'timeout' : letter === 'u' ? 'file descriptor' : 'count'}`);
          if (letter === 't') wanted.seconds = Number(value);
          else if (letter === 'n') wanted.characters = Number(value);
          else wanted.fd = Number(value);
        }
        break;
      } else shell.fail(`illegal option -${letter}`);
    }
  }
  const names = args.slice(at);
  const bad = names.find((name) => !isName(name));
  if (bad !== undefined) {
    yield* write(shell.process, `sh: read: '${bad}': bad variable name\n`, 2);
    return 1;
  }
  const [ended, line] = yield* collect(shell, wanted);
  const wait = shell.process.work(1 + (line.length >> 2)); // a byte is a system call
  if (wait) yield wait;
  assignFields(shell, names.length > 0 ? names : ['REPLY'], line);
  return ended ? 0 : 1;
}

/** The characters of a line, each with whether a backslash made it plain; whether its end was seen. */
type Line = readonly { readonly c: string; readonly plain: boolean }[];

function* collect(shell: Shell, { raw, seconds, characters, delimiter, fd }: Wanted): Task<readonly [boolean, Line]> {
  const file = shell.process.fds.get(fd);
  const line: { c: string; plain: boolean }[] = [];
  let escaped = false;
  if (!file) return [false, line];
  for (;;) {
    const text = seconds === undefined ? yield* file.read() : yield* within(shell, seconds * 1000, file.read());
    if (text === undefined || text === '') return [false, line];
    for (let i = 0; i < text.length; i++) {
      const c = text.charAt(i);
      let ended = false;
      if (escaped) {
        escaped = false;
        if (c !== '\n') line.push({ c, plain: true });
      } else if (c === '\\' && !raw) escaped = true;
      else if (c === delimiter || (delimiter === '' && c === '\0')) ended = true;
      else if (c !== '\0') line.push({ c, plain: false });
      if (ended || (characters !== undefined && line.length >= characters)) {
        if (i + 1 < text.length) file.unread?.(text.slice(i + 1));
        return [true, line];
      }
    }
  }
}

/** A task's result, or undefined when it takes longer. */
function* within<T>(shell: Shell, limit: number, task: Task<T>): Task<T | undefined> {
  const done = new Signal();
  const result: { value?: T } = {};
  const handle = runTask(shell.process.clock, task, (value) => {
    result.value = value;
    done.notify();
  });
  if (!handle.done) yield untilOr(limit, done);
  handle.cancel();
  return result.value;
}

/** Splits a line at IFS; the last name gets the rest. */
function assignFields(shell: Shell, names: readonly string[], line: Line): void {
  const ifs = shell.splitsFields;
  const blank = ({ c, plain }: Line[number]): boolean =>
    !plain && (c === ' ' || c === '\t' || c === '\n') && ifs.includes(c);
  const delimiter = ({ c, plain }: Line[number]): boolean => !plain && ifs.includes(c);
  let i = 0;
  const skipBlanks = (): void => {
    while (i < line.length && blank(line[i]!)) i++;
  };
  skipBlanks();
  for (const [n, name] of names.entries()) {
    let value = '';
    if (n === names.length - 1) {
      let end = line.length;
      while (end > i && blank(line[end - 1]!)) end--;
      // a single delimiter at the end belongs to the last field's end
      if (end > i && delimiter(line[end - 1]!) && !line.slice(i, end - 1).some(delimiter)) end--;
      for (; i < end; i++) value += line[i]!.c;
    } else {
      while (i < line.length && !delimiter(line[i]!)) value += line[i++]!.c;
      skipBlanks();
      if (i < line.length && delimiter(line[i]!) && !blank(line[i]!)) {
        i++;
        skipBlanks();
      }
    }
    shell.assign(name, value);
  }
}

export const read = { read: readLine };
