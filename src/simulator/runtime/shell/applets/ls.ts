import { sizeOf, type Node } from '../../filesystem.ts';
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

const HALF_YEAR = 183 * 86_400_000;

/** ls [-1aAdFhilnprRsStX]: not on a terminal, so one name a line. @source busybox 1.35 coreutils/ls.c */
function* ls(call: Call): Task<number> {
  const options = parse(call.args, '1AaCxdLHRFplinshrSXvctukwT:', { color: 'k', 'full-time': 'k' });
  if (isBad(options)) return yield* usage(call, options);
  const has = (letter: string): boolean => options.given.has(letter);
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
  yield* show(call, sort(files), has, false);
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
    yield* show(call, ordered, has, true);
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

function* show(call: Call, listed: readonly Listed[], has: (letter: string) => boolean, total: boolean): Task<void> {
  let text = '';
  if (total && (has('l') || has('n') || has('s')))
    text += `total ${humane(listed.reduce((sum, { node }) => sum + blocks(node), 0) * 1024, has('h'), 1024)}\n`;
  for (const { name, path, node } of listed) {
    if (has('i')) text += `${String(inode(path)).padStart(7)} `;
    if (has('s')) text += `${String(blocks(node)).padStart(6)} `;
    if (has('l') || has('n')) text += longLine(call, node, has);
    text += name;
    if ((has('l') || has('n')) && node.type === 'link') text += ` -> ${node.target}`;
    if (has('F') || has('p')) text += mark(node, has('F'));
    text += '\n';
  }
  yield* out(call, text);
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
  const date = formatDate(age > HALF_YEAR || age < -3_600_000 ? '%b %e  %Y' : '%b %e %H:%M', time);
  return `${modeLetters(node)} ${String(links(node)).padStart(4)} ${user.slice(0, 8).padEnd(8)} ${team.slice(0, 8).padEnd(8)} ${humane(size(node), has('h'), 1).padStart(9)} ${date} `;
}

function links(node: Node): number {
  if (node.type !== 'directory') return 1;
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
