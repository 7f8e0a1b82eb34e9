import {
  directory,
  file,
  may,
  type Credentials,
  type DirectoryNode,
  type Errno,
  type FileNode,
  type FileSystem,
  type Mount,
  type MountOptions,
  type Node,
  type Place,
} from './filesystem.ts';

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
