/** Bundles the guest (src/sandbox/guest/main.ts) into one script for QuickJS. */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const OUT = new URL('../build/guest.js', import.meta.url);

/**
 * Long texts that name the same things stand side by side: gzip looks back over 32 KiB alone, so this is two kilobytes
 * less to send. Nothing depends on the order in which modules come that only hold data or functions.
 */
const TEXTS = [
  'simulator/cron/zone-names.ts',
  'simulator/not-simulated.ts',
  'simulator/api/schema/go-structs.ts',
  'simulator/api/schema/go-field-order.ts',
  'simulator/api/validation/internal-order.ts',
  'simulator/api/schema/go-facts.ts',
  'simulator/api/schema/facts.ts',
  'simulator/kubectl/pod-descriptions.ts',
  'simulator/kubectl/kind-descriptions.ts',
  'simulator/runtime/shell/usages.ts',
  'simulator/kubectl/group-help.ts',
  'simulator/kubectl/commands.ts',
];

/** The bundle's text; nothing is written. */
export async function bundleGuest(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: [...TEXTS, 'sandbox/guest/main.ts'].map((file) => `import './${file}';`).join('\n'),
      resolveDir: fileURLToPath(new URL('../src', import.meta.url)),
    },
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
