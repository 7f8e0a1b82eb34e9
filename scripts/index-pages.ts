/** What makes the built pages searchable. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { close, createIndex } from 'pagefind';

/** Ready-made interfaces that Pagefind adds: ours is src/components/site-search.ts. */
const UNUSED = [
  'pagefind-component-ui.css',
  'pagefind-component-ui.js',
  'pagefind-highlight.js',
  'pagefind-modular-ui.css',
  'pagefind-modular-ui.js',
  'pagefind-ui.css',
  'pagefind-ui.js',
];

/** Indexes what pages mark with data-pagefind-body, a language apart, into `<dist>/pagefind`. Throws what Pagefind says. */
export async function indexPages(dist: string): Promise<void> {
  const said = (errors: readonly string[]): void => {
    if (errors.length > 0) throw new Error(`the pages could not be indexed: ${errors.join('; ')}`);
  };
  const { index, errors } = await createIndex({
    excludeSelectors: ['figure', 'pre', '.eyebrow', '.outcomes', '.next-lesson'],
  });
  said(errors);
  said((await index!.addDirectory({ path: dist, glob: '*/**/*.html' })).errors);
  said((await index!.writeFiles({ outputPath: join(dist, 'pagefind') })).errors);
  await close();
  for (const file of UNUSED) rmSync(join(dist, 'pagefind', file), { force: true });
}
