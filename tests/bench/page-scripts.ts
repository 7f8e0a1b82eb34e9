/** What a built page needs before it is alive. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const DIST = new URL('../../dist/', import.meta.url);

/**
 * Its scripts and its islands with all that they import at once; what they import later, when it is wanted, is left out.
 *
 * @param page - its folder in the built site
 * @returns paths; undefined where the site is not built
 */
export function scriptFiles(page: string): string[] | undefined {
  const html = new URL(`${page}/index.html`, DIST);
  if (!existsSync(html)) return undefined;
  const needed = new Set<string>();
  const need = (file: URL): void => {
    if (needed.has(file.href)) return;
    needed.add(file.href);
    for (const [, imported] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*"(\.[^"]+)"/g))
      need(new URL(imported!, file));
  };
  for (const [, file] of readFileSync(html, 'utf8').matchAll(/(?:src|component-url|renderer-url)="\/([^"]+\.js)"/g))
    need(new URL(file!, DIST));
  return [...needed].map((file) => fileURLToPath(file));
}

/** The style sheets that a built page links. @returns paths */
export const styleFiles = (page: string): string[] =>
  [...readFileSync(new URL(`${page}/index.html`, DIST), 'utf8').matchAll(/href="\/([^"]+\.css)"/g)].map(([, file]) =>
    fileURLToPath(new URL(file!, DIST)),
  );

/** Kilobytes of those scripts, each file compressed by gzip; undefined where the site is not built. */
export const scriptsOf = (page: string): number | undefined =>
  scriptFiles(page)?.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length / 1000, 0);
