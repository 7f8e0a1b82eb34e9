import type { HostPathVolumeSource } from '../../api/schema/kinds.ts';
import { toBytes } from '../../runtime/bytes.ts';
import { MANIFESTS } from '../static-pods/manifest-folder.ts';
import { directory, file, link, type DirectoryNode, type FileNode, type Node } from '../../runtime/filesystem.ts';

export type HostPath =
  { readonly ok: true; readonly node: DirectoryNode | FileNode } | { readonly ok: false; readonly problem: string };

/** A node's own files, as far as a hostPath volume can meet them. */
export const hostFiles = (): DirectoryNode =>
  directory([
    ['bin', link('usr/bin')],
    ['dev', directory([['null', { ...file('', 0o666), device: 'null' }]])],
    [
      'etc',
      directory([
        ['hostname', file('node\n')],
        ['kubernetes', directory([['manifests', directory()]])],
        ['os-release', file('NAME="Debian GNU/Linux"\n')],
      ]),
    ],
    ['proc', directory()],
    ['run', directory()],
    ['sys', directory()],
    ['tmp', directory([], 0o1777)],
    ['usr', directory([['bin', directory()]])],
    [
      'var',
      directory([
        ['lib', directory()],
        [
          'log',
          directory([
            ['containers', directory()],
            ['pods', directory()],
          ]),
        ],
      ]),
    ],
  ]);

/** The folder of a node's static Pods, with these files in it. */
export function manifestFolder(host: DirectoryNode, manifests: Readonly<Record<string, string>>): DirectoryNode {
  const folder = find(host, MANIFESTS);
  if (folder?.type !== 'directory') throw new Error('a node has a folder for manifests');
  for (const [name, text] of Object.entries(manifests)) folder.entries.set(name, file(toBytes(text), 0o600));
  return folder;
}

/**
 * Finds or makes what a hostPath names.
 * @source kubernetes/kubernetes pkg/volume/hostpath/host_path.go checkTypeInternal
 */
export function hostPath(host: DirectoryNode, source: HostPathVolumeSource): HostPath {
  const { path, type = '' } = source;
  const found = find(host, path);
  const isDirectory = found?.type === 'directory';
  const isFile = found?.type === 'file';
  const no = (what: string): HostPath => ({ ok: false, problem: `hostPath type check failed: ${path} is not ${what}` });
  switch (type) {
    case 'DirectoryOrCreate':
      return isDirectory || !found
        ? { ok: true, node: isDirectory ? found : make(host, path, directory([], 0o755)) }
        : no('a directory');
    case 'FileOrCreate':
      if (found) return isFile ? { ok: true, node: found } : no('a file');
      if (find(host, namesOf(path).slice(0, -1).join('/'))?.type !== 'directory')
        return { ok: false, problem: `open ${path}: no such file or directory` };
      return { ok: true, node: make(host, path, file('', 0o644)) };
    case 'Directory':
      return isDirectory ? { ok: true, node: found } : no('a directory');
    case 'File':
      return isFile ? { ok: true, node: found } : no('a file');
    case 'Socket':
      return no('a socket file');
    case 'CharDevice':
      return isFile && found.device ? { ok: true, node: found } : no('a character device');
    case 'BlockDevice':
      return no('a block device');
    default:
      return { ok: true, node: isDirectory || isFile ? found : make(host, path, directory([], 0o755)) };
  }
}

const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');

function find(host: DirectoryNode, path: string): Node | undefined {
  let at: Node | undefined = host;
  for (const name of namesOf(path)) {
    at = at.type === 'directory' ? at.entries.get(name) : undefined;
    if (at?.type === 'link') at = find(host, at.target);
    if (!at) return undefined;
  }
  return at;
}

function make<T extends DirectoryNode | FileNode>(host: DirectoryNode, path: string, node: T): T {
  const names = namesOf(path);
  const last = names.pop();
  let into = host;
  for (const name of names) {
    const found = into.entries.get(name);
    const next = found?.type === 'directory' ? found : directory();
    if (found?.type !== 'directory') into.entries.set(name, next);
    into = next;
  }
  if (last !== undefined) into.entries.set(last, node);
  return node;
}
