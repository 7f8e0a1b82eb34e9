import type { Task } from '../../../task.ts';
import { fail, isBad, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';

/** od [-c] [-b] [-x] [-A base] [-t type] [-N count]. */
function* od(call: Call): Task<number> {
  const options = parse(call.args, 'abcdfhilovxA:t:N:j:');
  if (isBad(options)) return yield* usage(call, options);
  const skip = Number(options.given.get('j')?.[0] ?? '0');
  const limit = skip + Number(options.given.get('N')?.[0] ?? 'Infinity');
  let bytes = '';
  let opened = false;
  let status = 0;
  for (const path of options.rest.length > 0 ? options.rest : ['-']) {
    const file = openInput(call, path);
    if (typeof file === 'string') {
      status = yield* fail(call, `${path}: ${file}`);
      continue;
    }
    opened = true;
    for (let text = yield* file.read(1024); text !== '' && bytes.length < limit; text = yield* file.read(1024))
      bytes += text;
    file.close();
  }
  if (!opened) return status;
  bytes = bytes.slice(skip, limit);
  const type =
    options.given.get('t')?.[0] ??
    (options.given.has('c')
      ? 'c'
      : options.given.has('b')
        ? 'o1'
        : options.given.has('x') || options.given.has('h')
          ? 'x2'
          : options.given.has('a')
            ? 'a'
            : 'o2');
  const radix = options.given.get('A')?.[0] ?? 'o';
  const address = (at: number): string =>
    radix === 'n' ? '' : (at + skip).toString(radix === 'x' ? 16 : radix === 'd' ? 10 : 8).padStart(7, '0');
  let previous = '';
  let starred = false;
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16);
    if (row === previous && at + 16 < bytes.length && !options.given.has('v')) {
      if (!starred) yield* out(call, '*\n');
      starred = true;
      continue;
    }
    starred = false;
    previous = row;
    yield* out(call, `${address(at)}${cells(row, type)}\n`);
  }
  if (radix !== 'n') yield* out(call, `${address(bytes.length)}\n`);
  return status;
}

const ESCAPES: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
};

function cells(row: string, type: string): string {
  const size = /\d/.test(type) ? Number(/\d/.exec(type)?.[0]) : type === 'c' || type === 'a' ? 1 : 4;
  let text = '';
  for (let i = 0; i < row.length; i += size) {
    let value = 0;
    for (let b = Math.min(size, row.length - i) - 1; b >= 0; b--) value = value * 256 + row.charCodeAt(i + b);
    if (type === 'c')
      text += (
        ESCAPES[value] ?? (value < 32 || value > 126 ? value.toString(8).padStart(3, '0') : String.fromCharCode(value))
      ).padStart(4);
    else if (type.startsWith('x')) text += ` ${value.toString(16).padStart(size * 2, '0')}`;
    else if (type.startsWith('d') || type.startsWith('u'))
      text += ` ${String(value).padStart(size === 1 ? 3 : size === 2 ? 5 : 10)}`;
    else text += ` ${value.toString(8).padStart(size === 1 ? 3 : size === 2 ? 6 : 11, '0')}`;
  }
  return text;
}

export const numbers: Applets = { od };
