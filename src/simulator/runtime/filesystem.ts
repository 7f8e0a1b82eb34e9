import type { Program } from './process.ts';

/** What a file is that keeps no bytes: its reads and writes are done by the kernel. */
export type Device = 'null' | 'zero' | 'random' | 'stdin' | 'stdout' | 'stderr' | 'tty';

export interface FileNode {
  readonly type: 'file';
  content: string;
  /** Bytes of value 0 that follow `content` (large files of zeros, as dd makes them, are not held as text). */
  hole?: number;
  mode: number;
  owner: number;
  group?: number;
  modified: number;
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

/** Who asks: root passes every permission. */
export interface Credentials {
  readonly user: number;
  readonly gid?: number;
  readonly groups?: readonly number[];
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
  if (who.user === 0) return access !== 1 || node.type === 'directory' || (node.mode & 0o111) !== 0;
  if (who.user === node.owner) return ((node.mode >> 6) & access) !== 0;
  const group = node.group ?? 0;
  if (group === (who.gid ?? 0) || who.groups?.includes(group)) return ((node.mode >> 3) & access) !== 0;
  return (node.mode & access) !== 0;
}

/** @param options - whether the root itself may be written (readOnlyRootFilesystem) */
export function createFileSystem(root: DirectoryNode, options: MountOptions = { readOnly: false }): FileSystem {
  return new Tree(root, options);
}

/** Links followed in one walk before it counts as a loop. @source Linux MAXSYMLINKS */
const MOST_LINKS = 40;
/** Bytes of a path and of a name in it. @source Linux limits.h PATH_MAX, NAME_MAX */
const MOST_PATH = 4095;
const MOST_NAME = 255;
const ROOT: Credentials = { user: 0 };
const SLASH = 47;

interface Step {
  readonly node: Node;
  readonly path: string;
  readonly mount: Mount;
}

class Tree implements FileSystem {
  readonly #root: Step;
  readonly #mounts = new Map<string, Mount>();
  /** Last names of the paths of mounts. */
  readonly #mountNames = new Set<string>();

  constructor(root: DirectoryNode, options: MountOptions) {
    this.#root = { node: root, path: '', mount: { node: root, options } };
  }

  find(path: string): Node | undefined {
    const place = this.locate(path, ROOT);
    return typeof place === 'string' ? undefined : place.node;
  }

  isMountPoint(path: string): boolean {
    return this.#mounts.has(path);
  }

  mount(path: string, node: DirectoryNode | FileNode, options: MountOptions): void {
    let made = this.#root.path;
    const names = path.split('/').filter((name) => name !== '');
    for (const [i, name] of names.entries()) {
      const place = this.locate(`${made}/${name}`, ROOT);
      if (typeof place === 'string') return;
      if (!place.node)
        place.directory.entries.set(
          place.name,
          i < names.length - 1 || node.type === 'directory' ? directory() : file(''),
        );
      made = place.path;
    }
    this.#mounts.set(made, { node, options });
    this.#mountNames.add(made.slice(made.lastIndexOf('/') + 1));
  }

  locate(path: string, who: Credentials, last: 'follow' | 'keep' = 'follow'): Place | Errno {
    return path.length > MOST_PATH ? 'ENAMETOOLONG' : (this.#plain(path, who, last) ?? this.#walk(path, who, last));
  }

  /** The quick way under plain names; undefined where anything else is met (`..`, a link on the way, a refusal). */
  #plain(path: string, who: Credentials, last: 'follow' | 'keep'): Place | 'ENOENT' | undefined {
    let { node, mount } = this.#root as { node: Node; mount: Mount };
    if (path.charCodeAt(0) !== SLASH) return undefined;
    for (let start = 1; ;) {
      if (node.type !== 'directory' || !may(who, node, 1)) return undefined;
      const slash = path.indexOf('/', start);
      const end = slash < 0 ? path.length : slash;
      const name = path.slice(start, end);
      if (name === '' || name === '.' || name === '..' || name.length > MOST_NAME) return undefined;
      const mounted = this.#mountNames.has(name) ? this.#mounts.get(path.slice(0, end)) : undefined;
      const found = mounted?.node ?? node.entries.get(name);
      if (!found) {
        if (slash < 0) return { path, name, directory: node, node: undefined, mount };
        return path.charCodeAt(path.length - 1) === SLASH ? undefined : 'ENOENT';
      }
      const holder = node;
      mount = mounted ?? mount;
      node = found;
      if (slash < 0) {
        if (node.type !== 'link' || last === 'keep') return { path, name, directory: holder, node, mount };
        const target = this.#plain(node.target, who, 'keep');
        return target === 'ENOENT' || target?.node?.type === 'link' ? undefined : target;
      }
      if (node.type === 'link') return undefined;
      start = end + 1;
    }
  }

  #walk(path: string, who: Credentials, last: 'follow' | 'keep'): Place | Errno {
    const trail: Step[] = [this.#root];
    const ahead = path.split('/').reverse();
    let links = 0;
    while (ahead.length > 0) {
      const name = ahead.pop()!;
      if (name === '' || name === '.') {
        if (trail.at(-1)!.node.type !== 'directory') return 'ENOTDIR'; // a slash behind a file's name
        continue;
      }
      if (name === '..') {
        if (trail.length > 1) trail.pop();
        continue;
      }
      const here = trail.at(-1)!;
      if (here.node.type !== 'directory') return 'ENOTDIR';
      if (name.length > MOST_NAME) return 'ENAMETOOLONG';
      if (!may(who, here.node, 1)) return 'EACCES';
      const at = `${here.path}/${name}`;
      const mount = this.#mountNames.has(name) ? this.#mounts.get(at) : undefined;
      const node = mount?.node ?? here.node.entries.get(name);
      const isLast = ahead.every((rest) => rest === '');
      if (!node)
        return isLast ? { path: at, name, directory: here.node, node: undefined, mount: here.mount } : 'ENOENT';
      if (node.type === 'link' && (!isLast || last === 'follow' || ahead.length > 0)) {
        if (++links > MOST_LINKS) return 'ELOOP';
        if (node.target.startsWith('/')) trail.length = 1;
        ahead.push(...node.target.split('/').reverse());
        continue;
      }
      trail.push({ node, path: at, mount: mount ?? here.mount });
    }
    const end = trail.at(-1)!;
    const above = trail.at(-2)?.node;
    const holder = above?.type === 'directory' ? above : this.#root.node;
    return {
      path: end.path || '/',
      name: end.path.slice(end.path.lastIndexOf('/') + 1),
      directory: holder as DirectoryNode,
      node: end.node,
      mount: end.mount,
    };
  }
}
