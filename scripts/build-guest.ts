/** Bundles the guest (src/sandbox/guest/main.ts) into one script for QuickJS. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const OUT = new URL('../build/guest.js', import.meta.url);

/** The bundle's text; nothing is written. */
export async function bundleGuest(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/sandbox/guest/main.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  return outputFiles[0]!.text;
}

/** Writes the bundle to build/guest.js, where the worker's own bundle finds it. */
export async function buildGuest(): Promise<void> {
  const code = await bundleGuest();
  await mkdir(new URL('.', OUT), { recursive: true });
  await writeFile(OUT, code);
}

if (import.meta.main) await buildGuest();
