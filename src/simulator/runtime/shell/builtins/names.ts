import { DEFAULT_PATH, searchPath } from '../../executable.ts';
import type { Task } from '../../../task.ts';
import { write } from '../output.ts';
import { SPECIAL_BUILTINS } from '../special-builtins.ts';
import type { Shell } from '../shell.ts';
import { isKeyword } from '../token-reader.ts';
import { singleQuote } from '../trace.ts';
import { takeOptions } from './options.ts';

const BUILTINS = [
  '[',
  '[[',
  'alias',
  'bg',
  'cd',
  'chdir',
  'command',
  'echo',
  'false',
  'fg',
  'getopts',
  'hash',
  'jobs',
  'kill',
  'let',
  'printf',
  'pwd',
  'read',
  'test',
  'true',
  'type',
  'ulimit',
  'umask',
  'unalias',
  'wait',
];

/** What a name is, as `type` (long) or `command -v` (short) say it. */
function describe(shell: Shell, name: string, form: 'long' | 'short'): string | undefined {
  const long = form === 'long';
  if (isKeyword(name)) return long ? `${name} is a shell keyword` : name;
  const alias = shell.aliases.get(name);
  if (alias !== undefined) return long ? `${name} is an alias for ${alias}` : `alias ${name}=${singleQuote(alias)}`;
  if (shell.functions.has(name)) return long ? `${name} is a function` : name;
  if (SPECIAL_BUILTINS.has(name)) return long ? `${name} is a special shell builtin` : name;
  if (BUILTINS.includes(name)) return long ? `${name} is a shell builtin` : name;
  const { process } = shell;
  const file = searchPath(process.files, name, shell.variables.get('PATH') ?? DEFAULT_PATH, process.cwd, process.who);
  if (file === undefined || !process.files.find(file)) return undefined;
  return long ? `${name} is ${file}` : name.includes('/') ? name : file;
}

function* type(shell: Shell, args: readonly string[]): Task<number> {
  let status = 0;
  const brief = args[1]?.startsWith('-') === true;
  for (const name of args.slice(brief ? 2 : 1)) {
    const found = describe(shell, name, brief ? 'short' : 'long');
    if (found === undefined) status = 127;
    if (found !== undefined || !brief) yield* write(shell.process, `${found ?? `${name}: not found`}\n`);
  }
  return status;
}

function* command(shell: Shell, args: readonly string[], tested: number): Task<number> {
  const { given, rest } = takeOptions(shell, args, 'pvV');
  const [name] = rest;
  if (name === undefined) return 0;
  if (/[vV]/.test(given)) {
    const long = given.includes('V');
    const found = describe(shell, name, long ? 'long' : 'short');
    if (found !== undefined) yield* write(shell.process, `${found}\n`);
    else if (long) yield* write(shell.process, `${name}: not found\n`);
    return found === undefined ? 127 : 0;
  }
  const hidden = shell.functions.get(name);
  shell.functions.delete(name);
  const outer = shell.commandName;
  shell.commandName = undefined;
  try {
    return yield* shell.evaluate(shell, rest.map(singleQuote).join(' '), tested);
  } finally {
    shell.commandName = outer;
    if (hidden) shell.functions.set(name, hidden);
  }
}

/** Where an alias stands in the shell's table, in whose order all are listed. @source busybox 1.35 shell/ash.c __lookupalias */
const place = (name: string): number =>
  [...name].reduce((sum, c) => sum + c.charCodeAt(0), name.charCodeAt(0) << 4) % 39;

function* alias(shell: Shell, args: readonly string[]): Task<number> {
  let status = 0;
  const show = (name: string, value: string): Task<boolean> => write(shell.process, `${name}=${singleQuote(value)}\n`);
  if (args.length === 1)
    for (const [name, value] of [...shell.aliases].sort(([a], [b]) => place(a) - place(b))) yield* show(name, value);
  for (const arg of args.slice(1)) {
    const equals = arg.indexOf('=', 1);
    if (equals > 0) shell.aliases.set(arg.slice(0, equals), arg.slice(equals + 1));
    else {
      const value = shell.aliases.get(arg);
      if (value !== undefined) yield* show(arg, value);
      else {
        yield* write(shell.process, `alias: ${arg} not found\n`, 2);
        status = 1;
      }
    }
  }
  return status;
}

function* unalias(shell: Shell, args: readonly string[]): Task<number> {
  let status = 0;
  const { given, rest } = takeOptions(shell, args, 'a');
  if (given !== '') shell.aliases.clear();
  for (const arg of rest) {
    if (!shell.aliases.delete(arg)) {
      yield* write(shell.process, `unalias: ${arg} not found\n`, 2);
      status = 1;
    }
  }
  return status;
}

/** hash: nothing is kept here, but a name must be one that runs. */
function* hash(shell: Shell, args: readonly string[]): Task<number> {
  let status = 0;
  for (const name of takeOptions(shell, args, 'r').rest) {
    if (describe(shell, name, 'short') !== undefined) continue;
    yield* write(shell.process, shell.prefixed(`${name}: not found`), 2);
    status = 1;
  }
  return status;
}

/** Builtins about what names mean. */
export const names = { type, command, alias, unalias, hash };
