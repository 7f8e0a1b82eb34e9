import type { Task } from '../../../task.ts';
import { parseMode } from '../file-modes.ts';
import { write } from '../output.ts';
import { OPTIONS, type Shell } from '../shell.ts';
import { singleQuote } from '../trace.ts';
import { takeOptions } from './options.ts';

/** What `set` takes; i and s are the command line's alone. */
const LETTERS = new Set(Object.values(OPTIONS).filter((option) => option !== 'i' && option !== 's'));

/** Jobs are controlled from a terminal; no container's script has one. @source busybox 1.35 shell/ash.c setjobctl */
const NO_TERMINAL = "can't access tty; job control turned off";

/** Where the parameters begin, where they do; `illegal`: the name behind an -o that is none, which does not end a script. */
interface Applied {
  readonly from?: number;
  readonly illegal?: string;
}

/** Applies set's (and the shell's own) option words. */
export function applyOptions(shell: Shell, args: readonly string[], start: number): Applied {
  let at = start;
  for (; at < args.length; at++) {
    const word = args[at]!;
    if (word === '--') return { from: at + 1 };
    if (word === '-') {
      shell.options.delete('x');
      shell.options.delete('v');
      return at + 1 < args.length ? { from: at + 1 } : {};
    }
    const on = word.startsWith('-');
    if (!on && !word.startsWith('+')) return { from: at };
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = args[++at];
        if (name === undefined) return {};
        const option = OPTIONS[name];
        if (option === undefined) return { illegal: `illegal option ${on ? '-' : '+'}o ${name}` };
        if (on) shell.options.add(option);
        else shell.options.delete(option);
      } else if (!LETTERS.has(letter)) shell.fail(`illegal option ${on ? '-' : '+'}${letter}`);
      else if (on) shell.options.add(letter);
      else shell.options.delete(letter);
    }
  }
  return {};
}

function* set(shell: Shell, args: readonly string[]): Task<number> {
  if (args.length === 1) {
    for (const name of shell.variables.names()) {
      const value = shell.variables.get(name);
      if (value !== undefined) yield* write(shell.process, `${name}=${singleQuote(value)}\n`);
    }
    return 0;
  }
  if (args.length === 2 && (args[1] === '-o' || args[1] === '+o')) {
    for (const [name, option] of Object.entries(OPTIONS)) {
      if (option === 'i' || option === 's') continue; // told by $- alone
      const on = shell.options.has(option);
      yield* write(
        shell.process,
        args[1] === '-o' ? `${name.padEnd(16)}${on ? 'on' : 'off'}\n` : `set ${on ? '-' : '+'}o ${name}\n`,
      );
    }
    return 0;
  }
  const { from, illegal } = applyOptions(shell, args, 1);
  if (illegal !== undefined) {
    yield* write(shell.process, shell.prefixed(illegal), 2);
    return 1;
  }
  if (shell.options.delete('m')) yield* write(shell.process, shell.prefixed(NO_TERMINAL), 2);
  if (from !== undefined) {
    shell.parameters = args.slice(from);
    shell.optionPlace = { index: 1, letter: 0 };
  }
  return 0;
}

function* umask(shell: Shell, args: readonly string[]): Task<number> {
  const { given, rest } = takeOptions(shell, args, 'S');
  const [mode] = rest;
  if (mode === undefined) {
    const letters = (bits: number): string => `${bits & 4 ? '' : 'r'}${bits & 2 ? '' : 'w'}${bits & 1 ? '' : 'x'}`;
    yield* write(
      shell.process,
      given !== ''
        ? `u=${letters(shell.process.umask >> 6)},g=${letters(shell.process.umask >> 3)},o=${letters(shell.process.umask)}\n`
        : `${shell.process.umask.toString(8).padStart(4, '0')}\n`,
    );
    return 0;
  }
  const allowed = /^[0-7]{1,4}$/.test(mode)
    ? 0o777 & ~parseInt(mode, 8)
    : parseMode(mode, 0o777 & ~shell.process.umask, shell.process.umask);
  if (allowed === undefined) shell.fail(`illegal mode: ${mode}`);
  shell.process.umask = 0o777 & ~allowed;
  return 0;
}

function* times(shell: Shell): Task<number> {
  yield* write(shell.process, '0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
  return 0;
}

/** Builtins about the shell itself. */
export const settings = { set, umask, times };
