import type { OpenFile } from '../../process.ts';
import { openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, LineReader, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';

/** Calls `use` for each line of the files (standard input without any). @returns 1 if one could not be opened */
export function* eachLine(
  call: Call,
  paths: readonly string[],
  use: (line: string, ended: boolean) => string | undefined,
): Task<number> {
  let status = 0;
  for (const path of paths.length > 0 ? paths : ['-']) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, `${path}: ${file}`);
      continue;
    }
    const reader = new LineReader(file);
    for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) {
      const wait = call.process.work(1);
      if (wait) yield wait;
      const text = use(line, reader.ended);
      if (text !== undefined && !(yield* out(call, text))) return 1;
    }
    reader.close();
  }
  return status;
}

/** tee [-a] files: what cannot be opened is told, the others go on. */
function* tee(call: Call): Task<number> {
  const options = parse(call.args, 'ai');
  if (isBad(options)) return yield* usage(call, options);
  const files: OpenFile[] = [];
  let status = 0;
  for (const path of options.rest) {
    const file =
      path === '-'
        ? call.process.fds.get(1)?.duplicate()
        : openPath(
            call.process,
            path,
            options.given.has('a')
              ? { write: true, append: true, create: true }
              : { write: true, create: true, truncate: true },
          );
    if (typeof file === 'string') status = yield* fail(call, `${path}: ${STRERROR[file]}`);
    else if (file) files.push(file);
  }
  const input = call.process.fds.get(0);
  for (let text = input ? yield* input.read() : ''; text !== ''; text = input ? yield* input.read() : '') {
    yield* out(call, text);
    for (const file of files) yield* file.write(text);
  }
  for (const file of files) file.close();
  return status;
}

function* rev(call: Call): Task<number> {
  return yield* eachLine(call, call.args, (line, ended) => `${[...line].reverse().join('')}${ended ? '\n' : ''}`);
}

/** nl [-b style] [-w width] [-s separator] [-v first] files. */
function* nl(call: Call): Task<number> {
  const options = parse(call.args, 'b:i:l:n:s:v:w:p');
  if (isBad(options)) return yield* usage(call, options);
  const value = (letter: string, otherwise: string): string => options.given.get(letter)?.[0] ?? otherwise;
  const width = Number(value('w', '6'));
  let number = Number(value('v', '1'));
  const style = value('b', 't');
  return yield* eachLine(call, options.rest, (line) => {
    const counted = style === 'a' || (style === 't' && line !== '');
    if (!counted) return `${' '.repeat(width)}${' '.repeat(value('s', '\t').length)}${line}\n`;
    const text = `${String(number).padStart(width)}${value('s', '\t')}${line}\n`;
    number += Number(value('i', '1'));
    return text;
  });
}

/** fold [-s] [-w width]. */
function* fold(call: Call): Task<number> {
  const options = parse(
    call.args.map((arg) => arg.replace(/^-(?=\d)/, '-w')),
    'bsw:',
  );
  if (isBad(options)) return yield* usage(call, options);
  const text = options.given.get('w')?.at(-1) ?? '80';
  if (!/^\d+$/.test(text)) return yield* fail(call, `invalid number '${text}'`);
  const width = Number(text);
  if (width < 1 || width > 10_000) return yield* fail(call, `number ${text} is not in 1..10000 range`);
  return yield* eachLine(call, options.rest, (line, ended) => {
    let rest = line;
    let text = '';
    while (rest.length > width) {
      const space = options.given.has('s') ? rest.slice(0, width).lastIndexOf(' ') : -1;
      const cut = space >= 0 ? space + 1 : width;
      text += `${rest.slice(0, cut)}\n`;
      rest = rest.slice(cut);
    }
    return text + rest + (ended ? '\n' : '');
  });
}

/** paste [-s] [-d delimiters] files. */
function* paste(call: Call): Task<number> {
  const options = parse(call.args, 'd:s');
  if (isBad(options)) return yield* usage(call, options);
  const delimiters =
    (options.given.get('d')?.[0] ?? '\t').replace(/\\n/g, '\n').replace(/\\t/g, '\t').replace(/\\0/g, '\0') || '\0';
  const delimiter = (i: number): string => delimiters.charAt(i % delimiters.length).replace('\0', '');
  const readers: LineReader[] = [];
  const stdin = call.process.fds.get(0);
  const shared = stdin && new LineReader(stdin);
  for (const path of options.rest.length > 0 ? options.rest : ['-']) {
    const file = path === '-' ? undefined : openInput(call, path);
    if (typeof file === 'string') return yield* fail(call, `${path}: ${file}`);
    const reader = file ? new LineReader(file) : shared;
    if (reader) readers.push(reader);
  }
  if (options.given.has('s')) {
    for (const reader of readers) {
      let text = '';
      let i = 0;
      for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next())
        text += (i++ > 0 ? delimiter(i - 2) : '') + line;
      yield* out(call, `${text}\n`);
    }
    return 0;
  }
  // a file that is over gives neither a line nor what would stand behind it, be it the end of the line
  for (;;) {
    let text = '';
    let at = 0;
    for (const [i, reader] of readers.entries()) {
      const line = yield* reader.next();
      if (line !== undefined) text += line + (i < readers.length - 1 ? delimiter(at++) : '\n');
    }
    if (text === '') return 0;
    yield* out(call, text);
  }
}

/** expand [-t stops]: tabs to spaces. */
function* expand(call: Call): Task<number> {
  const options = parse(call.args, 't:i');
  if (isBad(options)) return yield* usage(call, options);
  const text = options.given.get('t')?.at(-1) ?? '8';
  if (!/^\d+$/.test(text)) return yield* fail(call, `invalid number '${text}'`);
  const stop = Math.max(1, Number(text));
  return yield* eachLine(call, options.rest, (line, ended) => {
    let text = '';
    for (const c of line) text += c === '\t' ? ' '.repeat(stop - (text.length % stop)) : c;
    return text + (ended ? '\n' : '');
  });
}

export const filters: Applets = { tee, rev, nl, fold, paste, expand };
