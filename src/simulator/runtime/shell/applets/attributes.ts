import { holds } from '../../capabilities.ts';
import { sizeOf, type Node } from '../../filesystem.ts';
import { look, nodeAt, STRERROR } from '../../system-calls.ts';
import type { Task } from '../../../task.ts';
import { fail, isBad, out, parse, usage, type Applets, type Call } from '../applet.ts';
import { formatDate } from '../dates.ts';
import { modeLetters, parseMode } from '../file-modes.ts';
import { groupId, knownGroup, knownUser, userId } from '../users.ts';

/** Calls `visit` for a path and, with -R, all below it. */
function* each(
  call: Call,
  paths: readonly string[],
  recursive: boolean,
  visit: (node: Exclude<Node, { type: 'link' }>, path: string) => string | undefined,
): Task<number> {
  let status = 0;
  for (const path of paths) {
    const place = look(call.process, path);
    const node = typeof place === 'string' ? undefined : place.node;
    if (typeof place === 'string' || !node || node.type === 'link') {
      status = yield* fail(call, `${path}: ${STRERROR[typeof place === 'string' ? place : 'ENOENT']}`);
      continue;
    }
    const refused = place.mount.options.readOnly
      ? STRERROR.EROFS
      : call.process.user !== 0 && call.process.user !== node.owner
        ? STRERROR.EPERM
        : visit(node, path);
    if (refused !== undefined) status = yield* fail(call, `${path}: ${refused}`);
    if (recursive && node.type === 'directory') {
      const inside = [...node.entries].filter(([, entry]) => entry.type !== 'link').map(([name]) => `${path}/${name}`);
      if ((yield* each(call, inside, true, visit)) !== 0) status = 1;
    }
  }
  return status;
}

function* chmod(call: Call): Task<number> {
  const recursive = call.args[0] === '-R';
  const args = call.args.filter((arg) => arg !== '-R' && arg !== '-v' && arg !== '-c' && arg !== '-f');
  const [mode, ...paths] = args;
  if (mode === undefined || paths.length === 0) return yield* usage(call);
  if (parseMode(mode, 0) === undefined) return yield* fail(call, `invalid mode '${mode}'`);
  return yield* each(call, paths, recursive, (node) => {
    node.mode = parseMode(mode, node.mode, node.type === 'directory') ?? node.mode;
    return undefined;
  });
}

function* chown(call: Call): Task<number> {
  const options = parse(call.args, 'Rhvcf');
  const [owner = '', ...paths] = isBad(options) ? [] : options.rest;
  if (isBad(options) || paths.length === 0) return yield* usage(call, options);
  const onlyGroup = call.called === 'chgrp';
  const [userText = '', groupText] = onlyGroup ? ['', owner] : owner.split(/[:.]/);
  const user = userText === '' ? undefined : userId(call.process, userText);
  if (userText !== '' && user === undefined) return yield* fail(call, `unknown user ${userText}`);
  const group = groupText === undefined || groupText === '' ? undefined : groupId(call.process, groupText);
  if (groupText !== undefined && groupText !== '' && group === undefined)
    return yield* fail(call, `unknown group ${groupText}`);
  return yield* each(call, paths, options.given.has('R'), (node) => {
    const { who } = call.process;
    const mayGive = who.user === 0 && holds(who.capabilities, 'CHOWN');
    if (!mayGive && user !== undefined && user !== node.owner) return STRERROR.EPERM;
    if (user !== undefined) node.owner = user;
    if (group !== undefined) node.group = group;
    return undefined;
  });
}

/** stat [-L] [-c format] files. @source busybox 1.35 coreutils/stat.c */
function* stat(call: Call): Task<number> {
  const options = parse(call.args, 'Lc:ft', { format: 'c' });
  if (isBad(options) || options.rest.length === 0) return yield* usage(call, options);
  let status = 0;
  const format = options.given.get('c')?.[0];
  for (const path of options.rest) {
    const node = nodeAt(call.process, path, options.given.has('L') ? 'follow' : 'keep');
    if (!node) {
      status = yield* fail(call, `can't stat '${path}': ${STRERROR.ENOENT}`);
      continue;
    }
    yield* out(
      call,
      format === undefined
        ? whole(call, path, node)
        : `${format.replace(/%([a-zA-Z%])/g, (_, letter: string) => field(call, path, node, letter))}\n`,
    );
  }
  return status;
}

function field(call: Call, path: string, node: Node, letter: string): string {
  const owned = node.type === 'link' ? { owner: 0, group: 0, mode: 0o777, modified: 0 } : node;
  const bytes =
    node.type === 'file'
      ? (node.generate?.().length ?? sizeOf(node))
      : node.type === 'link'
        ? node.target.length
        : 4096;
  switch (letter) {
    case 'n':
      return path;
    case 'N':
      return node.type === 'link' ? `'${path}' -> '${node.target}'` : `'${path}'`;
    case 's':
      return String(bytes);
    case 'a':
      return (owned.mode & 0o7777).toString(8);
    case 'A':
      return modeLetters(node);
    case 'f':
      return ((node.type === 'directory' ? 0o40000 : node.type === 'link' ? 0o120000 : 0o100000) | owned.mode).toString(
        16,
      );
    case 'F':
      return node.type === 'directory'
        ? 'directory'
        : node.type === 'link'
          ? 'symbolic link'
          : node.device
            ? 'character special file'
            : bytes === 0
              ? 'regular empty file'
              : 'regular file';
    case 'u':
      return String(owned.owner);
    case 'U':
      return knownUser(call.process, owned.owner) ?? 'UNKNOWN';
    case 'g':
      return String(owned.group ?? 0);
    case 'G':
      return knownGroup(call.process, owned.group ?? 0) ?? 'UNKNOWN';
    case 'X':
    case 'Y':
    case 'Z':
    case 'W':
      return String(Math.floor(owned.modified / 1000));
    case 'x':
    case 'y':
    case 'z':
      return formatDate('%Y-%m-%d %H:%M:%S.%N %z', owned.modified);
    case 'b':
      return String(Math.ceil(bytes / 4096) * 8);
    case 'B':
      return '512';
    case 'o':
      return '4096';
    case 'h':
      return node.type === 'directory' ? '2' : '1';
    case 'i':
    case 'd':
      return '1';
    case '%':
      return '%';
    default:
      return '?';
  }
}

function whole(call: Call, path: string, node: Node): string {
  const f = (letter: string): string => field(call, path, node, letter);
  const name = node.type === 'link' ? f('N') : path;
  return [
    `  File: ${name}`,
    `  Size: ${f('s').padEnd(10)}\tBlocks: ${f('b').padEnd(10)} IO Block: 4096   ${f('F')}`,
    `Device: 2ah/42d\tInode: ${f('i').padEnd(10)}  Links: ${f('h')}`,
    `Access: (${f('a').padStart(4, '0')}/${f('A')})  Uid: (${f('u').padStart(5)}/${f('U').padStart(8)})   Gid: (${f('g').padStart(5)}/${f('G').padStart(8)})`,
    `Access: ${f('x')}`,
    `Modify: ${f('y')}`,
    `Change: ${f('z')}`,
    '',
  ].join('\n');
}

function* readlink(call: Call): Task<number> {
  const options = parse(call.args, 'fnv');
  const path = isBad(options) ? undefined : options.rest[0];
  if (isBad(options) || path === undefined) return yield* usage(call, options);
  const place = look(call.process, path, options.given.has('f') ? 'follow' : 'keep');
  if (typeof place === 'string') return 1;
  const end = options.given.has('n') ? '' : '\n';
  if (options.given.has('f')) yield* out(call, place.path + end);
  else if (place.node?.type === 'link') yield* out(call, place.node.target + end);
  else return 1;
  return 0;
}

function* realpath(call: Call): Task<number> {
  let status = 0;
  for (const path of call.args.length > 0 ? call.args : ['.']) {
    const place = look(call.process, path);
    if (typeof place === 'string') status = yield* fail(call, `${path}: ${STRERROR[place]}`);
    else yield* out(call, `${place.path}\n`);
  }
  return status;
}

export const attributes: Applets = { chmod, chown, chgrp: chown, stat, readlink, realpath };
