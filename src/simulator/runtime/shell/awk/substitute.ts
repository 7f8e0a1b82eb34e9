import type { Task } from '../../../task.ts';
import { RuntimeLimit } from '../../runtime-limit.ts';
import type { Match } from '../regex.ts';
import { MOST_TEXT } from './arithmetic.ts';
import type { Interpreter } from './interpreter.ts';
import { AwkSyntaxError, type Expression, type Target } from './syntax.ts';
import { toNumber, type Value } from './values.ts';

const LINE: Target = { type: 'field', index: { type: 'number', value: 0 } };

/** sub, gsub and gensub. @returns how often it was replaced; of gensub the new text @source busybox 1.35 editors/awk.c awk_sub */
export function* substitute(
  awk: Interpreter,
  name: 'sub' | 'gsub' | 'gensub',
  args: readonly Expression[],
): Task<Value> {
  const [first, second, ...more] = args;
  if (!first || !second) throw new AwkSyntaxError('Unexpected token');
  const groups = name === 'gensub';
  const regex = yield* awk.pattern(first);
  const template = awk.memory.text(yield* awk.evaluate(second));
  const how = groups ? yield* awk.evaluate(more.shift()!) : undefined;
  const only = name === 'sub' ? 1 : how === undefined ? 0 : Math.trunc(toNumber(how));
  const [third] = more;
  const settable = third?.type === 'variable' || third?.type === 'field' || third?.type === 'element';
  const target: Target = settable ? third : LINE;
  const text = awk.memory.text(yield* awk.evaluate(third ?? target));
  let result = '';
  let at = 0;
  let count = 0;
  for (let found = regex.exec(text, 0); found;) {
    const [start = 0, end = 0] = found;
    count++;
    result += text.slice(at, start);
    result += only > 0 && count !== only ? text.slice(start, end) : replacement(template, text, found, groups);
    if (result.length > MOST_TEXT) throw new RuntimeLimit('memory', MOST_TEXT);
    const wait = awk.call.process.work(1);
    if (wait) yield wait;
    at = end;
    if (count === only) break;
    if (start === end) {
      if (end >= text.length) break;
      result += text.charAt(end);
      at = end + 1;
    }
    if (at > text.length) break;
    found = regex.exec(text, at);
    if (found && found[0] === found[1] && found[0] === at && start !== end) {
      // an empty match right behind another is none
      if (at >= text.length) break;
      result += text.charAt(at);
      at++;
      found = regex.exec(text, at);
    }
  }
  result += text.slice(at);
  if (groups) return result;
  if (count > 0) yield* awk.store(target, result);
  return count;
}

/** & is what matched, and with `groups` \0 to \9 are its parts; of the backslashes before it every second counts. */
function replacement(template: string, text: string, match: Match, groups: boolean): string {
  let result = '';
  let backslashes = 0;
  for (const c of template) {
    result += c;
    if (c === '\\') {
      backslashes++;
      continue;
    }
    const digit = groups && c >= '0' && c <= '9';
    if (c === '&' || digit) {
      result = result.slice(0, result.length - ((backslashes + 3) >> 1));
      const group = digit ? Number(c) : 0;
      const plain = (backslashes + (digit ? 1 : 0)) % 2 === 1;
      result += plain ? c : text.slice(match[group * 2] ?? 0, match[group * 2 + 1] ?? 0);
    }
    backslashes = 0;
  }
  return result;
}
