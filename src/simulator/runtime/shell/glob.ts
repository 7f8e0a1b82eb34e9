import type { Credentials, FileSystem } from '../filesystem.ts';
import { absolute } from '../filesystem.ts';
import { compilePattern, hasWildcards, matches, unescapePattern } from './pattern.ts';

/** Files that a pattern may find. */
const MOST_FOUND = 10_000;

/**
 * The paths that a pattern matches, in order of their bytes; none when nothing does. A leading dot must be written, and then
 * finds `.` and `..` too.
 * @param looked - hears how many entries of a directory were held against it
 * @source busybox 1.35 shell/ash.c expmeta
 */
export function glob(
  files: FileSystem,
  who: Credentials,
  cwd: string,
  pattern: string,
  looked: (entries: number) => void,
): readonly string[] {
  const names = pattern.split('/');
  let found = pattern.startsWith('/') ? ['/'] : [''];
  for (const [i, name] of names.entries()) {
    if (name === '') continue;
    const last = names.slice(i + 1).every((rest) => rest === '');
    const slash = i < names.length - 1 ? '/' : '';
    const next: string[] = [];
    const plain = hasWildcards(name) ? undefined : unescapePattern(name);
    const compiled = compilePattern(name);
    for (const base of found) {
      if (plain !== undefined) {
        const place = files.locate(absolute(cwd, base + plain), who, last ? 'keep' : 'follow');
        if (typeof place !== 'string' && place.node && (slash === '' || place.node.type === 'directory'))
          next.push(base + plain + slash);
        continue;
      }
      const place = files.locate(absolute(cwd, base === '' ? '.' : base), who);
      if (typeof place === 'string' || place.node?.type !== 'directory') continue;
      const { entries } = place.node;
      looked(entries.size);
      const itself = place.node;
      const dots = name.startsWith('.')
        ? ([
            ['.', itself],
            ['..', itself],
          ] as const)
        : [];
      for (const [entry, node] of [...dots, ...entries]) {
        if (entry.startsWith('.') && !name.startsWith('.')) continue;
        if (!matches(compiled, entry)) continue;
        const target = node.type === 'link' && slash !== '' ? files.find(absolute(cwd, base + entry)) : node;
        if (slash === '' || target?.type === 'directory') next.push(base + entry + slash);
      }
    }
    found = next.slice(0, MOST_FOUND);
  }
  return found.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
