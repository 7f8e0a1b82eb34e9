import type { Task } from '../../../task.ts';
import { toNumber } from '../strtod.ts';
import { isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';

/** The digits before and behind the point, its own place counted with the latter. */
function digits(text: string): readonly [number, number] {
  const dot = text.indexOf('.');
  return dot < 0 ? [text.length, 0] : [dot, text.length - dot];
}

/** seq [-w] [-s separator] [first [step]] last. @source busybox 1.35 coreutils/seq.c */
function* seq(call: Call): Task<number> {
  const options = parse(call.args, '+ws:');
  const words = isBad(options) ? [] : options.rest;
  const numbers = words.map(toNumber);
  if (isBad(options) || words.length === 0 || words.length > 3 || numbers.includes(undefined))
    return yield* usage(call, options);
  const last = numbers.at(-1)!;
  const first = numbers.length > 1 ? numbers[0]! : 1;
  const step = numbers.length > 2 ? numbers[1]! : 1;
  let width = Math.max(...words.map((word) => digits(word)[0]));
  const places = Math.max(0, ...words.slice(0, -1).map((word) => digits(word)[1])) - 1;
  if (places > 0) width += places + 1;
  const format = (value: number): string => {
    if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
    const plain = Math.abs(value).toFixed(Math.max(0, places));
    const sign = value < 0 ? '-' : '';
    return sign + (options.given.has('w') ? plain.padStart(width - sign.length, '0') : plain);
  };
  const separator = options.given.get('s')?.at(-1) ?? '\n';
  let held = '';
  let count = 0;
  for (let value = first; step >= 0 ? value <= last : value >= last; value = first + count * step) {
    held += (count++ > 0 ? separator : '') + format(value);
    if (held.length > 4096) {
      if (!(yield* out(call, held))) return 1;
      held = '';
    }
    const wait = call.process.work(1);
    if (wait) yield wait;
  }
  if (count > 0) yield* out(call, `${held}\n`);
  return 0;
}

export const sequence: Applets = { seq };
