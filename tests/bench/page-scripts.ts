/** How much script a built page needs before it is alive. */
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../../dist/', import.meta.url);

/**
 * Its scripts and its islands with all that they import at once; what they import later, when it is wanted, is left out.
 *
 * @param page - its folder in the built site
 * @returns kilobytes, each file compressed by gzip; undefined where the site is not built
 */
export function scriptsOf(page: string): number | undefined {
  const html = new URL(`${page}/index.html`, DIST);
  if (!existsSync(html)) return undefined;
  const needed = new Map<string, number>();
  const need = (file: URL): void => {
    if (needed.has(file.href)) return;
    const code = readFileSync(file, 'utf8');
    needed.set(file.href, gzipSync(code, { level: 9 }).length);
    for (const [, imported] of code.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) need(new URL(imported!, file));
  };
  for (const [, file] of readFileSync(html, 'utf8').matchAll(/(?:src|component-url|renderer-url)="\/([^"]+\.js)"/g))
    need(new URL(file!, DIST));
  return [...needed.values()].reduce((sum, size) => sum + size, 0) / 1000;
}
