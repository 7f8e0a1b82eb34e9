import { sizeOf, type Device, type Node } from '../../filesystem.ts';
import { look, nodeAt, now, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { formatDate } from '../dates.ts';
import { modeLetters } from '../file-modes.ts';
import { groupName, userName } from '../users.ts';

interface Listed {
  readonly name: string;
  readonly path: string;
  readonly node: Node;
}

const HALF_YEAR = 182.5 * 86_400_000;
/** Of a file from the future the time is told so far ahead. */
const AHEAD = 15 * 60_000;
/** Characters that a line may have where it has several names. */
const WIDTH = 80;

/** ls [-1aACxdFghilnprRsStX] [-w width]: not on a terminal, so one name a line unless -C or -x is given. @source busybox 1.35 coreutils/ls.c */
function* ls(call: Call): Task<number> {
  const options = parse(call.args, '1AaCxdLHRFplinshrSXvctukgEw:T:', { color: 'k', 'full-time': 'E' });
  if (isBad(options)) return yield* usage(call, options);
  const has = (letter: string): boolean =>
    options.given.has(letter) || (letter === 'l' && ['g', 'n', 'E'].some((implying) => options.given.has(implying)));
  const asked = Number(options.given.get('w')?.at(-1) ?? WIDTH) || WIDTH;
  const width = (has('C') || has('x')) && !has('1') && !has('l') ? asked : 0;
  const paths = options.rest.length > 0 ? options.rest : ['.'];
  const files: Listed[] = [];
  const directories: Listed[] = [];
  let status = 0;
  for (const path of paths) {
    const place = look(call.process, path, has('l') && !path.endsWith('/') && !has('L') ? 'keep' : 'follow');
    const node = typeof place === 'string' ? undefined : (place.node ?? nodeAt(call.process, path, 'keep'));
    if (!node) {
      const dangling = nodeAt(call.process, path, 'keep');
      if (dangling) files.push({ name: path, path, node: dangling });
      else status = yield* fail(call, `${path}: ${STRERROR[typeof place === 'string' ? place : 'ENOENT']}`);
    } else if (node.type === 'directory' && !has('d')) directories.push({ name: path, path, node });
    else files.push({ name: path, path, node });
  }
  const sort = (listed: Listed[]): Listed[] => order(listed, has);
  yield* show(call, sort(files), has, width, false);
  let first = files.length === 0;
  const titled = paths.length > 1 || has('R');
  const queue = sort(directories);
  while (queue.length > 0) {
    const wait = call.process.work(5);
    if (wait) yield wait;
    const { path, node } = queue.shift()!;
    if (node.type !== 'directory') continue;
    if (titled) yield* out(call, `${first ? '' : '\n'}${path}:\n`);
    first = false;
    const entries: Listed[] = [];
    if (has('a'))
      entries.push(
        { name: '.', path, node },
        { name: '..', path: `${path}/..`, node: nodeAt(call.process, `${path}/..`) ?? node },
      );
    for (const [name] of node.entries) {
      if (name.startsWith('.') && !has('a') && !has('A')) continue;
      const at = path === '/' ? `/${name}` : `${path}/${name}`;
      const found = nodeAt(call.process, at, has('L') ? 'follow' : 'keep') ?? node.entries.get(name);
      if (found) entries.push({ name, path: at, node: found });
    }
    const ordered = sort(entries);
    yield* show(call, ordered, has, width, true);
    if (has('R'))
      queue.unshift(
        ...ordered.filter((entry) => entry.node.type === 'directory' && entry.name !== '.' && entry.name !== '..'),
      );
  }
  return status;
}

export const size = (node: Node): number =>
  node.type === 'file' ? (node.generate?.().length ?? sizeOf(node)) : node.type === 'link' ? node.target.length : 4096;
const modified = (node: Node): number => (node.type === 'link' ? 0 : node.modified);
/** Blocks of 1 KiB. */
export const blocks = (node: Node): number => (node.type === 'link' ? 0 : Math.ceil(size(node) / 4096) * 4);

function order(listed: Listed[], has: (letter: string) => boolean): Listed[] {
  const byName = (a: Listed, b: Listed): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const compare = has('S')
    ? (a: Listed, b: Listed): number => size(b.node) - size(a.node) || byName(a, b)
    : has('t')
      ? (a: Listed, b: Listed): number => modified(b.node) - modified(a.node) || byName(a, b)
      : has('X')
        ? (a: Listed, b: Listed): number => extension(a.name).localeCompare(extension(b.name)) || byName(a, b)
        : byName;
  listed.sort(compare);
  return has('r') ? listed.reverse() : listed;
}

const extension = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.')) : '');

/** @param width - of a line with several names; 0: one name a line */
function* show(
  call: Call,
  listed: readonly Listed[],
  has: (letter: string) => boolean,
  width: number,
  total: boolean,
): Task<void> {
  let head = '';
  if (total && (has('l') || has('s')))
    head = `total ${humane(listed.reduce((sum, { node }) => sum + blocks(node), 0) * 1024, has('h'), 1024)}\n`;
  const lines = listed.map(({ name, path, node }) => {
    let text = '';
    if (has('i')) text += `${String(inode(path)).padStart(7)} `;
    if (has('s')) text += `${String(blocks(node)).padStart(6)} `;
    if (has('l')) text += longLine(call, node, has);
    text += name;
    if (has('l') && node.type === 'link') text += ` -> ${node.target}`;
    if (has('F') || has('p')) text += mark(node, has('F'));
    return text;
  });
  const longest = Math.max(0, ...listed.map(({ name }) => name.length)) + (has('i') ? 8 : 0) + (has('s') ? 5 : 0);
  const fitting = Math.min(lines.length, Math.floor(width / (longest + 2)));
  const rows = inColumns(lines, fitting, longest + 2, has('x'));
  yield* out(call, head + rows.map((row) => `${row}\n`).join(''));
}

/** @source busybox 1.35 coreutils/ls.c display_files */
function inColumns(cells: readonly string[], columns: number, width: number, across: boolean): readonly string[] {
  if (columns < 2) return cells;
  const rows = Math.ceil(cells.length / columns);
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => cells[across ? row * columns + column : column * rows + row])
      .filter((cell) => cell !== undefined)
      .map((cell, i, all) => (i < all.length - 1 ? cell.padEnd(width) : cell))
      .join(''),
  );
}

function mark(node: Node, all: boolean): string {
  if (node.type === 'directory') return '/';
  if (!all) return '';
  if (node.type === 'link') return '@';
  return (node.mode & 0o111) !== 0 ? '*' : '';
}

function longLine(call: Call, node: Node, has: (letter: string) => boolean): string {
  const { process } = call;
  const owner = node.type === 'link' ? 0 : node.owner;
  const group = node.type === 'link' ? 0 : (node.group ?? 0);
  const user = has('n') ? String(owner) : userName(process, owner);
  const team = has('n') ? String(group) : groupName(process, group);
  const time = modified(node);
  const age = now(process) - time;
  const date = formatDate(
    has('E') ? '%Y-%m-%d %H:%M:%S +0000' : age >= HALF_YEAR || age <= -AHEAD ? '%b %e  %Y' : '%b %e %H:%M',
    time,
  );
  const owners = `${has('g') ? '' : `${user.slice(0, 8).padEnd(8)} `}${team.slice(0, 8).padEnd(8)}`;
  const numbers = node.type === 'file' && node.device ? DEVICE_NUMBERS[node.device] : undefined;
  const amount = numbers
    ? `${String(numbers[0]).padStart(4)}, ${String(numbers[1]).padStart(3)}`
    : humane(size(node), has('h'), 1).padStart(9);
  return `${modeLetters(node)} ${String(links(node)).padStart(4)} ${owners} ${amount} ${date} `;
}

/** Major and minor numbers. @source Linux Documentation/admin-guide/devices.txt */
const DEVICE_NUMBERS: Readonly<Partial<Record<Device, readonly [number, number]>>> = {
  null: [1, 3],
  zero: [1, 5],
  full: [1, 7],
  random: [1, 8],
  tty: [5, 0],
};

export function links(node: Node): number {
  if (node.type !== 'directory') return node.type === 'file' ? 1 + (node.otherNames ?? 0) : 1;
  let count = 2;
  for (const entry of node.entries.values()) if (entry.type === 'directory') count++;
  return count;
}

/** A size for people: 1.5K. @param unit - what it is counted in where people are not meant */
export function humane(bytes: number, human: boolean, unit: number): string {
  if (!human) return String(Math.ceil(bytes / unit));
  let value = bytes;
  let letter = '';
  for (const next of ['K', 'M', 'G', 'T']) {
    if (value < 1024) break;
    value /= 1024;
    letter = next;
  }
  return letter === '' ? String(value) : `${(Math.round(value * 10) / 10).toFixed(1)}${letter}`;
}

/** A number that stays with a path: inodes are not simulated. */
function inode(path: string): number {
  let number = 17;
  for (let i = 0; i < path.length; i++) number = (number * 31 + path.charCodeAt(i)) % 1_000_003;
  return number;
}

export const listing: Applets = { ls };
