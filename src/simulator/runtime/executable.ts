import { absolute, may, type Credentials, type FileSystem } from './filesystem.ts';
import type { Process, Program, StartFailure } from './process.ts';
import type { Task } from '../task.ts';

/** Where commands are looked for when the environment has no PATH. @source containerd pkg/oci defaultUnixEnv */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export type Executable =
  | { readonly ok: true; readonly program: Program; readonly argv: readonly string[]; readonly path: string }
  /** ENOEXEC: neither a program nor a script with an interpreter's line; no-interpreter: that interpreter is missing. */
  | {
      readonly ok: false;
      readonly why: 'ENOENT' | 'EACCES' | 'EISDIR' | 'ENOTDIR' | 'ENOEXEC' | 'no-interpreter';
      readonly path: string;
    };

/** Scripts whose interpreter is a script again. @source Linux exec: BINPRM_MAX_RECURSION */
const MOST_INTERPRETERS = 4;

/** What execve(2) of a path would run; a script's first line names its interpreter. */
export function loadExecutable(
  files: FileSystem,
  path: string,
  argv: readonly string[],
  who: Credentials,
  depth = 0,
): Executable {
  const place = files.locate(path, who);
  if (typeof place === 'string')
    return { ok: false, why: place === 'EACCES' || place === 'ENOTDIR' ? place : 'ENOENT', path };
  const node = place.node;
  if (!node) return { ok: false, why: 'ENOENT', path };
  if (node.type !== 'file') return { ok: false, why: 'EISDIR', path };
  if (!may(who, node, 1)) return { ok: false, why: 'EACCES', path };
  if (node.program) return { ok: true, program: node.program, argv, path };
  if (!node.content.startsWith('#!')) return { ok: false, why: 'ENOEXEC', path };
  const [line = ''] = node.content.slice(2).split('\n', 1);
  const words = interpreterLine(line);
  const interpreter = words[0] ?? '';
  if (depth >= MOST_INTERPRETERS) return { ok: false, why: 'ENOEXEC', path };
  const loaded = loadExecutable(
    files,
    absolute('/', interpreter),
    [interpreter, ...words.slice(1), path, ...argv.slice(1)],
    who,
    depth + 1,
  );
  return loaded.ok ? loaded : { ok: false, why: 'no-interpreter', path };
}

/** A script's first line: the interpreter and at most one argument; a carriage return belongs to the name. */
function interpreterLine(line: string): string[] {
  const trimmed = line.replace(/^[ \t]+/, '').replace(/[ \t]+$/, '');
  const space = trimmed.search(/[ \t]/);
  return space < 0 ? [trimmed] : [trimmed.slice(0, space), trimmed.slice(space).replace(/^[ \t]+/, '')];
}

/** The first file of PATH with that name which `who` may execute; a name with a slash is itself. */
export function searchPath(
  files: FileSystem,
  name: string,
  path: string,
  cwd: string,
  who: Credentials,
): string | undefined {
  if (name.includes('/')) return absolute(cwd, name);
  for (const directory of path.split(':')) {
    const candidate = absolute(cwd, `${directory || '.'}/${name}`);
    const place = files.locate(candidate, who);
    if (typeof place !== 'string' && place.node?.type === 'file' && may(who, place.node, 1)) return candidate;
  }
  return undefined;
}

/**
 * What runc's init would run for a container's or an exec's argv, or why it fails before the process starts.
 * A file that is found but cannot be executed (no interpreter line, or one that is missing) starts, says so and exits 255.
 * @source opencontainers/runc libcontainer/standard_init_linux.go; go os/exec LookPath; recorded: command/*
 */
export function resolveCommand(
  files: FileSystem,
  argv: readonly string[],
  path: string,
  cwd: string,
  who: Credentials,
): Extract<Executable, { ok: true }> | StartFailure {
  const name = argv[0] ?? '';
  const failure = (why: StartFailure['why'], message: string): StartFailure => ({
    started: false,
    why,
    message: `exec: "${name}": ${message}`,
  });
  const found = searchPath(files, name, path, cwd, who);
  if (found === undefined) return failure('not-found', 'executable file not found in $PATH');
  const loaded = loadExecutable(files, found, argv, who);
  if (loaded.ok) return loaded;
  switch (loaded.why) {
    case 'EISDIR':
      return failure('is-directory', 'is a directory');
    case 'EACCES':
      return failure(
        'permission-denied',
        typeof files.locate(found, who) === 'string' ? `stat ${name}: permission denied` : 'permission denied',
      );
    case 'ENOTDIR':
      return failure('not-found', `stat ${name}: not a directory`);
    case 'ENOENT':
      return failure('not-found', `stat ${name}: no such file or directory`);
    case 'ENOEXEC':
      return {
        ok: true,
        argv,
        path: found,
        program: (process) => saysNo(process, `exec ${name}: exec format error\n`),
      };
    case 'no-interpreter':
      return {
        ok: true,
        argv,
        path: found,
        program: (process) => saysNo(process, `exec ${name}: no such file or directory\n`),
      };
  }
}

function* saysNo(process: Process, line: string): Task<number> {
  yield* process.fds.get(2)!.write(line);
  return 255;
}
