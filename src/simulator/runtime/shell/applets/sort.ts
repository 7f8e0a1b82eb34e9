import { openPath, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, LineReader, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { MONTHS } from '../dates.ts';

interface Key {
  readonly from: number;
  readonly fromCharacter: number;
  readonly to: number;
  readonly toCharacter: number;
  readonly flags: string;
}

/** -k F[.C][flags][,F[.C][flags]] */
function parseKey(text: string): Key | undefined {
  const found = /^([1-9]\d*)(?:\.([1-9]\d*))?([bdfghinrMV]*)(?:,([1-9]\d*)(?:\.([1-9]\d*))?([bdfghinrMV]*))?$/.exec(
    text,
  );
  if (!found) return undefined;
  return {
    from: Number(found[1]),
    fromCharacter: Number(found[2] ?? '1'),
    to: found[4] === undefined ? Infinity : Number(found[4]),
    toCharacter: Number(found[5] ?? '0'),
    flags: (found[3] ?? '') + (found[6] ?? ''),
  };
}

/** Where the fields of a line begin and end; without a separator, blanks in front belong to a field. */
function fieldBounds(line: string, separator: string | undefined): readonly (readonly [number, number])[] {
  const bounds: (readonly [number, number])[] = [];
  let at = 0;
  if (separator !== undefined) {
    for (;;) {
      const end = line.indexOf(separator, at);
      if (end < 0) break;
      bounds.push([at, end]);
      at = end + 1;
    }
    bounds.push([at, line.length]);
    return bounds;
  }
  while (at < line.length) {
    let end = at;
    while (end < line.length && ' \t'.includes(line.charAt(end))) end++;
    while (end < line.length && !' \t'.includes(line.charAt(end))) end++;
    bounds.push([at, end]);
    at = end;
  }
  return bounds;
}

function keyText(line: string, key: Key, separator: string | undefined): string {
  const bounds = fieldBounds(line, separator);
  const first = bounds[key.from - 1];
  if (!first) return '';
  let from = first[0];
  if (key.flags.includes('b') || separator === undefined)
    while (key.flags.includes('b') && from < first[1] && ' \t'.includes(line.charAt(from))) from++;
  from += key.fromCharacter - 1;
  const last = key.to === Infinity ? undefined : bounds[key.to - 1];
  const to = last ? (key.toCharacter > 0 ? Math.min(last[1], last[0] + key.toCharacter) : last[1]) : line.length;
  return line.slice(from, Math.max(from, to));
}

const leading = (text: string): number => Number.parseFloat(text) || 0;
const UNITS = 'KMGTPE';
const human = (text: string): number =>
  leading(text) * 1024 ** (UNITS.indexOf((/^\s*-?[\d.]+([KMGTPEk])/.exec(text)?.[1] ?? ' ').toUpperCase()) + 1);
const month = (text: string): number =>
  MONTHS.findIndex((name) => text.trim().slice(0, 3).toLowerCase() === name.toLowerCase());

/** Versions: digits compare as numbers. */
function versions(a: string, b: string): number {
  const [x, y] = [a.match(/\d+|\D+/g) ?? [], b.match(/\d+|\D+/g) ?? []];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const [p = '', q = ''] = [x[i], y[i]];
    const numbers = /^\d/.test(p) && /^\d/.test(q);
    const order = numbers ? Number(p) - Number(q) : p < q ? -1 : p > q ? 1 : 0;
    if (order !== 0) return order;
  }
  return 0;
}

function compare(a: string, b: string, flags: string): number {
  if (flags.includes('n')) return leading(a) - leading(b);
  if (flags.includes('h')) return human(a) - human(b);
  if (flags.includes('g')) return leading(a) - leading(b);
  if (flags.includes('M')) return month(a) - month(b);
  if (flags.includes('V')) return versions(a, b);
  let [x, y] = [a, b];
  if (flags.includes('b')) [x, y] = [x.trimStart(), y.trimStart()];
  if (flags.includes('d')) [x, y] = [x.replace(/[^A-Za-z0-9 \t]/g, ''), y.replace(/[^A-Za-z0-9 \t]/g, '')];
  if (flags.includes('f')) [x, y] = [x.toUpperCase(), y.toUpperCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** sort [-nrgMVhfdbucsz] [-t separator] [-k key] [-o file] files. @source busybox 1.35 coreutils/sort.c */
function* sort(call: Call): Task<number> {
  const options = parse(call.args, 'ngMucszbrdfihVmS:T:o:k:t:', {
    reverse: 'r',
    'numeric-sort': 'n',
    unique: 'u',
    key: 'k',
  });
  if (isBad(options)) return (yield* usage(call, options)) + 1;
  const letters = [...options.given.keys()].filter((letter) => 'nghMVfdbri'.includes(letter)).join('');
  const keys: Key[] = [];
  for (const text of options.given.get('k') ?? []) {
    const key = parseKey(text);
    if (!key) return yield* fail(call, /^[1-9]/.test(text) ? 'unknown key option' : 'bad field specification', 2);
    keys.push(key);
  }
  const separator = options.given.get('t')?.[0];
  const lines: string[] = [];
  for (const path of options.rest.length > 0 ? options.rest : ['-']) {
    const file = openInput(call, path);
    if (typeof file === 'string') return yield* fail(call, `${path}: ${file}`, 2);
    const reader = new LineReader(file);
    for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) lines.push(line);
    reader.close();
    if (options.given.has('z'))
      lines.push(
        ...lines
          .splice(0)
          .join('\n')
          .split('\0')
          .filter((item) => item !== ''),
      );
    const wait = call.process.work(lines.length);
    if (wait) yield wait;
  }
  const byKeys = (a: string, b: string): number => {
    for (const key of keys.length > 0 ? keys : [undefined]) {
      const flags = key && key.flags.replace('b', '') !== '' ? key.flags : letters;
      const order = key ? compare(keyText(a, key, separator), keyText(b, key, separator), flags) : compare(a, b, flags);
      if (order !== 0) return flags.includes('r') ? -order : order;
    }
    return 0;
  };
  const whole = (a: string, b: string): number => {
    const order = byKeys(a, b);
    if (order !== 0 || options.given.has('s')) return order;
    const plain = a < b ? -1 : a > b ? 1 : 0;
    return letters.includes('r') ? -plain : plain;
  };
  if (options.given.has('c')) {
    for (let i = 1; i < lines.length; i++) {
      const order = whole(lines[i - 1]!, lines[i]!);
      if (order > 0 || (order === 0 && options.given.has('u'))) {
        yield* call.process.fds.get(2)!.write(`Check line ${i}\n`);
        return 1;
      }
    }
    return 0;
  }
  lines.sort(whole);
  const kept = options.given.has('u') ? lines.filter((line, i) => i === 0 || byKeys(lines[i - 1]!, line) !== 0) : lines;
  const text = kept.map((line) => `${line}${options.given.has('z') ? '\0' : '\n'}`).join('');
  const target = options.given.get('o')?.[0];
  if (target === undefined) yield* out(call, text);
  else {
    const file = openPath(call.process, target, { write: true, create: true, truncate: true });
    if (typeof file === 'string') return yield* fail(call, `${target}: ${STRERROR[file]}`);
    yield* file.write(text);
    file.close();
  }
  return 0;
}

export const sorting: Applets = { sort };
