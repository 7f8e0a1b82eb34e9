import type { OpenFile } from '../../process.ts';
import { nodeAt } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import {
  fail,
  isBad,
  LineReader,
  openInput,
  out,
  parse,
  usage,
  type Applets,
  type Call,
  type Options,
} from '../applet.ts';
import { compileRegex, type Regex } from '../regex.ts';

/** Finds a match in a line; `word` must not touch letters, `line` be the whole. */
type Finder = (line: string, from: number) => readonly [number, number] | undefined;

const isWord = (c: string): boolean => /[A-Za-z0-9_]/.test(c);

function finder(
  patterns: readonly string[],
  options: Options,
  kind: 'fixed' | 'basic' | 'extended',
): Finder | { readonly bad: string } {
  const ignoreCase = options.given.has('i');
  const regexes: (Regex | string)[] = [];
  for (const pattern of patterns) {
    if (kind === 'fixed') {
      regexes.push(ignoreCase ? pattern.toLowerCase() : pattern);
      continue;
    }
    const regex = compileRegex(pattern, { extended: kind === 'extended', ignoreCase });
    if (typeof regex === 'string') return { bad: pattern };
    regexes.push(regex);
  }
  const once = (regex: Regex | string, line: string, from: number): readonly [number, number] | undefined => {
    if (typeof regex === 'string') {
      const at = (ignoreCase ? line.toLowerCase() : line).indexOf(regex, from);
      return at < 0 ? undefined : [at, at + regex.length];
    }
    const match = regex.exec(line, from);
    return match ? [match[0]!, match[1]!] : undefined;
  };
  const fits = (line: string, [from, to]: readonly [number, number]): boolean =>
    (!options.given.has('x') || (from === 0 && to === line.length)) &&
    (!options.given.has('w') || (!isWord(line.charAt(from - 1) || ' ') && !isWord(line.charAt(to) || ' ')));
  return (line, start) => {
    let best: readonly [number, number] | undefined;
    for (const regex of regexes)
      for (let from = start; from <= line.length;) {
        const found = once(regex, line, from);
        if (!found) break;
        if (fits(line, found)) {
          if (!best || found[0] < best[0] || (found[0] === best[0] && found[1] > best[1])) best = found;
          break;
        }
        from = found[0] + 1;
      }
    return best;
  };
}

/** grep, egrep, fgrep. @source busybox 1.35 findutils/grep.c */
function* grep(call: Call): Task<number> {
  const options = parse(call.args, 'lnqvscFiHhe:f:LorRm:wxA:B:C:EaIz', { quiet: 'q', 'ignore-case': 'i', color: 'a' });
  if (isBad(options)) return (yield* usage(call, options)) + 1;
  const { given } = options;
  const patterns = [...(given.get('e') ?? [])];
  for (const path of given.get('f') ?? []) {
    const file = openInput(call, path);
    if (typeof file === 'string') return yield* fail(call, `${path}: ${file}`, 2);
    const reader = new LineReader(file);
    for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) patterns.push(line);
    reader.close();
  }
  let paths = options.rest;
  if (!given.has('e') && !given.has('f')) {
    const [pattern, ...rest] = paths;
    if (pattern === undefined) return (yield* usage(call)) + 1;
    patterns.push(pattern);
    paths = rest;
  }
  const kind =
    given.has('F') || call.called === 'fgrep'
      ? 'fixed'
      : given.has('E') || call.called === 'egrep'
        ? 'extended'
        : 'basic';
  const find = finder(
    patterns.flatMap((pattern) => pattern.split('\n')),
    options,
    kind,
  );
  if (typeof find !== 'function') return yield* fail(call, `bad regex '${find.bad}'`, 2);
  const recursive = given.has('r') || given.has('R');
  const files = recursive ? paths.flatMap((path) => filesBelow(call, path)) : paths;
  const named =
    !given.has('h') &&
    (given.has('H') || paths.length > 1 || (recursive && nodeAt(call.process, paths[0] ?? '')?.type === 'directory'));
  let matched = false;
  let trouble = false;
  for (const path of files.length > 0 || paths.length > 0 ? files : ['-']) {
    if (path !== '-' && nodeAt(call.process, path)?.type === 'directory') continue;
    const file = openInput(call, path);
    if (typeof file === 'string') {
      trouble = true;
      if (!given.has('s')) yield* fail(call, `${path}: ${file}`);
      continue;
    }
    const count = yield* search(
      call,
      file,
      named ? `${path === '-' ? '(standard input)' : path}` : undefined,
      options,
      find,
    );
    file.close();
    if (count > 0) matched = true;
    if (count > 0 && given.has('q')) return 0;
    if (given.has('l') && count > 0) yield* out(call, `${path === '-' ? '(standard input)' : path}\n`);
    if (given.has('L') && count === 0) yield* out(call, `${path === '-' ? '(standard input)' : path}\n`);
  }
  return trouble ? 2 : matched ? 0 : 1;
}

function filesBelow(call: Call, path: string): string[] {
  const node = nodeAt(call.process, path);
  if (node?.type !== 'directory') return [path];
  return [...node.entries.keys()]
    .sort()
    .flatMap((name) => filesBelow(call, path.endsWith('/') ? path + name : `${path}/${name}`));
}

/** @returns how many lines were selected */
function* search(call: Call, file: OpenFile, name: string | undefined, { given }: Options, find: Finder): Task<number> {
  const quiet = given.has('q') || given.has('l') || given.has('L') || given.has('c');
  const around = given.get('C')?.[0];
  const before = Number(given.get('B')?.[0] ?? around ?? '0');
  const after = Number(given.get('A')?.[0] ?? around ?? '0');
  const most = Number(given.get('m')?.[0] ?? 'Infinity');
  const prefix = (number: number, mark: string): string =>
    `${name === undefined ? '' : name + mark}${given.has('n') ? `${number}${mark}` : ''}`;
  const reader = new LineReader(file);
  const held: { readonly number: number; readonly line: string }[] = [];
  let selected = 0;
  let trailing = 0;
  let lastShown = 0;
  let number = 0;
  if (most === 0) return 0;
  for (let line = yield* reader.next(); line !== undefined; line = yield* reader.next()) {
    number++;
    const wait = call.process.work(1);
    if (wait) yield wait;
    const match = find(line, 0);
    if ((match !== undefined) !== given.has('v')) {
      selected++;
      if (given.has('q') || given.has('l') || given.has('L')) return selected;
      if (!quiet) {
        const firstShown = held[0]?.number ?? number;
        if ((before > 0 || after > 0) && lastShown > 0 && firstShown > lastShown + 1) yield* out(call, '--\n');
        for (const earlier of held) yield* out(call, `${prefix(earlier.number, '-')}${earlier.line}\n`);
        held.length = 0;
        if (given.has('o')) {
          for (let found = given.has('v') ? undefined : match; found;) {
            if (found[1] > found[0] && !(yield* out(call, `${prefix(number, ':')}${line.slice(found[0], found[1])}\n`)))
              return selected;
            found = found[1] >= line.length ? undefined : find(line, Math.max(found[1], found[0] + 1));
          }
        } else if (!(yield* out(call, `${prefix(number, ':')}${line}\n`))) return selected;
        lastShown = number;
        trailing = after;
      }
      if (selected >= most && trailing === 0) break;
      continue;
    }
    if (quiet) continue;
    if (trailing > 0) {
      trailing--;
      lastShown = number;
      yield* out(call, `${prefix(number, '-')}${line}\n`);
      if (selected >= most && trailing === 0) break;
    } else if (before > 0) {
      held.push({ number, line });
      if (held.length > before) held.shift();
    }
  }
  if (given.has('c')) yield* out(call, `${name === undefined ? '' : `${name}:`}${selected}\n`);
  return selected;
}

export const searching: Applets = { grep, egrep: grep, fgrep: grep };
