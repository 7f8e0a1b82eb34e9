import { RuntimeLimit } from '../runtime-limit.ts';
import type { SignalName } from '../process.ts';
import type { Task } from '../../task.ts';
import { expandPattern, expandText, expandWords } from './expansion.ts';
import { write } from './output.ts';
import { Parser } from './parser.ts';
import { compilePattern, matches } from './pattern.ts';
import { expandRedirections, keep, redirect, restore } from './redirect.ts';
import { LAST, TESTED } from './run-flags.ts';
import { Exit, Failure, type Shell } from './shell.ts';
import { runSimple } from './simple-command.ts';
import {
  outputOf,
  pathOfPipe,
  runBackground,
  runPipeline,
  subshellProgram,
  takeNumber,
  waitForeground,
} from './subshells.ts';
import { ShellSyntaxError, type Command } from './syntax.ts';

/** Functions within functions, and other nesting of what runs. */
const MOST_DEPTH = 100;

/** Runs a script's text line by line. @param flags - `last`: the shell ends with it */
export function* runSource(
  shell: Shell,
  source: string,
  flags: 'last' | 'goes-on',
  firstLine = shell.line,
  tested = 0,
): Task<number> {
  const parser = new Parser(source, firstLine, shell.aliases);
  shell.process.owe(source.length >> 3);
  let status = 0;
  for (;;) {
    let command: ReturnType<Parser['next']>;
    try {
      command = parser.next();
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      shell.failSyntax(error.message, error.line);
    }
    if (command === 'end') return status;
    if (!command) continue;
    shell.readTo = parser.line;
    status = yield* execute(shell, command, flags === 'last' && parser.atEnd ? LAST : tested);
    if (shell.skip !== 'none') return status;
  }
}

/** eval, traps and scripts that are sourced. @param tested - whether the status is asked for: TESTED, or 0 */
export function* evaluate(shell: Shell, source: string, tested = 0): Task<number> {
  return yield* runSource(shell, source, 'goes-on', shell.line, tested);
}

/** Runs a shell's whole life: its body, the exit trap; failures have their message told here. */
export function* live(shell: Shell, body: Task<number>): Task<number> {
  let status = yield* guarded(shell, body);
  const trap = shell.traps.get('EXIT');
  if (trap !== undefined && trap !== '') {
    shell.traps.delete('EXIT');
    shell.skip = 'none';
    shell.status = status;
    const trapStatus = yield* guarded(shell, keepStatus(shell, trap, status));
    status = trapStatus;
  }
  return status;
}

function* keepStatus(shell: Shell, trap: string, status: number): Task<number> {
  yield* evaluate(shell, trap);
  return status;
}

function* guarded(shell: Shell, body: Task<number>): Task<number> {
  try {
    return yield* body;
  } catch (error) {
    if (error instanceof Exit) return error.status;
    if (!(error instanceof Failure)) throw error;
    yield* write(shell.process, error.message, 2);
    return error.status;
  }
}

function* execute(shell: Shell, start: Command, startFlags: number): Task<number> {
  let node = start;
  const flags = startFlags;
  if (++shell.depth > MOST_DEPTH) throw new RuntimeLimit('depth', MOST_DEPTH);
  for (;;) {
    let checked = false;
    switch (node.type) {
      case 'list':
      case 'and':
      case 'or': {
        const status = yield* execute(shell, node.left, node.type === 'list' ? flags & TESTED : TESTED);
        if (shell.skip === 'none' && (node.type === 'list' || (status === 0) === (node.type === 'and'))) {
          node = node.right;
          continue;
        }
        break;
      }
      case 'if': {
        const test = yield* execute(shell, node.test, TESTED);
        if (shell.skip !== 'none') break;
        const branch = test === 0 ? node.then : node.otherwise;
        if (branch) {
          node = branch;
          continue;
        }
        shell.status = 0;
        break;
      }
      case 'not':
        shell.status = (yield* execute(shell, node.command, TESTED)) === 0 ? 1 : 0;
        break;
      case 'simple':
        if (shell.options.has('n')) break; // read, but not run
        shell.status = yield* runSimple(shell, node, flags, execute);
        checked = true;
        break;
      case 'pipeline':
        shell.status = yield* runPipeline(shell, node.commands, liveThrough);
        checked = true;
        break;
      case 'subshell':
        shell.status = yield* runSubshell(shell, node, flags);
        checked = true;
        break;
      case 'background':
        shell.status = runBackground(shell, node.command, liveThrough);
        break;
      case 'redirected': {
        shell.line = node.line;
        const expanded = yield* expandRedirections(shell, node.redirections);
        const saved = yield* redirect(shell, expanded);
        if (!saved) shell.status = 1;
        else
          try {
            shell.status = yield* execute(shell, node.command, flags & TESTED);
          } finally {
            restore(shell, saved);
          }
        break;
      }
      case 'while':
      case 'until':
        shell.status = yield* runLoop(shell, node, flags & TESTED);
        break;
      case 'for':
        shell.status = yield* runFor(shell, node, flags & TESTED);
        break;
      case 'case': {
        const body = yield* chooseCase(shell, node);
        if (body) {
          node = body;
          continue;
        }
        shell.status = 0;
        break;
      }
      case 'function':
        shell.functions.set(node.name, node.body);
        shell.status = 0;
        break;
    }
    shell.depth--;
    if (shell.pending.size > 0) yield* runTraps(shell);
    if (checked && shell.status !== 0 && !(flags & TESTED)) {
      if (shell.traps.get('ERR')) yield* runTrap(shell, 'ERR');
      if (shell.options.has('e')) throw new Exit(shell.status);
    }
    if (flags & LAST) throw new Exit(shell.status);
    return shell.status;
  }
}

/** Runs the actions of signals that have come; $? is as it was afterwards. */
function* runTraps(shell: Shell): Task<void> {
  for (const signal of [...shell.pending]) {
    shell.pending.delete(signal);
    yield* runTrap(shell, signal);
  }
}

function* runTrap(shell: Shell, signal: SignalName | 'ERR'): Task<void> {
  const action = shell.traps.get(signal);
  if (action === undefined || action === '') return;
  if (signal === 'ERR') shell.traps.delete('ERR'); // not for what fails in it
  const { status, skip } = shell;
  shell.skip = 'none';
  if (++shell.depth > MOST_DEPTH) throw new RuntimeLimit('depth', MOST_DEPTH); // it may send itself its signal
  const returned = yield* evaluate(shell, action);
  shell.depth--;
  if (signal === 'ERR' && !shell.traps.has('ERR')) shell.traps.set('ERR', action);
  shell.status = shell.skip === 'none' ? status : returned;
  if (shell.skip === 'none') shell.skip = skip;
}

/** After a round of a loop: whether the loop goes on, ends, or a loop further out is meant. */
function loopGoesOn(shell: Shell): boolean {
  if (shell.skip === 'none') return true;
  if (shell.skip === 'return') return false;
  const kind = shell.skip;
  if (--shell.skipCount > 0) return false;
  shell.skip = 'none';
  return kind === 'continue';
}

function* runLoop(shell: Shell, node: Extract<Command, { type: 'while' | 'until' }>, flags: number): Task<number> {
  let status = 0;
  shell.loops++;
  for (;;) {
    const test = yield* execute(shell, node.test, TESTED);
    if (shell.skip !== 'none') {
      if (shell.skip === 'return') status = test;
      if (loopGoesOn(shell)) continue;
      break;
    }
    if ((test === 0) !== (node.type === 'while')) break;
    status = yield* execute(shell, node.body, flags);
    if (!loopGoesOn(shell)) break;
  }
  shell.loops--;
  return status;
}

function* runFor(shell: Shell, node: Extract<Command, { type: 'for' }>, flags: number): Task<number> {
  shell.line = node.line;
  let items: string[] = [];
  if (node.words) yield* expandWords(shell, node.words, items);
  else items = [...shell.parameters];
  let status = 0;
  shell.loops++;
  for (const item of items) {
    const wait = shell.process.work(1);
    if (wait) yield wait;
    shell.assign(node.name, item);
    status = yield* execute(shell, node.body, flags);
    if (!loopGoesOn(shell)) break;
  }
  shell.loops--;
  return status;
}

function* chooseCase(shell: Shell, node: Extract<Command, { type: 'case' }>): Task<Command | undefined> {
  shell.line = node.line;
  const subject = yield* expandText(shell, node.subject);
  for (const { patterns, body } of node.cases) {
    shell.process.owe(patterns.length);
    for (const pattern of patterns)
      if (matches(compilePattern(yield* expandPattern(shell, pattern)), subject)) return body;
  }
  return undefined;
}

function* runSubshell(shell: Shell, node: Extract<Command, { type: 'subshell' }>, flags: number): Task<number> {
  shell.line = node.line;
  const expanded = yield* expandRedirections(shell, node.redirections);
  if (flags & LAST && shell.traps.size === 0) {
    const saved = yield* redirect(shell, expanded);
    if (!saved) return 2;
    keep(saved);
    return yield* execute(shell, node.command, flags);
  }
  const program = subshellProgram(shell, node.command, liveThrough, (inside) => redirect(inside, expanded));
  takeNumber(shell);
  return yield* waitForeground(shell, [shell.process.fork({ program })]);
}

/** A command as the whole life of a shell in a process of its own. */
const liveThrough = (inside: Shell, command: Command): Task<number> => live(inside, execute(inside, command, LAST));

/** Output of a command substitution. */
export const runSubstitution = (shell: Shell, body: Command | undefined): Task<string> =>
  outputOf(shell, body, liveThrough);

/** Commands that a pipe of its own leads from or to. */
export const runBeside = (shell: Shell, direction: '<' | '>', body: Command | undefined): string =>
  pathOfPipe(shell, direction, body, liveThrough);
