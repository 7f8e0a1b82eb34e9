import type { Task } from '../../../task.ts';
import { directory, file, sizeOf } from '../../filesystem.ts';
import { create, look, makeDirectory, nodeAt, openPath, remove, STRERROR } from '../../system-calls.ts';
import { fail, isBad, openInput, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { formatDate } from '../dates.ts';
import { modeLetters } from '../file-modes.ts';
import { write } from '../output.ts';
import { packArchive, unpackArchive, unwrapGzip, wrapGzip, type Member } from '../tar-archive.ts';
import { groupName, userName } from '../users.ts';

const LONG = { create: 'c', extract: 'x', list: 't', file: 'f', verbose: 'v', gzip: 'z', directory: 'C' };
interface Job {
  readonly call: Call;
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly names: readonly string[];
  readonly archive: string;
  /** Where -C leads, with a slash at the end; '' without it. */
  readonly base: string;
}

/** tar c|x|t, with f, v, z, C, O and k. @source busybox 1.35 archival/tar.c tar_main; recorded: applets/tar */
function* tar(call: Call): Task<number> {
  const [first = '', ...others] = call.args;
  const options = parse(first.startsWith('-') ? call.args : [`-${first}`, ...others], 'cxtf:vzC:OkpmohaJj', LONG);
  if (isBad(options)) return yield* usage(call, options);
  const { given, rest } = options;
  const modes = ['c', 'x', 't'].filter((letter) => given.has(letter));
  if (modes.length !== 1) return yield* usage(call);
  const to = given.get('C')?.at(-1);
  if (to !== undefined && nodeAt(call.process, to)?.type !== 'directory')
    return yield* fail(call, `can't change directory to '${to}': ${STRERROR.ENOENT}`);
  const base = to === undefined ? '' : `${to.replace(/\/$/, '')}/`;
  const job: Job = { call, given, names: rest, archive: given.get('f')?.at(-1) ?? '-', base };
  return given.has('c') ? yield* pack(job) : yield* unpack(job);
}

function* pack({ call, given, names, archive, base }: Job): Task<number> {
  if (names.length === 0) return yield* fail(call, 'empty archive');
  const file =
    archive === '-' ? undefined : openPath(call.process, archive, { write: true, create: true, truncate: true });
  if (typeof file === 'string') return yield* fail(call, `can't open '${archive}': ${STRERROR[file]}`);
  const members: Member[] = [];
  let failed = false;
  for (const name of names) {
    if (name.startsWith('/')) yield* fail(call, "removing leading '/' from member names");
    const found = nodeAt(call.process, reached(base, name), 'keep');
    if (found) members.push(...membersOf(call, reached(base, name), name.replace(/^\/+/, '').replace(/\/+$/, '')));
    else yield* fail(call, `${name}: ${STRERROR.ENOENT}`);
    failed ||= !found;
  }
  if (given.has('v')) for (const { name } of members) yield* write(call.process, `${name}\n`, file ? 1 : 2);
  const bytes = packArchive(members);
  const stream = given.has('z') ? wrapGzip(bytes) : bytes;
  const isWritten = file ? yield* file.write(stream) : yield* out(call, stream);
  file?.close();
  if (!isWritten) return yield* fail(call, `short write`);
  return failed ? yield* fail(call, 'error exit delayed from previous errors') : 0;
}

function membersOf(call: Call, path: string, name: string): readonly Member[] {
  const node = nodeAt(call.process, path, 'keep');
  if (!node) return [];
  const shared = { name, content: '', target: '' };
  if (node.type === 'link')
    return [{ ...shared, type: 'link', mode: 0o777, owner: 0, group: 0, modified: 0, target: node.target }];
  const { mode, owner, group = 0, modified } = node;
  const kept = { ...shared, mode, owner, group, modified };
  if (node.type === 'file') {
    const content = node.generate?.() ?? node.content + '\0'.repeat(sizeOf(node) - node.content.length);
    return [{ ...kept, type: 'file', content }];
  }
  const below = [...node.entries.keys()].flatMap((entry) => membersOf(call, `${path}/${entry}`, `${name}/${entry}`));
  return [{ ...kept, name: `${name}/`, type: 'directory' }, ...below];
}

function* unpack({ call, given, names, archive, base }: Job): Task<number> {
  const input = openInput(call, archive);
  if (typeof input === 'string') return yield* fail(call, `can't open '${archive}': ${input}`);
  let stream = '';
  for (let part = yield* input.read(); part !== ''; part = yield* input.read()) stream += part;
  input.close();
  const members = unpackArchive(unwrapGzip(stream));
  if (typeof members === 'string') return yield* fail(call, members);
  const wanted = names.map((name) => name.replace(/\/+$/, ''));
  const isWanted = ({ name }: Member): boolean =>
    wanted.length === 0 || wanted.some((one) => name.replace(/\/$/, '') === one || name.startsWith(`${one}/`));
  for (const member of members.filter(isWanted)) {
    if (given.has('t') || given.has('v')) yield* out(call, `${lineOf(call, member, given)}\n`);
    if (given.has('t')) continue;
    if (given.has('O')) {
      yield* out(call, member.content);
      continue;
    }
    const problem = yield* place(call, `${base}${member.name.replace(/^\/+/, '')}`, member);
    if (problem !== undefined) return yield* fail(call, problem);
  }
  const missing = wanted.find((one) => !members.some(({ name }) => `${name}/`.startsWith(`${one}/`)));
  return missing === undefined ? 0 : yield* fail(call, `${missing}: not found in archive`);
}

/** @example -rw-r--r-- root/root         2 2026-11-21 09:00:00 d/a */
function lineOf({ process }: Call, member: Member, given: Job['given']): string {
  if (!given.has('t') || !given.has('v')) return member.name;
  const { type, mode, owner, group, modified, content, name, target } = member;
  const node = type === 'directory' ? directory([], mode) : { ...file('', mode), owner };
  const letters = type === 'link' ? 'lrwxrwxrwx' : modeLetters(node);
  const owners = `${userName(process, owner)}/${groupName(process, group)}`;
  const when = formatDate('%Y-%m-%d %H:%M:%S', modified);
  return `${letters} ${owners} ${String(content.length).padStart(9)} ${when} ${name}${target && ` -> ${target}`}`;
}

/** Makes what a member describes, and the directories above it. @returns why it could not, or nothing */
function* place(call: Call, path: string, member: Member): Task<string | undefined> {
  const { process } = call;
  const names = path.split('/').filter((name) => name !== '');
  for (let i = 1; i < names.length; i++) {
    const above = (path.startsWith('/') ? '/' : '') + names.slice(0, i).join('/');
    if (!nodeAt(process, above)) makeDirectory(process, above);
  }
  const before = nodeAt(process, path, 'keep');
  if (member.type === 'directory') {
    const refused = before?.type === 'directory' ? undefined : makeDirectory(process, path, member.mode);
    return refused && `can't make dir ${member.name}: ${STRERROR[refused]}`;
  }
  if (before && before.type !== 'directory') remove(process, path, 'file');
  if (member.type === 'link') {
    const refused = create(process, path, { type: 'link', target: member.target });
    return refused && `can't create symlink '${member.name}' to '${member.target}': ${STRERROR[refused]}`;
  }
  const opened = openPath(process, path, { write: true, create: true, truncate: true });
  if (typeof opened === 'string') return `can't open '${member.name}': ${STRERROR[opened]}`;
  const isWritten = yield* opened.write(member.content);
  opened.close();
  const place = look(process, path);
  if (typeof place !== 'string' && place.node?.type === 'file') {
    place.node.mode = member.mode;
    place.node.modified = member.modified;
  }
  return isWritten ? undefined : 'short write';
}

const reached = (base: string, name: string): string => (name.startsWith('/') ? name : `${base}${name}`);

export const archiving: Applets = { tar };
