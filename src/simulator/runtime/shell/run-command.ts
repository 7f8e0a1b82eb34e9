import { DEFAULT_PATH, loadExecutable, searchPath } from '../executable.ts';
import type { ChildSpec, Process, RunningProcess } from '../process.ts';
import { STRERROR } from '../system-calls.ts';

/** Finds and starts a command as execvp(3) would, as a child. @returns why not */
export function startCommand(
  process: Process,
  argv: readonly string[],
  more: Pick<ChildSpec, 'env' | 'fds'> = {},
): RunningProcess | { readonly missing: string; readonly status: number } {
  const found = findCommand(process, argv, more.env ?? process.env);
  return 'missing' in found ? found : process.fork({ program: found.program, argv: found.argv, ...more });
}

/** What execvp(3) would run. */
export function findCommand(
  process: Process,
  argv: readonly string[],
  env: ReadonlyMap<string, string> = process.env,
): Pick<Required<ChildSpec>, 'program' | 'argv'> | { readonly missing: string; readonly status: number } {
  const name = argv[0] ?? '';
  const path =
    name === ''
      ? undefined
      : searchPath(process.files, name, env.get('PATH') ?? DEFAULT_PATH, process.cwd, process.who);
  if (path === undefined) return { missing: STRERROR.ENOENT, status: 127 };
  const loaded = loadExecutable(process.files, path, argv, process.who);
  if (loaded.ok) return loaded;
  if (loaded.why === 'EACCES' || loaded.why === 'EISDIR') return { missing: STRERROR.EACCES, status: 126 };
  if (loaded.why === 'ENOEXEC') {
    const shell = loadExecutable(process.files, '/bin/sh', ['sh', path, ...argv.slice(1)], process.who);
    if (shell.ok) return shell;
  }
  return { missing: STRERROR.ENOENT, status: 127 };
}
