import type { OpenFile, Process } from '../process.ts';
import { RuntimeLimit } from '../runtime-limit.ts';
import { directoryFile, openPath, STRERROR } from '../system-calls.ts';
import type { Task } from '../../task.ts';
import { write } from './output.ts';
import { USAGES } from './usages.ts';

/** One call of a command. */
export interface Call {
  readonly process: Process;
  /** What its messages begin with: its own name, or the shell's where the shell runs it itself. */
  readonly name: string;
  /** Without the command's name. */
  readonly args: readonly string[];
  /** The name it was called by ("[", "egrep"). */
  readonly called: string;
}

/** A command of BusyBox. */
export type Applet = (call: Call) => Task<number>;
export type Applets = Readonly<Record<string, Applet>>;

/** Writes to standard output. */
export const out = (call: Call, text: string): Task<boolean> => write(call.process, text);

/** Writes to standard output and says why it could not. @returns the status */
export function* put(call: Call, text: string): Task<number> {
  if (text === '' || (yield* out(call, text))) return 0;
  return yield* fail(call, `write error: ${STRERROR[call.process.fds.get(1)?.failure ?? 'EBADF']}`);
}

/** Says what is wrong; returns 1 for `return yield* fail(…)`. */
export function* fail(call: Call, message: string, status = 1): Task<number> {
  yield* write(call.process, `${call.name}: ${message}\n`, 2);
  return status;
}

/** Options of a command line. */
export interface Options {
  /** Letters given, each with its values in order ('' for a switch). */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly rest: readonly string[];
}

/** Why options could not be read: the first line of the complaint. */
export interface BadOption {
  readonly bad: string;
}

/**
 * getopt(3) as BusyBox uses it: letters with `:` take a value; options may stand behind operands unless `+` is first.
 * @param long - long names to letters
 * @example parse(['-n', '3', 'file'], 'n:q') → n: ['3'], rest ['file']
 */
export function parse(
  args: readonly string[],
  spec: string,
  long: Readonly<Record<string, string>> = {},
): Options | BadOption {
  const given = new Map<string, string[]>();
  const rest: string[] = [];
  const stops = spec.startsWith('+');
  const takesValue = (letter: string): boolean => spec.charAt(spec.indexOf(letter) + 1) === ':';
  const add = (letter: string, value: string): void => void given.set(letter, [...(given.get(letter) ?? []), value]);
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') {
      rest.push(...args.slice(i + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      rest.push(word);
      if (stops) {
        rest.push(...args.slice(i + 1));
        break;
      }
      continue;
    }
    if (word.startsWith('--')) {
      const [name = '', ...values] = word.slice(2).split('=');
      const letter = long[name];
      if (letter === undefined) return { bad: `unrecognized option '${word}'` };
      const value = values.length > 0 ? values.join('=') : takesValue(letter) ? args[++i] : '';
      if (value === undefined) return { bad: `option '--${name}' requires an argument` };
      add(letter, value);
      continue;
    }
    for (let at = 1; at < word.length; at++) {
      const letter = word.charAt(at);
      if (letter === ':' || letter === '+' || !spec.includes(letter)) return { bad: `invalid option -- '${letter}'` };
      if (!takesValue(letter)) {
        add(letter, '');
        continue;
      }
      const value = word.slice(at + 1) || args[++i];
      if (value === undefined) return { bad: `option requires an argument -- '${letter}'` };
      add(letter, value);
      break;
    }
  }
  return { given, rest };
}

export const isBad = (options: Options | BadOption): options is BadOption => 'bad' in options;

/** The release of the images busybox:1.36 and alpine:3.20, without the date on which they were built. */
export const BANNER = 'BusyBox v1.36.1 () multi-call binary.';

/** Says how the command is used, after what was wrong with its options. @returns the status of a wrong use */
export function* usage(call: Call, options?: Options | BadOption): Task<number> {
  const head =
    options && isBad(options)
      ? `${call.name}: ${options.bad}
`
      : '';
  const text = USAGES[call.called];
  const told = text === undefined ? 'No help available' : `Usage: ${call.called}${text}`;
  yield* write(
    call.process,
    `${head}${BANNER}

${told}
`,
    2,
  );
  return 1;
}

/** Asks on standard error and reads a line of standard input. @returns whether it begins with y */
export function* confirms(call: Call, question: string): Task<boolean> {
  yield* write(call.process, `${call.name}: ${question}? `, 2);
  const input = call.process.fds.get(0);
  let line = '';
  for (let c = input ? yield* input.read(1) : ''; c !== '' && c !== '\n'; c = input ? yield* input.read(1) : '')
    line += c;
  return /^\s*y/i.test(line);
}

/** Opens a file for reading; '-' is standard input. The message says why not. */
export function openInput(call: Call, path: string): OpenFile | string {
  if (path === '-') return call.process.fds.get(0)?.duplicate() ?? STRERROR.EBADF;
  const opened = openPath(call.process, path, { read: true });
  return typeof opened === 'string' ? STRERROR[opened] : opened;
}

/** Whether reads fail, as those of a directory do. */
export const isDirectory = (file: OpenFile): boolean => file === directoryFile;

/** Bytes that one line may have. */
const MOST_LINE = 12 * 1024 * 1024;

/** Lines of a file, one at a time, without their newline. */
export class LineReader {
  readonly #file: OpenFile;
  #held = '';
  #at = 0;
  #over = false;
  /** Whether the last line ended with a newline. */
  ended = true;

  constructor(file: OpenFile) {
    this.#file = file;
  }

  /** @returns undefined at the end of the file */
  *next(): Task<string | undefined> {
    for (;;) {
      const end = this.#held.indexOf('\n', this.#at);
      if (end >= 0) {
        const line = this.#held.slice(this.#at, end);
        this.#at = end + 1;
        return line;
      }
      if (this.#over) {
        if (this.#at >= this.#held.length) return undefined;
        const line = this.#held.slice(this.#at);
        this.#at = this.#held.length;
        this.ended = false;
        return line;
      }
      const pieces = [this.#held.slice(this.#at)];
      let length = 0;
      for (;;) {
        const text = yield* this.#file.read();
        pieces.push(text);
        length += text.length;
        if (text === '') this.#over = true;
        if (text === '' || text.includes('\n')) break;
        if (length > MOST_LINE) throw new RuntimeLimit('memory', MOST_LINE);
      }
      this.#held = pieces.join('');
      this.#at = 0;
    }
  }

  close(): void {
    this.#file.close();
  }
}
