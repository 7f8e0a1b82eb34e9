import { nodeAt, openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { compute } from '../expansion.ts';
import { Exit, type Shell, type Skip } from '../shell.ts';

/** A number that must be one: 0 and above; atoi keeps 32 bits of it. */
function numberOf(shell: Shell, text: string): number {
  if (!/^\d{1,60}$/.test(text)) shell.fail(`Illegal number: ${text}`);
  const value = BigInt(text);
  return value < MOST_LONG ? Number(BigInt.asIntN(32, value)) : -1;
}
const MOST_LONG = 2n ** 63n;

function skipLoops(shell: Shell, args: readonly string[], skip: Skip): number {
  const levels = args[1] === undefined ? 1 : numberOf(shell, args[1]);
  if (levels <= 0) shell.fail(`Illegal number: ${args[1] ?? ''}`);
  if (shell.loops > 0) {
    shell.skip = skip;
    shell.skipCount = Math.min(levels, shell.loops);
  }
  return 0;
}

function* source(shell: Shell, args: readonly string[]): Task<number> {
  const path = args[1];
  if (path === undefined) return 2;
  const found = path.includes('/') ? path : inPath(shell, path);
  if (found === undefined) shell.fail(`${path}: not found`);
  const opened = openPath(shell.process, found, { read: true });
  if (typeof opened === 'string') shell.fail(`can't open '${path}': ${STRERROR[opened]}`);
  let text = '';
  for (let piece = yield* opened.read(); piece !== ''; piece = yield* opened.read()) text += piece;
  opened.close();
  const { parameters, commandName, line } = shell;
  if (args.length > 2) shell.parameters = args.slice(2);
  shell.commandName = path;
  shell.line = 1;
  const status = yield* shell.evaluate(shell, text);
  shell.commandName = commandName;
  shell.line = line;
  if (args.length > 2) shell.parameters = parameters;
  if (shell.skip === 'return') shell.skip = 'none';
  return status;
}

function inPath(shell: Shell, name: string): string | undefined {
  for (const directory of (shell.variables.get('PATH') ?? '').split(':')) {
    const candidate = `${directory || '.'}/${name}`;
    if (nodeAt(shell.process, candidate)?.type === 'file') return candidate;
  }
  return undefined;
}

/** Builtins that say what runs next. */
export const flow = {
  ':': () => 0,
  '.': source,
  source,
  break: (shell: Shell, args: readonly string[]) => skipLoops(shell, args, 'break'),
  continue: (shell: Shell, args: readonly string[]) => skipLoops(shell, args, 'continue'),
  return: (shell: Shell, args: readonly string[]) => {
    const status = args[1] === undefined ? shell.status : numberOf(shell, args[1]);
    shell.skip = 'return';
    return status & 255;
  },
  exit: (shell: Shell, args: readonly string[]) => {
    throw new Exit((args[1] === undefined ? shell.status : numberOf(shell, args[1])) & 255);
  },
  /** Known to the executor: it takes the shell's place. */
  exec: () => 0,
  *eval(shell: Shell, args: readonly string[], tested: number): Task<number> {
    return args.length > 1 ? yield* shell.evaluate(shell, args.slice(1).join(' '), tested) : 0;
  },
  shift: (shell: Shell, args: readonly string[]) => {
    const count = args[1] === undefined ? 1 : numberOf(shell, args[1]);
    if (count > shell.parameters.length) return 1;
    shell.parameters = shell.parameters.slice(count);
    shell.optionPlace = { index: 1, letter: 0 };
    return 0;
  },
  let: (shell: Shell, args: readonly string[]) => {
    if (args.length < 2) shell.fail('expression expected');
    let value = 0n;
    for (const expression of args.slice(1)) value = compute(shell, expression);
    return value === 0n ? 1 : 0;
  },
};
