import { DEFAULT_PATH, loadExecutable, searchPath } from '../executable.ts';
import type { Program } from '../process.ts';
import { nodeAt, STRERROR } from '../system-calls.ts';
import { Exit, type Shell } from './shell.ts';

export interface Found {
  readonly program: Program;
  readonly argv: readonly string[];
}

/** The program of a command line; otherwise its status and what is said. */
export function findProgram(
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

export function environmentWith(shell: Shell, assigned: readonly [string, string][]): ReadonlyMap<string, string> {
  const environment = shell.variables.environment();
  return assigned.length === 0 ? environment : new Map([...environment, ...assigned]);
}

export const hasTraps = (shell: Shell): boolean => [...shell.traps.values()].some((action) => action !== '');

/** The program goes on in this process. */
export function takePlace(shell: Shell, { program, argv }: Found, assigned: readonly [string, string][]): never {
  const { env } = shell.process;
  const environment = environmentWith(shell, assigned);
  env.clear();
  for (const [name, value] of environment) env.set(name, value);
  shell.traps.delete('EXIT');
  shell.process.replaceBy(program, argv);
  shell.replaced = true;
  throw new Exit(0);
}
