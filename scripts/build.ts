/** Builds the site into dist: the guest's bundle, the pages and the recorded cases (at once), the search index, the service worker. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildGuest } from './build-guest.ts';
import { indexPages } from './index-pages.ts';
import { writeServiceWorker } from './service-worker.ts';

const { values } = parseArgs({ options: { outDir: { type: 'string' } } });
const dist = values.outDir ?? fileURLToPath(new URL('../dist', import.meta.url));

await buildGuest();
const recorded = mkdtempSync(join(tmpdir(), 'recorded-'));
await Promise.all([
  run('npx', ['astro', 'build', '--outDir', dist]),
  run(process.execPath, [fileURLToPath(new URL('recorded-cases.ts', import.meta.url)), recorded]),
]);
cpSync(recorded, join(dist, 'recorded'), { recursive: true });
rmSync(recorded, { recursive: true });
await indexPages(dist);
const { count, size } = await writeServiceWorker(dist);
console.log(`${count} files are kept for offline: ${(size / 1e6).toFixed(1)} MB`);

/** Ends the build where the command fails: it has said why. */
async function run(command: string, args: readonly string[]): Promise<void> {
  const [status] = (await once(spawn(command, args, { stdio: 'inherit' }), 'exit')) as [number | null];
  if (status !== 0) process.exit(status ?? 1);
}
