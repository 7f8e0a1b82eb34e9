import type { Process, Program } from '../process.ts';
import { openPath, STRERROR } from '../system-calls.ts';
import type { Task } from '../../task.ts';
import { applyOptions } from './builtins/settings.ts';
import { evaluate, live, runBeside, runSource, runSubstitution } from './execute.ts';
import { readAll, write } from './output.ts';
import { Failure, Shell } from './shell.ts';
import { isName } from './syntax.ts';

/** What a shell with its script counts. */
const MEMORY = 700 * 1024;

/**
 * The shell: sh -c script [name args], sh file [args], or a script on standard input.
 * The last simple command of -c takes its place. @source busybox 1.35 shell/ash.c ash_main, procargs
 */
export const ash: Program = function* (process: Process): Task<number> {
  process.memory = Math.max(process.memory, MEMORY);
  const shell: Shell = new Shell(process, { evaluate, runSubstitution, runBeside, interpreter: ash });
  const { argv } = process;
  shell.arg0 = argv[0] ?? 'sh';
  takeEnvironment(shell);
  // heard and not heeded; its children know nothing of it
  if (!process.handlers.has('SIGQUIT')) process.handlers.set('SIGQUIT', () => undefined);
  let body: Task<number>;
  try {
    body = yield* prepare(shell, argv);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    yield* write(process, error.message, 2);
    return error.status;
  }
  return yield* live(shell, body);
};

function takeEnvironment(shell: Shell): void {
  const { env, cwd } = shell.process;
  for (const [name, value] of env) if (isName(name)) shell.variables.set(name, value, true);
  if (!env.has('PATH')) shell.variables.set('PATH', '/sbin:/usr/sbin:/bin:/usr/bin');
  const level = Number(env.get('SHLVL') ?? '0');
  shell.variables.set('SHLVL', String(Number.isInteger(level) ? level + 1 : 1), true);
  shell.variables.set('PWD', cwd, true);
  shell.variables.set('IFS', ' \t\n');
  shell.variables.export('IFS', false);
  shell.variables.set('OPTIND', '1');
  shell.variables.set('PS1', '\\w \\$ ');
  shell.variables.set('PS2', '> ');
  shell.variables.set('PS4', '+ ');
  if (!env.has('HOSTNAME')) shell.variables.set('HOSTNAME', shell.process.namespace.hostname);
  shell.variables.set('PPID', String(shell.process.parent));
}

/** Reads the command line; what it returns runs the script. */
function* prepare(shell: Shell, argv: readonly string[]): Task<Task<number>> {
  let at = 1;
  let fromArgument = false;
  let fromInput = false;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--' || word === '-') {
      at++;
      break;
    }
    if (!word.startsWith('-') && !word.startsWith('+')) break;
    if (word.startsWith('--')) continue; // --login is what it is anyway, and no other long one is told
    const plain = word.slice(1).replace(/[clis]/g, (letter) => {
      if (letter === 'c') fromArgument = true;
      if (letter === 's') fromInput = true;
      if (letter === 'i') shell.options.add('i');
      return '';
    });
    if (plain !== '') {
      const takes = plain.includes('o')
        ? [`${word.charAt(0)}${plain}`, argv[at + 1] ?? '']
        : [`${word.charAt(0)}${plain}`];
      applyOptions(shell, takes, 0);
      at += takes.length - 1;
    }
  }
  const rest = argv.slice(at);
  if (fromArgument) {
    shell.options.add('c');
    const [script, name, ...args] = rest;
    if (script === undefined) shell.fail('-c requires an argument');
    if (name !== undefined) shell.arg0 = shell.commandName = name;
    shell.parameters = args;
    return runSource(shell, script, 'last', 0);
  }
  const [file, ...args] = rest;
  if (file === undefined || fromInput) {
    shell.options.add('s');
    shell.parameters = rest;
    return runSource(shell, yield* readAll(shell.process), 'goes-on', 1);
  }
  const opened = openPath(shell.process, file, { read: true });
  if (typeof opened === 'string') shell.fail(`can't open '${file}': ${STRERROR[opened]}`);
  let script = '';
  for (let piece = yield* opened.read(); piece !== ''; piece = yield* opened.read()) script += piece;
  opened.close();
  shell.arg0 = shell.commandName = file;
  shell.parameters = args;
  return runSource(shell, script, 'goes-on', 1);
}
