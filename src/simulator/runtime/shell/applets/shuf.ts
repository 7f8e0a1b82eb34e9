import { openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { readWhole } from '../output.ts';

/** Numbers of a range that are mixed. */
const MOST_NUMBERS = 1_000_000;

/** shuf [-n number] [-o file] [-z] [file | -e words | -i L-H]. @source busybox 1.35 coreutils/shuf.c */
function* shuf(call: Call): Task<number> {
  const options = parse(call.args, 'ei:n:o:z');
  if (isBad(options)) return yield* usage(call, options);
  const { given, rest } = options;
  const range = given.get('i')?.at(-1);
  const wanted = given.get('n')?.at(-1);
  if (wanted !== undefined && !/^\d+$/.test(wanted)) return yield* fail(call, `invalid number '${wanted}'`);
  let lines: string[];
  if (given.has('e')) lines = [...rest];
  else if (range !== undefined) {
    const [low = NaN, high = NaN] = range.split('-').map(Number);
    if (!(low <= high && high - low < MOST_NUMBERS)) return yield* fail(call, `bad range '${range}'`);
    lines = Array.from({ length: high - low + 1 }, (_, i) => String(low + i));
  } else {
    const path = rest[0] ?? '-';
    const file = openInput(call, path);
    if (typeof file === 'string') return yield* fail(call, `${path}: ${file}`);
    const text = yield* readWhole(call.process, file);
    file.close();
    lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  }
  const count = Math.min(lines.length, Number(wanted ?? Infinity));
  for (let i = 0; i < count; i++) {
    const other = i + call.process.random.int(lines.length - i);
    [lines[i], lines[other]] = [lines[other]!, lines[i]!];
  }
  const mixed = lines
    .slice(0, count)
    .map((line) => line + (given.has('z') ? '\0' : '\n'))
    .join('');
  const target = given.get('o')?.at(-1);
  if (target === undefined) {
    yield* out(call, mixed);
    return 0;
  }
  const file = openPath(call.process, target, { write: true, create: true, truncate: true });
  if (typeof file === 'string') return yield* fail(call, `${target}: ${STRERROR[file]}`);
  yield* file.write(mixed);
  file.close();
  return 0;
}

export const mixing: Applets = { shuf };
