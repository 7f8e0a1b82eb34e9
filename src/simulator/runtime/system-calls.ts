import {
  absolute,
  directory,
  enter,
  file,
  leave,
  may,
  type Credentials,
  type DirectoryNode,
  type Errno,
  type Node,
  type Place,
  sizeOf,
} from './filesystem.ts';
import { fullDevice, nullDevice, openNode, randomDevice, zeroDevice } from './open-file.ts';
import { procFile } from './proc.ts';
import type { OpenFile, Process } from './process.ts';
import { RuntimeLimit } from './runtime-limit.ts';

/** Names in one directory. */
const MOST_ENTRIES = 20_000;
/** What it costs to make a name in a directory, in shell steps: some 30 µs on an overlay of ext4. */
const CREATE_WORK = 15;
/** Directories within directories that may be made. */
const MOST_LEVELS = 200;

/** What the C library says of an error. @source glibc strerror */
export const STRERROR: Readonly<Record<Errno | 'EBADF' | 'EPIPE', string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
  EEXIST: 'File exists',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  EBUSY: 'Device or resource busy',
  EINVAL: 'Invalid argument',
  ENAMETOOLONG: 'File name too long',
  ENOSPC: 'No space left on device',
  EXDEV: 'Invalid cross-device link',
  EBADF: 'Bad file descriptor',
  EPIPE: 'Broken pipe',
};

/** Virtual wall time in milliseconds since 1970. */
export const now = (process: Process): number => process.clock.epoch + process.clock.now;

/** The number behind /dev/fd/. */
function descriptorOf(path: string): number | undefined {
  const number = path.startsWith('/dev/fd/') ? path.slice(8) : '';
  return /^\d{1,4}$/.test(number) ? Number(number) : undefined;
}

/** Where a path leads, from the working directory; /proc is made as it is looked at. */
export function look(process: Process, path: string, last: 'follow' | 'keep' = 'follow'): Place | Errno {
  if (path === '') return 'ENOENT';
  const full = absolute(process.cwd, path);
  const descriptor = descriptorOf(full);
  if (full.startsWith('/proc/') || descriptor !== undefined) {
    const opened = descriptor === undefined ? undefined : process.fds.get(descriptor);
    const node = opened ? { ...file('', 0o600), device: 'null' as const } : procFile(process, full);
    if (node)
      return {
        path: full,
        name: full.slice(full.lastIndexOf('/') + 1),
        directory: directory(),
        node,
        mount: { node: directory(), options: { readOnly: true } },
      };
  }
  return process.files.locate(full, process.who, last);
}

/** The node of a path, or undefined where there is none or it may not be seen. */
export function nodeAt(process: Process, path: string, last: 'follow' | 'keep' = 'follow'): Node | undefined {
  const place = look(process, path, last);
  return typeof place === 'string' ? undefined : place.node;
}

export interface OpenFlags {
  readonly read?: true;
  readonly write?: true;
  readonly append?: true;
  readonly create?: true;
  readonly truncate?: true;
  readonly exclusive?: true;
}

/** open(2). */
export function openPath(process: Process, path: string, flags: OpenFlags): OpenFile | Errno {
  const descriptor = descriptorOf(path);
  if (descriptor !== undefined) return process.fds.get(descriptor)?.duplicate() ?? 'ENOENT';
  const place = look(process, path);
  if (typeof place === 'string') return place;
  let node = place.node;
  if (!node) {
    if (!flags.create) return 'ENOENT';
    if (path.endsWith('/')) return 'EISDIR';
    const refused = mayChange(process.who, place);
    if (refused) return refused;
    process.owe(CREATE_WORK);
    node = {
      ...file('', 0o666 & ~process.umask),
      owner: process.user,
      group: groupFor(place.directory, process.who),
      modified: now(process),
    };
    enter(place.directory, place.name, node);
    place.directory.modified = now(process);
    return openNode(node, mode(flags), place.mount, process);
  }
  if (node.type === 'link') return 'ELOOP';
  if (node.type === 'directory') return flags.write ? 'EISDIR' : !may(process.who, node, 4) ? 'EACCES' : directoryFile;
  if (flags.exclusive && !node.device) return 'EEXIST';
  switch (node.device) {
    case 'null':
    case 'tty':
      return nullDevice;
    case 'zero':
      return zeroDevice;
    case 'full':
      return fullDevice;
    case 'random':
      return randomDevice(() => process.random.int(256));
    case 'stdin':
      return process.fds.get(0)?.duplicate() ?? 'ENOENT';
    case 'stdout':
      return process.fds.get(1)?.duplicate() ?? 'ENOENT';
    case 'stderr':
      return process.fds.get(2)?.duplicate() ?? 'ENOENT';
    case undefined:
  }
  if (flags.read && !may(process.who, node, 4)) return 'EACCES';
  if (flags.write) {
    if (!may(process.who, node, 2)) return 'EACCES';
    if (place.mount.options.readOnly) return 'EROFS';
    if (flags.truncate) {
      node.charge?.(-sizeOf(node));
      node.content = '';
      delete node.hole;
      node.modified = now(process);
      node.changed?.();
    }
  }
  return openNode(node, mode(flags), place.mount, process);
}

const mode = (flags: OpenFlags): { read: boolean; write: boolean; append: boolean } => ({
  read: flags.read === true,
  write: flags.write === true,
  append: flags.append === true,
});

/** What is open when a directory was opened for reading: reads fail. */
export const directoryFile: OpenFile = {
  *read() {
    return '';
  },
  *write() {
    return false;
  },
  close: () => undefined,
  duplicate: () => directoryFile,
  failure: 'EBADF',
};

/** Files in a directory with the set-group-ID bit get its group. */
const groupFor = (parent: DirectoryNode, who: Credentials): number =>
  (parent.mode & 0o2000) !== 0 ? (parent.group ?? 0) : (who.gid ?? 0);

/** Why entries of a place's directory may not be made or removed. */
function mayChange(who: Credentials, place: Place): Errno | undefined {
  if (place.mount.options.readOnly) return 'EROFS';
  if (!may(who, place.directory, 2)) return 'EACCES';
  if (place.directory.entries.size >= MOST_ENTRIES) throw new RuntimeLimit('files', MOST_ENTRIES);
  return undefined;
}

/** Puts a new node at a path that is free. @returns why it could not, or nothing */
export function create(process: Process, path: string, node: Node): Errno | undefined {
  const trimmed = path.replace(/(.)\/+$/, '$1');
  const place = look(process, trimmed, 'keep');
  if (typeof place === 'string') return place;
  if (place.node) return 'EEXIST';
  const refused = mayChange(process.who, place);
  if (refused) return refused;
  process.owe(CREATE_WORK);
  if (node.type === 'directory' && place.path.split('/').length > MOST_LEVELS)
    throw new RuntimeLimit('depth', MOST_LEVELS);
  if (node.type !== 'link') {
    node.owner = process.user;
    node.group = groupFor(place.directory, process.who);
    node.modified = now(process);
    if (node.type === 'directory' && (place.directory.mode & 0o2000) !== 0) node.mode |= 0o2000;
  }
  enter(place.directory, place.name, node);
  place.directory.modified = now(process);
  return undefined;
}

export const makeDirectory = (
  process: Process,
  path: string,
  permissions = 0o777 & ~process.umask,
): Errno | undefined => create(process, path, directory([], permissions));

/** unlink(2), or rmdir(2) where `what` is a directory. */
export function remove(process: Process, path: string, what: 'file' | 'directory'): Errno | undefined {
  const place = look(process, path.replace(/(.)\/+$/, '$1'), 'keep');
  if (typeof place === 'string') return place;
  const node = place.node;
  if (!node) return 'ENOENT';
  if (what === 'directory') {
    if (node.type !== 'directory') return 'ENOTDIR';
    if (process.files.isMountPoint(place.path) || place.path === '/') return 'EBUSY';
    if (node.entries.size > 0) return place.mount.options.readOnly ? 'EROFS' : 'ENOTEMPTY';
  } else if (node.type === 'directory') return 'EISDIR';
  if (process.files.isMountPoint(place.path)) return 'EBUSY';
  const refused = mayChange(process.who, place) ?? sticky(process.who, place);
  if (refused) return refused;
  leave(place.directory, place.name);
  place.directory.modified = now(process);
  if (node.type === 'file') {
    if (node.otherNames) node.otherNames--;
    else node.charge?.(-sizeOf(node));
  }
  return undefined;
}

/** In a directory such as /tmp only a file's owner may remove it. */
function sticky(who: Credentials, place: Place): Errno | undefined {
  const node = place.node;
  if (
    (place.directory.mode & 0o1000) === 0 ||
    who.user === 0 ||
    who.user === place.directory.owner ||
    !node ||
    node.type === 'link'
  )
    return undefined;
  return node.owner === who.user ? undefined : 'EPERM';
}

/** rename(2). */
export function rename(process: Process, from: string, to: string): Errno | undefined {
  const source = look(process, from.replace(/(.)\/+$/, '$1'), 'keep');
  if (typeof source === 'string') return source;
  if (!source.node) return 'ENOENT';
  const target = look(process, to.replace(/(.)\/+$/, '$1'), 'keep');
  if (typeof target === 'string') return target;
  if (process.files.isMountPoint(source.path)) return 'EBUSY';
  if (source.mount !== target.mount) return 'EXDEV';
  if (target.path === source.path || target.node === source.node) return undefined;
  if (target.path.startsWith(`${source.path}/`)) return 'EINVAL';
  if (target.node?.type === 'directory') {
    if (source.node.type !== 'directory') return 'EISDIR';
    if (target.node.entries.size > 0) return 'ENOTEMPTY';
  } else if (target.node && source.node.type === 'directory') return 'ENOTDIR';
  const refused = mayChange(process.who, source) ?? sticky(process.who, source) ?? mayChange(process.who, target);
  if (refused) return refused;
  if (target.node?.type === 'file' && target.node.otherNames) target.node.otherNames--;
  leave(source.directory, source.name);
  enter(target.directory, target.name, source.node);
  source.directory.modified = target.directory.modified = now(process);
  return undefined;
}
