import type { Shell } from '../shell.ts';

/**
 * Takes the option letters behind a builtin's name; one that is not among `letters` ends a script.
 * @returns the letters as they came, and the words behind them ("--" is none)
 * @source busybox 1.35 shell/ash.c nextopt
 */
export function takeOptions(
  shell: Shell,
  args: readonly string[],
  letters = '',
): { readonly given: string; readonly rest: readonly string[] } {
  let given = '';
  for (let at = 1; ; at++) {
    const word = args[at];
    if (word === undefined || !word.startsWith('-') || word === '-') return { given, rest: args.slice(at) };
    if (word === '--') return { given, rest: args.slice(at + 1) };
    for (const letter of word.slice(1))
      if (letters.includes(letter)) given += letter;
      else shell.fail(`illegal option -${letter}`);
  }
}
