import type { Regex } from '../regex.ts';
import type { SedCommand } from '../sed-script.ts';

/** s/…/…/: the changed text; undefined when nothing matched. */
export function substitute(
  command: SedCommand,
  find: (regex: Regex | undefined, text: string) => ReturnType<Regex['exec']>,
  space: string,
): string | undefined {
  const first = find(command.regex, space);
  if (!first) return undefined;
  let result = '';
  let at = 0;
  let count = 0;
  let changed = false;
  /** Where a match that took something ended: nothing matches right behind it. */
  let lastEnd = -1;
  const { which = 1 } = command.flags ?? {};
  for (let match: ReturnType<Regex['exec']> = first; match;) {
    const [start = 0, end = 0] = match;
    const emptyAfterMatch = start === end && start === lastEnd;
    result += space.slice(at, start);
    if (!emptyAfterMatch) {
      count++;
      if (which === 0 || count === which) {
        result += replacement(command.text, space, match);
        changed = true;
      } else result += space.slice(start, end);
    }
    at = end;
    if (end > start) lastEnd = end;
    if (changed && which > 0) break;
    if (start === end) {
      if (end >= space.length) break;
      result += space.charAt(end);
      at = end + 1;
    }
    match = at > space.length ? undefined : nextMatch(command, find, space, at);
  }
  return changed ? result + space.slice(at) : undefined;
}

/** A later match: `^` holds only at the beginning. */
function nextMatch(
  command: SedCommand,
  find: (regex: Regex | undefined, text: string) => ReturnType<Regex['exec']>,
  space: string,
  from: number,
): ReturnType<Regex['exec']> {
  if (command.regex) return command.regex.exec(space, from);
  const match = find(undefined, space.slice(from));
  return match?.map((at) => (at < 0 ? at : at + from));
}

/** &, \1 … \9, \n and case marks of a replacement. */
function replacement(template: string, space: string, match: readonly number[]): string {
  let result = '';
  for (let i = 0; i < template.length; i++) {
    const c = template.charAt(i);
    if (c === '&') result += space.slice(match[0], match[1]);
    else if (c === '\\' && i + 1 < template.length) {
      const next = template.charAt(++i);
      if (next >= '0' && next <= '9') {
        const start = match[2 * Number(next)] ?? -1;
        if (start >= 0) result += space.slice(start, match[2 * Number(next) + 1]);
      } else result += next === 'n' ? '\n' : next === 't' ? '\t' : next;
    } else result += c;
  }
  return result;
}
