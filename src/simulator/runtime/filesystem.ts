import { holds, type Capabilities } from './capabilities.ts';
import type { Program } from './process.ts';

/** What a file is that keeps no bytes: its reads and writes are done by the kernel. */
export type Device = 'null' | 'zero' | 'full' | 'random' | 'stdin' | 'stdout' | 'stderr' | 'tty';

export interface FileNode {
  readonly type: 'file';
  content: string;
  /** Bytes of value 0 that follow `content` (large files of zeros, as dd makes them, are not held as text). */
  hole?: number;
  mode: number;
  owner: number;
  group?: number;
  modified: number;
  /** Names that it has beside its first. */
  otherNames?: number;
  /** What runs when it is executed. */
  program?: Program;
  readonly device?: Device;
  /** Content made when it is read (as in /proc and /sys). */
  readonly generate?: () => string;
  /** A file in memory: charges the container that first wrote to it. */
  charge?: (bytes: number) => void;
  /** Hears of what is written. */
  changed?: () => void;
}

export interface DirectoryNode {
  readonly type: 'directory';
  readonly entries: Map<string, Node>;
  mode: number;
  owner: number;
  group?: number;
  modified: number;
  /** Hears of entries that come and go, and of what is written to its files. @source inotify(7) */
  changed?: () => void;
}

export interface LinkNode {
  readonly type: 'link';
  readonly target: string;
}

export type Node = FileNode | DirectoryNode | LinkNode;

export type Errno =
  | 'ENOENT'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'EACCES'
  | 'EPERM'
  | 'EROFS'
  | 'EEXIST'
  | 'ENOTEMPTY'
  | 'ELOOP'
  | 'EBUSY'
  | 'EINVAL'
  | 'ENAMETOOLONG'
  | 'ENOSPC'
  | 'EXDEV';

/** Who asks: root passes every permission, but what it has given up. */
export interface Credentials {
  readonly user: number;
  readonly gid?: number;
  readonly groups?: readonly number[];
  /** Those of a container's root where they are not the usual ones; another user has none. */
  readonly capabilities?: Capabilities;
  /** It can gain nothing by a program that it runs. */
  readonly noNewPrivileges?: boolean;
}

export interface MountOptions {
  readonly readOnly: boolean;
  /** Bytes that fit (a memory-backed emptyDir's); writes past it fail with ENOSPC. */
  readonly sizeLimit?: number;
  /** Its files are held in memory: they count as memory of the container that wrote them. */
  readonly inMemory?: true;
}

/** Where a path leads: the directory that holds its last name, and what is there. */
export interface Place {
  readonly path: string;
  readonly name: string;
  readonly directory: DirectoryNode;
  readonly node: Node | undefined;
  readonly mount: Mount;
}

export interface Mount {
  readonly node: DirectoryNode | FileNode;
  readonly options: MountOptions;
}

/** A container's view of files: its image's, with volumes mounted over them. */
export interface FileSystem {
  /** Follows links; undefined where there is nothing. `path` is absolute. */
  find(path: string): Node | undefined;
  /** Mounts a directory (a volume) or one file (a subPath) over a path, which is made if it is absent. */
  mount(path: string, node: DirectoryNode | FileNode, options: MountOptions): void;
  /**
   * Where an absolute path leads for somebody; `node` is undefined when only the last name is missing.
   * @param last - whether a link at the end is followed
   */
  locate(path: string, who: Credentials, last?: 'follow' | 'keep'): Place | Errno;
  /** Whether something is mounted right there (it cannot be removed). */
  isMountPoint(path: string): boolean;
}

export const directory = (entries: Iterable<readonly [string, Node]> = [], mode = 0o755): DirectoryNode => ({
  type: 'directory',
  entries: new Map(entries),
  mode,
  owner: 0,
  modified: 0,
});
export const file = (content: string, mode = 0o644): FileNode => ({
  type: 'file',
  content,
  mode,
  owner: 0,
  modified: 0,
});
export const program = (runs: Program): FileNode => ({
  type: 'file',
  content: '\x7fELF',
  mode: 0o755,
  owner: 0,
  modified: 0,
  program: runs,
});
export const link = (target: string): LinkNode => ({ type: 'link', target });

/** Puts a node into a directory; who watches the directory hears of it, and of what is written to the file from then on. */
export function enter(into: DirectoryNode, name: string, node: Node): void {
  into.entries.set(name, node);
  if (!into.changed) return;
  if (node.type === 'file') node.changed = into.changed;
  into.changed();
}

/** Takes a node out of a directory. */
export function leave(from: DirectoryNode, name: string): void {
  const node = from.entries.get(name);
  from.entries.delete(name);
  if (!from.changed) return;
  if (node?.type === 'file') delete node.changed;
  from.changed();
}

/** Bytes a file counts. */
export const sizeOf = (node: FileNode): number => node.content.length + (node.hole ?? 0);

/** Bytes of all files below. */
export function sizeOfTree(node: Node): number {
  if (node.type === 'link') return 0;
  if (node.type === 'file') return sizeOf(node);
  let sum = 0;
  for (const entry of node.entries.values()) sum += sizeOfTree(entry);
  return sum;
}

/** Joins a path to a working directory; links and dots are left for `locate`. */
export const absolute = (cwd: string, path: string): string =>
  path.startsWith('/') ? path : cwd.endsWith('/') ? cwd + path : `${cwd}/${path}`;

/** Whether `who` may read (4), write (2) or execute/search (1). Root may all, but execute only what somebody may. */
export function may(who: Credentials, node: FileNode | DirectoryNode, access: 1 | 2 | 4): boolean {
  if (who.user === 0 && holds(who.capabilities, 'DAC_OVERRIDE'))
    return access !== 1 || node.type === 'directory' || (node.mode & 0o111) !== 0;
  if (who.user === node.owner) return ((node.mode >> 6) & access) !== 0;
  const group = node.group ?? 0;
  if (group === (who.gid ?? 0) || who.groups?.includes(group)) return ((node.mode >> 3) & access) !== 0;
  return (node.mode & access) !== 0;
}
