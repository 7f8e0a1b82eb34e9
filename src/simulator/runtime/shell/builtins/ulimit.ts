import type { Task } from '../../../task.ts';
import { write } from '../output.ts';
import type { Shell } from '../shell.ts';

/** Resources by letter: how `ulimit -a` names them, and what a container has. @source busybox 1.35 shell/shell_common.c limits_help */
const RESOURCES: Readonly<Record<string, readonly [name: string, limit: string]>> = {
  c: ['core file size (blocks)', '0'],
  d: ['data seg size (kb)', 'unlimited'],
  e: ['scheduling priority', '0'],
  f: ['file size (blocks)', 'unlimited'],
  i: ['pending signals', 'unlimited'],
  l: ['max locked memory (kb)', '64'],
  m: ['max memory size (kb)', 'unlimited'],
  n: ['open files', '1048576'],
  q: ['POSIX message queues (bytes)', '819200'],
  r: ['real-time priority', '0'],
  s: ['stack size (kb)', '8192'],
  t: ['cpu time (seconds)', 'unlimited'],
  u: ['max user processes', 'unlimited'],
  v: ['virtual memory (kb)', 'unlimited'],
  x: ['file locks', 'unlimited'],
};

const allLimits = new WeakMap<Shell, Map<string, string>>();
function limitsOf(shell: Shell): Map<string, string> {
  let limits = allLimits.get(shell);
  if (!limits) {
    limits = new Map(Object.entries(RESOURCES).map(([letter, [, limit]]) => [letter, limit]));
    allLimits.set(shell, limits);
  }
  return limits;
}

/**
 * ulimit [-HSa] [-letter [limit]]…: limits are set and told in the order given; they bind nothing here.
 * @source busybox 1.35 shell/shell_common.c shell_builtin_ulimit
 */
function* ulimit(shell: Shell, args: readonly string[]): Task<number> {
  const limits = limitsOf(shell);
  const asked: [letter: string, limit: string | undefined][] = [];
  let all = false;
  for (let at = 1; at < args.length; at++) {
    const word = args[at]!;
    if (!word.startsWith('-')) {
      asked.push(['f', word]);
      continue;
    }
    for (let i = 1; i < word.length; i++) {
      const letter = word.charAt(i);
      if (letter === 'H' || letter === 'S') continue;
      if (letter === 'a') {
        all = true;
        continue;
      }
      if (!(letter in RESOURCES)) {
        yield* write(shell.process, `ulimit: invalid option -- '${letter}'\n`, 2);
        return 1;
      }
      const behind = word.slice(i + 1);
      const next = args[at + 1];
      asked.push([
        letter,
        behind !== '' ? behind : next === undefined || next.startsWith('-') ? undefined : args[++at],
      ]);
      break;
    }
  }
  const line = (letter: string): string => `${RESOURCES[letter]![0].padEnd(32)}(-${letter}) ${limits.get(letter)!}\n`;
  if (all) {
    yield* write(shell.process, Object.keys(RESOURCES).map(line).join(''));
    return 0;
  }
  for (const [letter, limit] of asked.length > 0 ? asked : ([['f', undefined]] as const)) {
    if (limit === undefined) yield* write(shell.process, asked.length > 1 ? line(letter) : `${limits.get(letter)!}\n`);
    else if (limit === 'unlimited' || /^\d+$/.test(limit)) limits.set(letter, limit);
    else {
      yield* write(shell.process, `${shell.arg0}: invalid number '${limit}'\n`, 2);
      return 1;
    }
  }
  return 0;
}

/** The builtin about what a process may use. */
export const limits = { ulimit };
