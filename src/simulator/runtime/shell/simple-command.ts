import type { Task } from '../../task.ts';
import { findBuiltin, type Builtin } from './builtins.ts';
import { expandText, expandWords } from './expansion.ts';
import { environmentWith, findProgram, hasTraps, takePlace } from './find-program.ts';
import { write } from './output.ts';
import { quickField, quickValue } from './quick-expansion.ts';
import { expandRedirections, keep, redirect, restore, type Saved } from './redirect.ts';
import { LAST, TESTED } from './run-flags.ts';
import { Exit, Failure, type Shell } from './shell.ts';
import { closePipes, takeNumber, waitForeground } from './subshells.ts';
import { isName, type Command, type SimpleCommand, type Word } from './syntax.ts';
import { trace } from './trace.ts';

/** Runs a command within the shell. */
export type Execute = (shell: Shell, command: Command, flags: number) => Task<number>;

/** Builtins whose arguments may be assignments: these neither split nor match files. */
const ASSIGNING = new Set(['alias', 'export', 'local', 'readonly']);

function* expandAssignment(shell: Shell, word: Word, args: string[]): Task<void> {
  const head = word.parts[0];
  const equals = head?.type === 'text' && !head.quoted ? head.text.indexOf('=') : -1;
  if (head?.type === 'text' && equals > 0 && isName(head.text.slice(0, equals)))
    args.push(yield* expandText(shell, word, 'assignment'));
  else yield* expandWords(shell, [word], args);
}

/**
 * Words, assignments and redirections: a function, a builtin or a program.
 * @param execute - runs a function's body
 */
export function* runSimple(shell: Shell, command: SimpleCommand, flags: number, execute: Execute): Task<number> {
  const pipes = shell.pipes.length;
  try {
    return yield* runNamed(shell, command, flags, execute);
  } finally {
    if (shell.pipes.length > pipes && !shell.replaced) closePipes(shell, pipes);
  }
}

function* runNamed(shell: Shell, command: SimpleCommand, flags: number, execute: Execute): Task<number> {
  const wait = shell.process.work(1 + 2 * command.redirections.length);
  if (wait) yield wait;
  shell.line = command.line;
  shell.substitutionStatus = 0;
  const args: string[] = [];
  for (const word of command.words) {
    const field = quickField(shell, word);
    if (field !== undefined) args.push(field);
    else if (ASSIGNING.has(args[0] ?? '')) yield* expandAssignment(shell, word, args);
    else yield* expandWords(shell, [word], args);
  }
  const expanded = command.redirections.length > 0 ? yield* expandRedirections(shell, command.redirections) : [];
  const assigned: [string, string][] = [];
  const name = args[0];
  const builtin = name === undefined ? undefined : findBuiltin(name);
  const body = name === undefined || builtin?.special ? undefined : shell.functions.get(name);
  const keeps = name === undefined || (builtin?.special === true && !body);
  for (const { name: variable, value } of command.assignments) {
    const text = quickValue(shell, value) ?? (yield* expandText(shell, value, 'assignment'));
    assigned.push([variable, text]);
    if (keeps) shell.assign(variable, text);
    else if (shell.variables.find(variable)?.readonly) shell.fail(`${variable}: is read only`);
  }
  if (shell.options.has('x')) yield* trace(shell, assigned, args);
  let saved: Saved = [];
  if (expanded.length > 0) {
    const replaced = yield* redirect(shell, expanded);
    if (!replaced) {
      if (builtin?.special && !body) throw new Failure('', 1);
      return 1;
    }
    saved = replaced;
  }
  if (name === undefined) {
    restore(shell, saved);
    return shell.substitutionStatus;
  }
  if (name === 'exec' && !body) {
    keep(saved);
    return yield* runExec(shell, args.slice(1), assigned);
  }
  const { depth, loops } = shell;
  try {
    if (body) return yield* runFunction(shell, name, body, args.slice(1), assigned, flags & TESTED, execute);
    if (builtin) return yield* runBuiltin(shell, builtin, args, keeps ? [] : assigned, flags & TESTED);
    return yield* runProgram(shell, args, assigned, flags);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    yield* write(shell.process, error.message, 2); // where the command's redirections lead
    if (body || builtin?.special !== false) throw new Failure('', error.status);
    shell.depth = depth;
    shell.loops = loops;
    return error.status;
  } finally {
    restore(shell, saved);
  }
}

function setLocals(shell: Shell, assigned: readonly [string, string][]): void {
  for (const [name, value] of assigned) {
    shell.variables.local(name);
    shell.variables.set(name, value, true);
  }
}

function* withAssignments(shell: Shell, assigned: readonly [string, string][], inside: Task<number>): Task<number> {
  if (assigned.length === 0) return yield* inside;
  shell.variables.enterScope();
  try {
    setLocals(shell, assigned);
    return yield* inside;
  } finally {
    shell.variables.leaveScope();
  }
}

function* runBuiltin(
  shell: Shell,
  builtin: Builtin,
  args: string[],
  assigned: readonly [string, string][],
  tested: number,
): Task<number> {
  const outer = shell.commandName;
  shell.commandName = args[0];
  try {
    const result = builtin.run(shell, args, tested);
    if (typeof result === 'number') return result;
    return assigned.length === 0 ? yield* result : yield* withAssignments(shell, assigned, result);
  } finally {
    shell.commandName = outer;
  }
}

function* runFunction(
  shell: Shell,
  name: string,
  body: Command,
  args: string[],
  assigned: readonly [string, string][],
  flags: number,
  execute: Execute,
): Task<number> {
  const { parameters, optionPlace, functionName } = shell;
  const trap = shell.options.has('E') ? undefined : shell.traps.get('ERR');
  if (trap !== undefined) shell.traps.delete('ERR');
  shell.functionName = name;
  shell.optionPlace = { index: 1, letter: 0 };
  shell.parameters = args;
  shell.variables.enterScope();
  try {
    setLocals(shell, assigned);
    const status = yield* execute(shell, body, flags);
    return status;
  } finally {
    shell.variables.leaveScope();
    shell.parameters = parameters;
    shell.optionPlace = optionPlace;
    shell.functionName = functionName;
    if (trap !== undefined && !shell.traps.has('ERR')) shell.traps.set('ERR', trap);
    if (shell.skip === 'return') shell.skip = 'none';
  }
}

function* runProgram(shell: Shell, args: string[], assigned: readonly [string, string][], flags: number): Task<number> {
  const found = findProgram(shell, args, assigned);
  if ('message' in found) {
    yield* write(shell.process, shell.prefixed(found.message), 2);
    return found.status;
  }
  if (flags & LAST && !hasTraps(shell)) takePlace(shell, found, assigned);
  takeNumber(shell);
  const child = shell.process.fork({ program: found.program, argv: found.argv, env: environmentWith(shell, assigned) });
  return yield* waitForeground(shell, [child]);
}

/** @source busybox 1.35 shell/ash.c execcmd */
function execWords(shell: Shell, args: readonly string[]): { called: string | undefined; rest: readonly string[] } {
  const [first = '', second] = args;
  if (first === '--') return { called: undefined, rest: args.slice(1) };
  if (!/^-./.test(first)) return { called: undefined, rest: args };
  shell.commandName = 'exec';
  if (!first.startsWith('-a')) shell.fail(`illegal option -${first.charAt(1)}`);
  if (first.length > 2) return { called: first.slice(2), rest: args.slice(1) };
  return { called: second ?? shell.fail('no arg for -a option'), rest: args.slice(2) };
}

function* runExec(shell: Shell, args: string[], assigned: readonly [string, string][]): Task<number> {
  const { called, rest } = execWords(shell, args);
  if (rest.length === 0) return 0;
  const found = findProgram(shell, rest, assigned);
  if (!('message' in found))
    takePlace(shell, called === undefined ? found : { ...found, argv: [called, ...found.argv.slice(1)] }, assigned);
  shell.commandName = 'exec';
  yield* write(shell.process, shell.prefixed(found.message), 2);
  throw new Exit(found.status);
}
