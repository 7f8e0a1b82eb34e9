/** Builds the site into dist: the guest's bundle, the pages, the search index, the service worker. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildGuest } from './build-guest.ts';
import { indexPages } from './index-pages.ts';
import { writeServiceWorker } from './service-worker.ts';

const { values } = parseArgs({ options: { outDir: { type: 'string' } } });
const dist = values.outDir ?? fileURLToPath(new URL('../dist', import.meta.url));

await buildGuest();
const { status } = spawnSync('npx', ['astro', 'build', '--outDir', dist], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
await indexPages(dist);
const { count, size } = await writeServiceWorker(dist);
console.log(`${count} files are kept for offline: ${(size / 1e6).toFixed(1)} MB`);
