import type { Task } from '../../../task.ts';
import { fail, isBad, parse, usage, type Applets, type Call } from '../applet.ts';
import { compileRegex, type Regex } from '../regex.ts';
import { eachLine } from './filters.ts';

/** What is chosen, counted from 0. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** A list such as 1,3-5,7-; or what is wrong with it. */
function parseList(text: string): Range[] | string {
  const all: Range[] = [];
  for (const part of text.split(',')) {
    if (part === '') continue;
    const dash = part.indexOf('-');
    const [first, last] = dash < 0 ? [part, undefined] : [part.slice(0, dash), part.slice(dash + 1)];
    const wrong = [first, last ?? ''].find((end) => !/^\d*$/.test(end));
    if (wrong !== undefined) return `invalid number '${wrong}'`;
    const from = Math.max(0, Number(first) - 1);
    if (last !== undefined && last !== '' && Number(last) < from) return `${last}<${from}`;
    all.push({ from, to: last === undefined ? from : last === '' ? Infinity : Number(last) - 1 });
  }
  return all.length > 0 ? all : 'missing list of positions';
}

/** How fields are told apart and put together. */
interface Fields {
  readonly ranges: readonly Range[];
  readonly separator: string | Regex;
  readonly joined: string;
  /** -D: ranges in the order in which they were given. */
  readonly unsorted: boolean;
  /** -s */
  readonly onlySeparated: boolean;
}

/** @returns nothing for a line that is left out @source busybox 1.35 coreutils/cut.c cut_file */
function fieldsOf(line: string, { ranges, separator, joined, unsorted, onlySeparated }: Fields): string | undefined {
  const regex = typeof separator === 'string' ? undefined : separator;
  const chosen: string[] = [];
  let [range, at, start, end, field] = [0, 0, 0, 0, 0];
  for (;;) {
    if (end === line.length || field > ranges[range]!.to) {
      if (++range >= ranges.length) break;
      if (unsorted) [start, field, at] = [0, 0, 0];
      end = 0;
    }
    if (at === line.length) {
      if (range === 0 && field === 0 && !regex) {
        if (onlySeparated) return undefined;
      } else if (field < ranges[range]!.from) start = line.length;
      end = line.length;
    } else {
      if (regex) {
        const found = regex.exec(line, at);
        if (!found || found[1] === at) {
          at = line.length;
          continue;
        }
        [end = 0, at = 0] = found;
      } else {
        end = at++;
        if (line.charAt(end) !== separator) continue;
      }
      if (field++ < ranges[range]!.from) {
        start = at;
        continue;
      }
    }
    if (end !== start || !regex) chosen.push(line.slice(start, end));
    start = at;
    if (field === 0) break;
  }
  return `${chosen.join(joined)}\n`;
}

function charactersOf(line: string, ranges: readonly Range[]): string {
  const taken = new Set<number>();
  for (const { from, to } of ranges)
    for (let at = from; at < line.length; at++) {
      taken.add(at);
      if (at >= to) break;
    }
  return `${[...taken].map((at) => line.charAt(at)).join('')}\n`;
}

/** cut -c|-b|-f|-F list [-d delimiter] [-O delimiter] [-sD]. @source busybox 1.35 coreutils/cut.c */
function* cut(call: Call): Task<number> {
  const options = parse(call.args, 'b:c:f:d:O:sDF:n');
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  const kinds = ['b', 'c', 'f', 'F'].filter((letter) => given.has(letter));
  const [kind] = kinds;
  if (kinds.length > 1) return yield* usage(call);
  if (kind === undefined) return yield* fail(call, 'expected a list of bytes, characters, or fields');
  const byFields = kind === 'f' || kind === 'F';
  if (!byFields && given.has('s'))
    return yield* fail(call, 'suppressing non-delimited lines makes sense only when operating on fields');
  if (!byFields && given.has('d'))
    return yield* fail(call, 'a delimiter may be specified only when operating on fields');
  const ranges = parseList(given.get(kind)?.at(-1) ?? '');
  if (typeof ranges === 'string') return yield* fail(call, ranges);
  if (!given.has('D')) ranges.sort((a, b) => a.from - b.from);
  if (!byFields) return yield* eachLine(call, options.rest, (line) => charactersOf(line, ranges));
  const delimiter = given.get('d')?.at(-1) || (kind === 'F' ? '[[:space:]]+' : '\t');
  const separator = kind === 'F' ? compileRegex(delimiter, { extended: true }) : delimiter.charAt(0);
  const fields: Fields = {
    ranges,
    separator,
    joined: given.get('O')?.at(-1) ?? (kind === 'F' ? ' ' : delimiter),
    unsorted: given.has('D'),
    onlySeparated: given.has('s'),
  };
  if (separator !== '\n') return yield* eachLine(call, options.rest, (line) => fieldsOf(line, fields));
  let number = -1;
  return yield* eachLine(call, options.rest, (line) => {
    number++;
    return ranges.some(({ from, to }) => number >= from && number <= to) ? `${line}\n` : undefined;
  });
}

export const columns: Applets = { cut };
