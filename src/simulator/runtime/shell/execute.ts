import { loadExecutable, searchPath, DEFAULT_PATH } from '../executable.ts';
import { nullDevice } from '../open-file.ts';
import { createPipe } from '../pipe.ts';
import type { OpenFile, Program, RunningProcess } from '../process.ts';
import { RuntimeLimit } from '../runtime-limit.ts';
import { nodeAt, STRERROR } from '../system-calls.ts';
import { until, type Task } from '../../task.ts';
import { findBuiltin, type Builtin } from './builtins.ts';
import { expandPattern, expandText, expandWords, MOST_TEXT } from './expansion.ts';
import { write } from './output.ts';
import { Parser } from './parser.ts';
import { compilePattern, matches } from './pattern.ts';
import { quickField, quickValue } from './quick-expansion.ts';
import { expandRedirections, keep, redirect, restore, type Saved } from './redirect.ts';
import { Exit, Failure, Shell, type Job } from './shell.ts';
import { SIGNAL_TEXT } from './signal-names.ts';
import { isName, plainText, ShellSyntaxError, type Command, type SimpleCommand, type Word } from './syntax.ts';
import { traced } from './trace.ts';

/** Functions within functions, and other nesting of what runs. */
const MOST_DEPTH = 100;

/** Something looks at the status: `set -e` does not end the shell for it. */
const TESTED = 1;
/** The shell ends after it: a program may take its place, a subshell needs no process of its own. */
const LAST = 2;

/** Runs a script's text line by line. @param flags - `last`: the shell ends with it */
export function* runSource(
  shell: Shell,
  source: string,
  flags: 'last' | 'goes-on',
  firstLine = shell.line,
): Task<number> {
  const parser = new Parser(source, firstLine, shell.aliases);
  let status = 0;
  for (;;) {
    let command: ReturnType<Parser['next']>;
    try {
      command = parser.next();
    } catch (error) {
      if (!(error instanceof ShellSyntaxError)) throw error;
      shell.line = error.line;
      shell.fail(`syntax error: ${error.message}`);
    }
    if (command === 'end') return status;
    if (!command) continue;
    status = yield* execute(shell, command, flags === 'last' && parser.atEnd ? LAST : 0);
    if (shell.skip !== 'none') return status;
  }
}

/** eval, traps and scripts that are sourced. */
export function* evaluate(shell: Shell, source: string): Task<number> {
  return yield* runSource(shell, source, 'goes-on');
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
        shell.status = yield* runSimple(shell, node, flags);
        checked = true;
        break;
      case 'pipeline':
        shell.status = yield* runPipeline(shell, node.commands);
        checked = true;
        break;
      case 'subshell':
        shell.status = yield* runSubshell(shell, node, flags);
        checked = true;
        break;
      case 'background':
        shell.status = runBackground(shell, node.command);
        break;
      case 'redirected': {
        shell.line = node.line;
        const expanded = yield* expandRedirections(shell, node.redirections);
        const saved = redirect(shell, expanded);
        if (typeof saved === 'string') {
          yield* write(shell.process, shell.prefixed(saved), 2);
          shell.status = 1;
        } else
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
    if (checked && shell.status !== 0 && !(flags & TESTED) && shell.options.has('e')) throw new Exit(shell.status);
    if (flags & LAST) throw new Exit(shell.status);
    return shell.status;
  }
}

/** Runs the actions of signals that have come; $? is as it was afterwards. */
export function* runTraps(shell: Shell): Task<void> {
  for (const signal of [...shell.pending]) {
    shell.pending.delete(signal);
    const action = shell.traps.get(signal);
    if (action === undefined || action === '') continue;
    const status = shell.status;
    const skip = shell.skip;
    shell.skip = 'none';
    yield* evaluate(shell, action);
    if (shell.skip === 'none') shell.skip = skip;
    shell.status = status;
  }
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
  for (const { patterns, body } of node.cases)
    for (const pattern of patterns)
      if (matches(compilePattern(yield* expandPattern(shell, pattern)), subject)) return body;
  return undefined;
}

/**
 * A program that goes on with a command in a process of its own, on a copy of the shell as it is now.
 * @param prepare - runs first there; a message ends it
 */
function subshellProgram(shell: Shell, command: Command, prepare?: (inside: Shell) => string | undefined): Program {
  const inside = new Shell(shell.process, shell, shell);
  inside.loops = 0;
  return function* (process) {
    inside.process = process;
    const failure = prepare?.(inside);
    if (failure === undefined) return yield* live(inside, execute(inside, command, LAST));
    yield* write(process, inside.prefixed(failure), 2);
    return 1;
  };
}

/** Waits for the processes of a foreground command and says what ended them. */
function* waitForeground(shell: Shell, processes: readonly RunningProcess[]): Task<number> {
  for (const child of processes) {
    while (child.exit === undefined) yield until(child.exited);
    yield* tellDeath(shell, child);
  }
  const statuses = processes.map((child) => child.exit ?? 0);
  if (shell.options.has('pipefail')) return statuses.findLast((status) => status !== 0) ?? 0;
  return statuses.at(-1) ?? 0;
}

export function* tellDeath(shell: Shell, child: RunningProcess): Task<void> {
  const text = child.killedBy && SIGNAL_TEXT[child.killedBy];
  if (text) yield* write(shell.process, `${text}\n`, 2);
}

function* runSubshell(shell: Shell, node: Extract<Command, { type: 'subshell' }>, flags: number): Task<number> {
  shell.line = node.line;
  const expanded = yield* expandRedirections(shell, node.redirections);
  if (flags & LAST && shell.traps.size === 0) {
    const saved = redirect(shell, expanded);
    if (typeof saved === 'string') {
      yield* write(shell.process, shell.prefixed(saved), 2);
      return 1;
    }
    keep(saved);
    return yield* execute(shell, node.command, flags);
  }
  const program = subshellProgram(shell, node.command, (inside) => {
    const saved = redirect(inside, expanded);
    return typeof saved === 'string' ? saved : undefined;
  });
  return yield* waitForeground(shell, [shell.process.fork({ program })]);
}

function* runPipeline(shell: Shell, commands: readonly Command[]): Task<number> {
  return yield* waitForeground(shell, forkPipeline(shell, commands, undefined));
}

/** Starts a pipeline's processes, each with an end of the pipes between them. */
function forkPipeline(shell: Shell, commands: readonly Command[], stdin: OpenFile | undefined): RunningProcess[] {
  let input = stdin;
  return commands.map((command, i) => {
    const fds = new Map([...shell.process.fds].map(([fd, file]) => [fd, file.duplicate()]));
    const pipe = i < commands.length - 1 ? createPipe() : undefined;
    if (input) {
      fds.get(0)?.close();
      fds.set(0, input);
    }
    if (pipe) {
      fds.get(1)?.close();
      fds.set(1, pipe.writer);
    }
    input = pipe?.reader;
    return shell.process.fork({ program: subshellProgram(shell, command), fds });
  });
}

function runBackground(shell: Shell, command: Command): number {
  const processes = forkPipeline(shell, command.type === 'pipeline' ? command.commands : [command], nullDevice);
  shell.lastBackground = processes.at(-1)?.pid;
  const number = shell.jobs.reduce((most, job) => Math.max(most, job.number), 0) + 1;
  const job: Job = {
    number,
    processes,
    text: command.type === 'simple' ? command.words.map((word) => plainText(word) ?? '…').join(' ') : '',
  };
  shell.jobs.push(job);
  if (shell.jobs.length > 200) shell.jobs.shift();
  return 0;
}

/** Output of a command substitution. */
export function* runSubstitution(shell: Shell, body: Command | undefined): Task<string> {
  if (!body) {
    shell.substitutionStatus = 0;
    return '';
  }
  const pipe = createPipe();
  const fds = new Map([...shell.process.fds].map(([fd, file]) => [fd, file.duplicate()]));
  fds.get(1)?.close();
  fds.set(1, pipe.writer);
  const child = shell.process.fork({ program: subshellProgram(shell, body), fds });
  let output = '';
  for (;;) {
    const text = yield* pipe.reader.read();
    if (text === '') break;
    output += text;
    if (output.length > MOST_TEXT) throw new RuntimeLimit('memory', MOST_TEXT);
  }
  pipe.reader.close();
  while (child.exit === undefined) yield until(child.exited);
  shell.substitutionStatus = shell.status = child.exit;
  let end = output.length;
  while (end > 0 && output.charCodeAt(end - 1) === 10) end--;
  return (end < output.length ? output.slice(0, end) : output).replaceAll('\0', '');
}

/** Builtins whose arguments may be assignments: these neither split nor match files. */
const ASSIGNING = new Set(['alias', 'export', 'local', 'readonly']);

function* expandAssignment(shell: Shell, word: Word, args: string[]): Task<void> {
  const head = word.parts[0];
  const equals = head?.type === 'text' && !head.quoted ? head.text.indexOf('=') : -1;
  if (head?.type === 'text' && equals > 0 && isName(head.text.slice(0, equals)))
    args.push(yield* expandText(shell, word, 'assignment'));
  else yield* expandWords(shell, [word], args);
}

function* runSimple(shell: Shell, command: SimpleCommand, flags: number): Task<number> {
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
  }
  if (shell.options.has('x')) yield* write(shell.process, traced(shell, assigned, args), 2);
  let saved: Saved = [];
  if (expanded.length > 0) {
    const result = redirect(shell, expanded);
    if (typeof result === 'string') {
      if (builtin?.special && !body) shell.fail(result, 1);
      yield* write(shell.process, shell.prefixed(result), 2);
      return 1;
    }
    saved = result;
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
    if (body) return yield* runFunction(shell, body, args.slice(1), assigned, flags & TESTED);
    if (builtin) return yield* runBuiltin(shell, builtin, args, keeps ? [] : assigned);
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

function* withAssignments(shell: Shell, assigned: readonly [string, string][], inside: Task<number>): Task<number> {
  if (assigned.length === 0) return yield* inside;
  shell.variables.enterScope();
  try {
    for (const [name, value] of assigned) {
      shell.variables.local(name);
      if (!shell.variables.set(name, value, true)) shell.fail(`${name}: is read only`);
    }
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
): Task<number> {
  const outer = shell.commandName;
  shell.commandName = args[0];
  try {
    const result = builtin.run(shell, args);
    if (typeof result === 'number') return result;
    return assigned.length === 0 ? yield* result : yield* withAssignments(shell, assigned, result);
  } finally {
    shell.commandName = outer;
  }
}

function* runFunction(
  shell: Shell,
  body: Command,
  args: string[],
  assigned: readonly [string, string][],
  flags: number,
): Task<number> {
  const { parameters, loops, optionAt } = shell;
  shell.parameters = args;
  shell.loops = 0;
  shell.variables.enterScope();
  try {
    for (const [name, value] of assigned) {
      shell.variables.local(name);
      shell.variables.set(name, value, true);
    }
    const status = yield* execute(shell, body, flags);
    return status;
  } finally {
    shell.variables.leaveScope();
    shell.parameters = parameters;
    shell.loops = loops;
    shell.optionAt = optionAt;
    if (shell.skip === 'return') shell.skip = 'none';
  }
}

interface Found {
  readonly program: Program;
  readonly argv: readonly string[];
}

/** The program of a command line; otherwise its status and what is said. */
function findProgram(
  shell: Shell,
  args: readonly string[],
  assigned: readonly [string, string][],
): Found | { readonly status: number; readonly message: string } {
  const { process } = shell;
  const name = args[0] ?? '';
  const path =
    assigned.findLast(([variable]) => variable === 'PATH')?.[1] ?? shell.variables.get('PATH') ?? DEFAULT_PATH;
  // no name at all is found as the directories of PATH themselves, which cannot be run
  if (name === '' && path.split(':').some((at) => nodeAt(process, at || '.')?.type === 'directory'))
    return { status: 127, message: `: ${STRERROR.EACCES}` };
  const file = searchPath(process.files, name, path, process.cwd, process.who);
  if (file === undefined) return { status: 127, message: `${name}: not found` };
  const shown = name.includes('/') ? name : file;
  const loaded = loadExecutable(process.files, file, args, process.who);
  if (loaded.ok) return { ...loaded, argv: loaded.argv.map((word) => (word === file ? shown : word)) };
  switch (loaded.why) {
    case 'ENOEXEC':
      return { program: shell.interpreter, argv: ['sh', shown, ...args.slice(1)] };
    case 'EISDIR':
    case 'EACCES':
      return { status: 126, message: `${name}: ${STRERROR.EACCES}` };
    default:
      return { status: 127, message: `${name}: not found` };
  }
}

function environmentWith(shell: Shell, assigned: readonly [string, string][]): ReadonlyMap<string, string> {
  const environment = shell.variables.environment();
  return assigned.length === 0 ? environment : new Map([...environment, ...assigned]);
}

function* runProgram(shell: Shell, args: string[], assigned: readonly [string, string][], flags: number): Task<number> {
  const found = findProgram(shell, args, assigned);
  if ('message' in found) {
    yield* write(shell.process, shell.prefixed(found.message), 2);
    return found.status;
  }
  if (flags & LAST && !hasTraps(shell)) takePlace(shell, found, assigned);
  const child = shell.process.fork({ program: found.program, argv: found.argv, env: environmentWith(shell, assigned) });
  return yield* waitForeground(shell, [child]);
}

const hasTraps = (shell: Shell): boolean => [...shell.traps.values()].some((action) => action !== '');

/** The program goes on in this process. */
function takePlace(shell: Shell, { program, argv }: Found, assigned: readonly [string, string][]): never {
  const { env } = shell.process;
  const environment = environmentWith(shell, assigned);
  env.clear();
  for (const [name, value] of environment) env.set(name, value);
  shell.traps.delete('EXIT');
  shell.process.replaceBy(program, argv);
  shell.replaced = true;
  throw new Exit(0);
}

function* runExec(shell: Shell, args: string[], assigned: readonly [string, string][]): Task<number> {
  const rest = args[0] === '-a' ? args.slice(2) : args[0] === '--' ? args.slice(1) : args;
  if (rest.length === 0) return 0;
  const found = findProgram(shell, rest, assigned);
  if (!('message' in found)) takePlace(shell, found, assigned);
  shell.commandName = 'exec';
  yield* write(shell.process, shell.prefixed(found.message), 2);
  throw new Exit(found.status);
}
