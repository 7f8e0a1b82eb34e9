/** Builds the site into dist: the guest's bundle first, then the pages. */
import { spawnSync } from 'node:child_process';
import { buildGuest } from './build-guest.ts';

await buildGuest();
const { status } = spawnSync('npx', ['astro', 'build', ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
