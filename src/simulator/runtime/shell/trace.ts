import type { Shell } from './shell.ts';

/** A line of `set -x`: assignments and words, quoted where they need it. @source busybox 1.35 shell/ash.c evalcommand, maybe_single_quote */
export function traced(
  shell: Shell,
  assigned: readonly (readonly [string, string])[],
  args: readonly string[],
): string {
  const prompt = shell.variables.get('PS4') ?? '+ ';
  return `${prompt}${[...assigned.map(([name, value]) => `${name}=${quoteIfNeeded(value)}`), ...args.map(quoteIfNeeded)].join(' ')}\n`;
}

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
