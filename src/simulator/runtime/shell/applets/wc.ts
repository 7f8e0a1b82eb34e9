import { STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, isDirectory, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';

/** In the order in which they are told; m counts bytes too, as no locale is set. */
const COUNTS = ['l', 'w', 'm', 'c', 'L'] as const;
type Counts = Record<(typeof COUNTS)[number], number>;
const none = (): Counts => ({ l: 0, w: 0, m: 0, c: 0, L: 0 });

/** wc [-clwmL] files. @source busybox 1.35 coreutils/wc.c */
function* wc(call: Call): Task<number> {
  const options = parse(call.args, 'lwmcL');
  if (isBad(options)) return yield* usage(call, options);
  const wanted = COUNTS.filter((letter) => options.given.has(letter));
  const columns = wanted.length > 0 ? wanted : (['l', 'w', 'c'] as const);
  const paths = options.rest.length > 0 ? options.rest : ['-'];
  // a single number of a single file stands alone, others are in columns
  const width = columns.length > 1 || paths.length > 1 ? 9 : 0;
  const show = (counts: Counts, name: string): string =>
    `${columns.map((column) => String(counts[column]).padStart(width)).join(' ')}${name}\n`;
  const total = none();
  let status = 0;
  for (const path of paths) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, `${path}: ${file}`);
      continue;
    }
    const counts = none();
    let inWord = false;
    let column = 0;
    const lineEnds = (): void => {
      counts.L = Math.max(counts.L, column);
      column = 0;
    };
    for (let text = yield* file.read(); text !== ''; text = yield* file.read()) {
      counts.c += text.length;
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i);
        const blank = code === 32 || (code >= 9 && code <= 13);
        if (code === 9) column = (column | 7) + 1;
        else if (blank && code !== 32 && code !== 11) lineEnds();
        else if (code >= 32 && code < 127) column++;
        else if (code !== 11) continue; // neither a character nor the end of a word
        if (code === 10) counts.l++;
        if (blank && inWord) counts.w++;
        inWord = !blank;
      }
      const wait = call.process.work(1 + (text.length >> 6));
      if (wait) yield wait;
    }
    lineEnds();
    if (inWord) counts.w++;
    counts.m = counts.c;
    const name = options.rest.length > 0 ? path : 'standard input';
    if (isDirectory(file)) status = yield* fail(call, `${name}: ${STRERROR.EISDIR}`);
    file.close();
    for (const key of COUNTS) total[key] = key === 'L' ? Math.max(total.L, counts.L) : total[key] + counts[key];
    yield* out(call, show(counts, options.rest.length > 0 ? ` ${path}` : ''));
  }
  if (paths.length > 1) yield* out(call, show(total, ' total'));
  return status;
}

export const counting: Applets = { wc };
