import { nodeAt, now, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { calendar, formatDate } from '../dates.ts';
import { parseDate } from '../parse-date.ts';

/** What -I may ask for; the beginning of a word will do. */
const ISO_SHAPES: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H+00:00',
  minutes: '%Y-%m-%dT%H:%M+00:00',
  seconds: '%Y-%m-%dT%H:%M:%S+00:00',
  ns: '%Y-%m-%dT%H:%M:%S,000000000+00:00',
};

/** MMDDhhmm[[YY]YY][.ss], with the year in front as -d takes it. */
const yearFirst = (text: string): string => text.replace(/^(\d{8})(\d\d|\d{4})(?=$|\.)/, '$2$1');

/** date [-u] [-d text [-D format]] [-r file] [-R | -I[detail]] [+format]. @source busybox 1.35 coreutils/date.c */
function* date(call: Call): Task<number> {
  // -I takes what it is to show only right behind it
  let detail = '';
  const args = call.args.map((arg) => {
    if (!/^-I./.test(arg)) return arg;
    detail = arg.slice(2);
    return '-I';
  });
  const options = parse(args, 'Rs:ud:r:ID:', {
    'rfc-822': 'R',
    'rfc-2822': 'R',
    set: 's',
    utc: 'u',
    date: 'd',
    reference: 'r',
  });
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  const iso = Object.keys(ISO_SHAPES).find((name) => name.startsWith(detail));
  if ((given.has('R') && given.has('I')) || (given.has('d') && given.has('s')) || iso === undefined)
    return yield* usage(call);
  const words = [...options.rest];
  const format = words[0]?.startsWith('+') ? words.shift()?.slice(1) : undefined;
  const shown = given.get('d')?.at(-1);
  const wanted = shown ?? given.get('s')?.at(-1) ?? words.shift();
  if (words.length > 0) return yield* usage(call);
  let time = now(call.process);
  const path = given.get('r')?.at(-1);
  if (path !== undefined) {
    const node = nodeAt(call.process, path);
    if (!node || node.type === 'link') return yield* fail(call, `can't stat '${path}': ${STRERROR.ENOENT}`);
    time = node.modified;
  }
  if (wanted !== undefined) {
    const midnight = { ...calendar(time), hour: 0, minute: 0, second: 0 };
    const sets = !given.has('d') && !given.has('s');
    const parsed = parseDate(sets ? yearFirst(wanted) : wanted, midnight, given.get('D')?.at(-1));
    if (parsed === undefined) return yield* fail(call, `invalid date '${wanted}'`);
    time = parsed;
    if (shown === undefined) yield* fail(call, `can't set date: ${STRERROR.EPERM}`);
  }
  const otherwise = given.has('R')
    ? '%a, %d %b %Y %H:%M:%S %z'
    : given.has('I')
      ? ISO_SHAPES[iso]!
      : '%a %b %e %H:%M:%S %Z %Y';
  const text = formatDate(format ?? otherwise, time);
  call.process.owe(text.length);
  yield* out(call, `${text}\n`);
  return 0;
}

export const dates: Applets = { date };
