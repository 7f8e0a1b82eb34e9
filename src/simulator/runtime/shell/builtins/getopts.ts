import type { Task } from '../../../task.ts';
import { write } from '../output.ts';
import type { Shell } from '../shell.ts';

/**
 * getopts letters name [args]: one option a call, at the shell's own place in its arguments. A bundle (-ab) is walked
 * letter by letter while OPTIND is already that of the next argument. @source busybox 1.35 shell/ash.c getopts
 */
function* next(shell: Shell, args: readonly string[]): Task<number> {
  const [, letters, name] = args;
  if (letters === undefined || name === undefined) shell.fail('usage: getopts optstring var [arg]');
  const words = args.length > 3 ? args.slice(3) : shell.parameters;
  let { index, letter } = shell.optionPlace;
  if (index > words.length + 1) {
    index = 1;
    letter = 0;
  }
  const bundle = words[index - 2] ?? '';
  const finish = (option: string, argument: string | undefined, at = 0): number => {
    if (argument === undefined) shell.variables.unset('OPTARG');
    else shell.assign('OPTARG', argument);
    shell.assign('OPTIND', String(index));
    shell.optionPlace = { index, letter: at };
    shell.assign(name, option);
    return 0;
  };
  let word = bundle;
  let at = letter;
  if (index <= 1 || at === 0 || at >= bundle.length) {
    word = words[index - 1] ?? '';
    at = 1;
    if (!/^-./.test(word)) return finish('?', undefined) + 1;
    index++;
    if (word === '--') return finish('?', undefined) + 1;
  }
  const option = word.charAt(at++);
  const silent = letters.startsWith(':') || shell.variables.get('OPTERR') === '0';
  const place = option === ':' ? -1 : letters.indexOf(option);
  if (place < 0) {
    if (!silent) yield* write(shell.process, `Illegal option -${option}\n`, 2);
    return finish('?', silent ? option : undefined, at);
  }
  if (letters.charAt(place + 1) !== ':') return finish(option, '', at);
  if (at < word.length) return finish(option, word.slice(at));
  const argument = words[index - 1];
  if (argument !== undefined) {
    index++;
    return finish(option, argument);
  }
  if (!silent) yield* write(shell.process, `No arg for -${option} option\n`, 2);
  return finish(silent ? ':' : '?', silent ? option : undefined, at);
}

export const getopts = { getopts: next };
