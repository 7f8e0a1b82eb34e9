import { directory, link, type DirectoryNode, type FileNode } from '../../runtime/filesystem.ts';
import type { Files } from './content.ts';

/**
 * Writes a volume's files as the kubelet does, so that a reader sees all of the old or all of the new: a directory with a
 * time in its name, the link ..data to it, and a link for each first name.
 * @source kubernetes/kubernetes pkg/volume/util/atomic_writer.go Write
 */
export function writeAtomically(
  volume: DirectoryNode,
  files: Files,
  who: { readonly name: string; readonly group: number | undefined; readonly now: number },
): void {
  const target = directory([], 0o755);
  for (const [path, { bytes, mode }] of files) {
    const names = path.split('/');
    const last = names.pop() ?? path;
    let into = target;
    for (const name of names) {
      const found = into.entries.get(name);
      const next = found?.type === 'directory' ? found : directory();
      into.entries.set(name, next);
      into = next;
    }
    into.entries.set(last, ownedFile(bytes, who.group === undefined ? mode : mode | 0o040, who));
  }
  for (const name of [...volume.entries.keys()]) volume.entries.delete(name);
  volume.entries.set(who.name, target);
  volume.entries.set('..data', link(who.name));
  for (const name of new Set([...files.keys()].map((path) => path.split('/', 1)[0] ?? path)))
    volume.entries.set(name, link(`..data/${name}`));
  volume.modified = who.now;
}

function ownedFile(
  content: string,
  mode: number,
  who: { readonly group: number | undefined; readonly now: number },
): FileNode {
  return {
    type: 'file',
    content,
    mode,
    owner: 0,
    modified: who.now,
    ...(who.group === undefined ? {} : { group: who.group }),
  };
}

export const sameFiles = (a: Files, b: Files): boolean =>
  a.size === b.size &&
  [...a].every(([path, { bytes, mode }]) => b.get(path)?.bytes === bytes && b.get(path)?.mode === mode);
