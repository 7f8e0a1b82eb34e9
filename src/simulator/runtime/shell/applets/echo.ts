import { put, type Applets, type Call } from '../applet.ts';
import { unescape } from '../escapes.ts';
import type { Task } from '../../../task.ts';

/** echo [-neE] words. Options are only what is made of these letters alone. @source busybox 1.35 coreutils/echo.c */
function* echo(call: Call): Task<number> {
  let at = 0;
  let newline = true;
  let escapes = false;
  for (; at < call.args.length; at++) {
    const word = call.args[at]!;
    if (!/^-[neE]+$/.test(word)) break;
    for (const letter of word.slice(1))
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
  }
  let text = call.args.slice(at).join(' ');
  if (escapes) {
    const [expanded, stopped] = expandEscapes(text, 'echo');
    text = expanded;
    if (stopped) newline = false;
  }
  return yield* put(call, newline ? `${text}\n` : text);
}

/**
 * Backslash sequences of `echo -e` and printf's %b; \c ends the output.
 * @param octal - echo's octal numbers begin with 0, which is not counted among the three digits
 */
export function expandEscapes(text: string, octal: 'echo' | 'printf'): readonly [string, boolean] {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c !== '\\' || i + 1 === text.length) {
      result += c;
      continue;
    }
    const next = text.charAt(i + 1);
    if (next === 'c') return [result, true];
    const zero = octal === 'echo' && next === '0' && /[0-7]/.test(text.charAt(i + 2));
    const from = i + (zero ? 2 : 1);
    const [character, length] = unescape(text.slice(from, from + 3));
    result += character;
    i = length === 0 ? i : from + length - 1;
  }
  return [result, false];
}

export const printing: Applets = { echo };
