import type { Node } from '../../filesystem.ts';
import { nodeAt, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { changedRanges, type Range } from '../changed-ranges.ts';
import { readWhole } from '../output.ts';

const NO_NEWLINE = '\\ No newline at end of file\n';

interface DiffOptions {
  readonly has: (option: string) => boolean;
  readonly labels: readonly string[];
  readonly context: number;
  /** Of directories: the name to begin with. */
  readonly start: string;
}

/** diff [-qsiwbBrN] [-U lines] [-L label] file file: what BusyBox shows is unified. @source busybox 1.35 editors/diff.c */
function* diff(call: Call): Task<number> {
  const options = parse(call.args, 'abBdiNqrstTwuL:U:', { brief: 'q', unified: 'u', label: 'L', recursive: 'r' });
  if (isBad(options) || options.rest.length !== 2) return yield* usage(call, options);
  const { given, rest } = options;
  const chosen: DiffOptions = {
    has: (option) => given.has(option),
    labels: given.get('L') ?? [],
    context: Number(given.get('U')?.at(-1) ?? '3'),
    start: given.get('S')?.at(-1) ?? '',
  };
  const [first = '', second = ''] = rest;
  const typeOf = (path: string): string | undefined => (path === '-' ? 'file' : nodeAt(call.process, path)?.type);
  for (const path of rest) if (!typeOf(path)) return yield* fail(call, `can't stat '${path}': ${STRERROR.ENOENT}`, 2);
  const name = (path: string): string => path.split('/').at(-1) ?? '';
  if (typeOf(first) !== 'directory')
    return yield* compareFiles(
      call,
      first,
      typeOf(second) === 'directory' ? within(second, name(first)) : second,
      chosen,
    );
  if (typeOf(second) !== 'directory') return yield* compareFiles(call, within(first, name(second)), second, chosen);
  return yield* compareDirectories(call, first, second, chosen);
}

const within = (directory: string, name: string): string => `${directory.replace(/\/+$/, '')}/${name}`;

function* compareDirectories(call: Call, first: string, second: string, options: DiffOptions): Task<number> {
  const entries = [first, second].map((path) => {
    const node = nodeAt(call.process, path);
    return node?.type === 'directory' ? node.entries : new Map<string, Node>();
  });
  let status = 0;
  for (const name of [...new Set(entries.flatMap((names) => [...names.keys()]))].sort()) {
    if (name < options.start) continue;
    const paths = [within(first, name), within(second, name)] as const;
    const nodes = paths.map((path) => nodeAt(call.process, path));
    const directories = nodes.filter((node) => node?.type === 'directory').length;
    if (nodes.includes(undefined) && (directories > 0 || !options.has('N'))) {
      yield* out(call, `Only in ${nodes[0] ? first : second}: ${name}\n`);
      status = 1;
    } else if (directories === 1) status = yield* fail(call, `${paths[0]} and ${paths[1]}: a directory and a file`);
    else if (directories === 2 && !options.has('r'))
      yield* out(call, `Common subdirectories: ${paths[0]} and ${paths[1]}\n`);
    else if (directories === 2) status = Math.max(status, yield* compareDirectories(call, ...paths, options));
    else {
      const [a, b] = nodes.map((node, side) => (node ? paths[side as 0 | 1] : '/dev/null'));
      status = Math.max(status, yield* compareFiles(call, a!, b!, options));
    }
  }
  return status;
}

function* compareFiles(call: Call, first: string, second: string, options: DiffOptions): Task<number> {
  const { has, labels, context } = options;
  const same = first !== '-' && nodeAt(call.process, first) === nodeAt(call.process, second);
  const sides: string[][] = [];
  for (const path of [first, second]) {
    const file = openInput(call, path);
    if (typeof file === 'string') return yield* fail(call, `${path}: ${file}`, 2);
    sides.push((yield* readWhole(call.process, file)).match(/[^\n]*\n|[^\n]+$/g) ?? []);
    file.close();
  }
  if (same) return 0;
  const [a = [], b = []] = sides;
  const wait = call.process.work(a.length + b.length);
  if (wait) yield wait;
  const key = (line: string): string => {
    let text = line;
    if (has('w')) text = text.replace(/\s+/g, '');
    else if (has('b')) text = text.replace(/\s+/g, ' ').replace(/ $/, '');
    return has('i') ? text.toLowerCase() : text;
  };
  const isBlank = ({ from, to }: Range): boolean =>
    [...a.slice(from[0], to[0]), ...b.slice(from[1], to[1])].every((line) => line === '\n');
  const ranges = changedRanges(a.map(key), b.map(key)).filter((range) => !has('B') || !isBlank(range));
  if (ranges.length === 0) {
    if (has('s')) yield* out(call, `Files ${first} and ${second} are identical\n`);
    return 0;
  }
  if (has('q')) {
    yield* out(call, `Files ${first} and ${second} differ\n`);
    return 1;
  }
  yield* out(call, `--- ${labels[0] ?? first}\n+++ ${labels[1] ?? second}\n`);
  for (const hunk of hunks(ranges, context)) yield* out(call, shown(hunk, context, [a, b], options));
  return 1;
}

/** Ranges that share lines of context are one hunk. */
function hunks(ranges: readonly Range[], context: number): readonly (readonly Range[])[] {
  const all: Range[][] = [];
  for (const range of ranges) {
    const last = all.at(-1);
    const before = last?.at(-1);
    if (last && before && range.from[0] - before.to[0] <= 2 * context) last.push(range);
    else all.push([range]);
  }
  return all;
}

function shown(
  ranges: readonly Range[],
  context: number,
  sides: readonly [readonly string[], readonly string[]],
  { has }: DiffOptions,
): string {
  const [first, last] = [ranges[0]!, ranges.at(-1)!];
  const before = Math.min(context, first.from[0]);
  const after = Math.min(context, sides[0].length - last.to[0]);
  const where = (side: 0 | 1): string => {
    const from = first.from[side] - before;
    const count = last.to[side] + after - from;
    return count === 1 ? `${from + 1}` : `${count === 0 ? from : from + 1},${count}`;
  };
  const line = (mark: string, content: string): string => {
    const text = mark + (has('T') ? '\t' : '') + (has('t') ? expanded(content) : content);
    return text.endsWith('\n') ? text : `${text}\n${NO_NEWLINE}`;
  };
  let result = `@@ -${where(0)} +${where(1)} @@\n`;
  let at = first.from[0] - before;
  for (const { from, to } of ranges) {
    for (; at < from[0]; at++) result += line(' ', sides[0][at]!);
    for (; at < to[0]; at++) result += line('-', sides[0][at]!);
    for (let i = from[1]; i < to[1]; i++) result += line('+', sides[1][i]!);
  }
  for (; at < last.to[0] + after; at++) result += line(' ', sides[0][at]!);
  return result;
}

/** Tabs as blanks up to the next eighth column. */
function expanded(line: string): string {
  let result = '';
  for (const c of line) result += c === '\t' ? ' '.repeat(8 - (result.length % 8)) : c;
  return result;
}

/** cmp [-ls] file [file]. @source busybox 1.35 editors/cmp.c */
function* cmp(call: Call): Task<number> {
  const options = parse(call.args, 'lsn:');
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  const { given, rest } = options;
  const [first = '', second = '-'] = rest;
  const most = Number(given.get('n')?.at(-1) ?? Infinity);
  const texts: string[] = [];
  for (const path of [first, second]) {
    const file = openInput(call, path);
    if (typeof file === 'string') return given.has('s') ? 2 : yield* fail(call, `${path}: ${file}`, 2);
    texts.push((yield* readWhole(call.process, file)).slice(0, most));
    file.close();
  }
  const [a = '', b = ''] = texts;
  let line = 1;
  let status = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) {
      status = 1;
      if (given.has('s')) return 1;
      if (!given.has('l')) {
        yield* out(call, `${first} ${second} differ: char ${i + 1}, line ${line}\n`);
        return 1;
      }
      const octal = (text: string): string => text.charCodeAt(i).toString(8).padStart(3);
      yield* out(call, `${i + 1} ${octal(a)} ${octal(b)}\n`);
    }
    if (a[i] === '\n') line++;
  }
  if (a.length === b.length) return status;
  return given.has('s') ? 1 : yield* fail(call, `EOF on ${a.length < b.length ? first : second}`);
}

export const comparing: Applets = { cmp, diff };
