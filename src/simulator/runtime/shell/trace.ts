import type { Task } from '../../task.ts';
import { expandText } from './expansion.ts';
import { write } from './output.ts';
import { Parser } from './parser.ts';
import type { Shell } from './shell.ts';
import { isKeyword } from './token-reader.ts';

/** Writes a line of `set -x`: PS4, then assignments and words, quoted where they need it. @source busybox 1.35 shell/ash.c evalcommand */
export function* trace(
  shell: Shell,
  assigned: readonly (readonly [string, string])[],
  args: readonly string[],
): Task<void> {
  let prompt = shell.variables.get('PS4') ?? '';
  if (/[$`\\]/.test(prompt)) {
    shell.options.delete('x'); // what PS4 runs is not told
    prompt = yield* expandText(shell, new Parser(prompt, shell.line, shell.aliases).readHereDocument(), 'none');
    shell.options.add('x');
  }
  const words = [
    ...assigned.map(([name, value]) => `${name}=${quoteIfNeeded(value)}`),
    ...args.map((word) => (isKeyword(word) ? singleQuote(word) : quoteIfNeeded(word))),
  ];
  yield* write(shell.process, `${prompt}${words.join(' ')}\n`, 2);
}

/** @source busybox 1.35 shell/ash.c maybe_single_quote */
function quoteIfNeeded(text: string): string {
  for (const c of text)
    if (c < '+' || (c >= ';' && c <= '?') || c === '[' || c === '\\' || c === '`' || c > 'z') return singleQuote(text);
  return text;
}

/** A text in single quotes; its own are put between double quotes. @example "it's" → 'it'"'"'s' */
export function singleQuote(text: string): string {
  let quoted = '';
  for (const piece of text.split(/('+)/)) {
    if (piece.startsWith("'")) quoted += `"${piece}"`;
    else if (piece !== '' || quoted === '') quoted += `'${piece}'`;
  }
  return quoted;
}
