import { absolute, may } from '../../filesystem.ts';
import { look, nodeAt, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { write } from '../output.ts';
import type { Shell } from '../shell.ts';
import { takeOptions } from './options.ts';

/** A path with its dots taken out by their names, as `cd` without -P goes. */
function logical(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/'))
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  return `${path.startsWith('//') && !path.startsWith('///') ? '//' : '/'}${names.join('/')}`;
}

const here = (shell: Shell): string => shell.variables.get('PWD') ?? shell.process.cwd;

function* cd(shell: Shell, args: readonly string[]): Task<number> {
  const { given, rest } = takeOptions(shell, args, 'LP');
  const physical = given.endsWith('P');
  let target = rest[0] ?? shell.variables.get('HOME') ?? '';
  let tell = target === '-';
  if (tell) target = shell.variables.get('OLDPWD') ?? '';
  let chosen = target;
  if (!/^\.{0,2}(\/|$)/.test(target))
    for (const base of (shell.variables.get('CDPATH') ?? '').split(':')) {
      if (base === '' || nodeAt(shell.process, absolute(absolute(here(shell), base), target))?.type !== 'directory')
        continue;
      chosen = `${base}/${target}`;
      tell = true;
      break;
    }
  const wanted = logical(absolute(here(shell), chosen));
  const place = look(shell.process, wanted);
  const missing =
    typeof place === 'string'
      ? place
      : !place.node
        ? 'ENOENT'
        : place.node.type !== 'directory'
          ? 'ENOTDIR'
          : !may(shell.process.who, place.node, 1)
            ? 'EACCES'
            : undefined;
  if (missing !== undefined)
    shell.fail(`can't cd to ${target}: ${missing === 'ENOENT' ? STRERROR.ENOENT : STRERROR[missing]}`);
  const path = physical && typeof place !== 'string' ? place.path : wanted;
  shell.assign('OLDPWD', here(shell));
  shell.assign('PWD', path);
  shell.variables.export('OLDPWD');
  shell.variables.export('PWD');
  shell.process.cwd = typeof place === 'string' ? path : place.path;
  if (tell) yield* write(shell.process, `${path}\n`);
  return 0;
}

function* pwd(shell: Shell, args: readonly string[]): Task<number> {
  yield* write(
    shell.process,
    `${takeOptions(shell, args, 'LP').given.endsWith('P') ? shell.process.cwd : here(shell)}\n`,
  );
  return 0;
}

/** Builtins about the working directory. */
export const directories = { cd, chdir: cd, pwd };
