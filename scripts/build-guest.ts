/** Bundles the guest (src/sandbox/guest/main.ts) into one script for QuickJS: build/guest.js. */
import { mkdir, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const OUT = new URL('../build/guest.js', import.meta.url);

/** @returns the bundle's text; it is also written to build/guest.js, where the worker's own bundle finds it */
export async function buildGuest(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL('../src/sandbox/guest/main.ts', import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  const code = outputFiles[0]!.text;
  await mkdir(new URL('.', OUT), { recursive: true });
  await writeFile(OUT, code);
  return code;
}

if (import.meta.main) await buildGuest();
