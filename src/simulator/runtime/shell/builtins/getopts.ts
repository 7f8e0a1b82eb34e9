import type { Task } from '../../../task.ts';
import { write } from '../output.ts';
import type { Shell } from '../shell.ts';

/** getopts letters name [args]: one option a call; OPTIND is the next argument, a bundle is walked letter by letter. */
function* next(shell: Shell, args: readonly string[]): Task<number> {
  const [, letters, name] = args;
  if (letters === undefined || name === undefined) shell.fail('usage: getopts optstring var [arg]');
  const words = args.length > 3 ? args.slice(3) : shell.parameters;
  let index = Math.max(1, Number(shell.variables.get('OPTIND') ?? '1') || 1);
  const word = words[index - 1];
  const finish = (value: string, argument: string | undefined, nextIndex: number, at: number): void => {
    shell.assign(name, value);
    if (argument === undefined) shell.variables.unset('OPTARG');
    else shell.assign('OPTARG', argument);
    shell.assign('OPTIND', String(nextIndex));
    shell.optionAt = at;
  };
  let at = shell.optionAt;
  if (at === 0) {
    if (word === undefined || !word.startsWith('-') || word === '-') {
      finish('?', undefined, index, 0);
      return 1;
    }
    if (word === '--') {
      finish('?', undefined, index + 1, 0);
      return 1;
    }
    at = 1;
  }
  const option = word?.charAt(at) ?? '';
  const silent = letters.startsWith(':');
  const known = option !== ':' && letters.includes(option);
  const last = at + 1 >= (word?.length ?? 0);
  if (!known) {
    if (!silent) yield* write(shell.process, `Illegal option -${option}\n`, 2);
    finish('?', silent ? option : undefined, last ? index + 1 : index, last ? 0 : at + 1);
    return 0;
  }
  if (letters.charAt(letters.indexOf(option) + 1) !== ':') {
    finish(option, undefined, last ? index + 1 : index, last ? 0 : at + 1);
    return 0;
  }
  index++;
  if (!last) finish(option, word?.slice(at + 1), index, 0);
  else if (words[index - 1] !== undefined) finish(option, words[index - 1], index + 1, 0);
  else if (silent) finish(':', option, index, 0);
  else {
    yield* write(shell.process, `No arg for -${option} option\n`, 2);
    finish('?', undefined, index, 0);
  }
  return 0;
}

export const getopts = { getopts: next };
