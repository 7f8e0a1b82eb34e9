import { openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import {
  fail,
  isBad,
  isDirectory,
  LineReader,
  openInput,
  out,
  parse,
  usage,
  type Applets,
  type Call,
} from '../applet.ts';

/** uniq [-cduiz] [-f fields] [-s characters] [-w characters] [input [output]]. @source busybox 1.35 coreutils/uniq.c */
function* uniq(call: Call): Task<number> {
  const options = parse(call.args, 'cduf:s:w:iz');
  if (isBad(options)) return yield* usage(call, options);
  const { given } = options;
  const number = (letter: string): number => Number(given.get(letter)?.at(-1) ?? (letter === 'w' ? Infinity : 0));
  for (const letter of 'fsw')
    if (given.has(letter) && !/^\d+$/.test(given.get(letter)?.at(-1) ?? ''))
      return yield* fail(call, `invalid number '${given.get(letter)?.at(-1) ?? ''}'`);
  const [fields, from, width] = [number('f'), number('s'), number('w')];
  const key = (line: string): string => {
    let rest = line;
    for (let i = 0; i < fields && rest !== ''; i++) rest = rest.replace(/^[ \t]*[^ \t]*/, '');
    rest = rest.slice(from).slice(0, width);
    return given.has('i') ? rest.toLowerCase() : rest;
  };
  const [path = '-', output = '-', more] = options.rest;
  const input = openInput(call, path);
  if (typeof input === 'string') return yield* fail(call, `can't open '${path}': ${input}`);
  if (more !== undefined) return yield* usage(call);
  if (output !== '-') {
    const file = openPath(call.process, output, { write: true, create: true, truncate: true });
    if (typeof file === 'string') return yield* fail(call, `can't open '${output}': ${STRERROR[file]}`);
    call.process.fds.get(1)?.close();
    call.process.fds.set(1, file);
  }
  const reader = new LineReader(input);
  const end = given.has('z') ? '\0' : '\n';
  let previous = yield* reader.next();
  while (previous !== undefined) {
    const wanted = key(previous);
    let times = 1;
    let line = yield* reader.next();
    for (; line !== undefined && key(line) === wanted; line = yield* reader.next()) {
      times++;
      const wait = call.process.work(1);
      if (wait) yield wait;
    }
    if (!given.has(times > 1 ? 'u' : 'd')) {
      const count = given.has('c') ? `${String(times).padStart(7)} ` : '';
      if (!(yield* out(call, `${count}${previous.split('\0', 1)[0] ?? ''}${end}`))) return 1;
    }
    const wait = call.process.work(1);
    if (wait) yield wait;
    previous = line;
  }
  reader.close();
  return isDirectory(input) ? yield* fail(call, `${options.rest.length > 0 ? path : '(null)'}: I/O error`) : 0;
}

export const comparingNeighbours: Applets = { uniq };
