import type { KnipConfig } from 'knip';

export default {
  entry: [
    'graders/kit/index.ts',
    'src/sandbox/guest/main.ts',
    'src/sandbox/worker.ts',
    'scripts/*.ts',
    'tests/bench/{run,guest,webernetes}.ts',
    'tests/conformance/areas/*.ts',
    'tests/conformance/recorder/{build,record-*}.ts',
    'tests/e2e/*.ts',
    'tests/firefox/walk.ts',
    'src/pages/**/*.astro',
    'content/**/*.mdx',
    'src/course/runs/*.ts', // read by lessons as `run.…`
  ],
  project: ['src/**/*.{ts,tsx,astro}', 'content/**/*.mdx', 'graders/**/*.ts', 'tests/**/*.ts', 'scripts/**/*.ts'],
  /** A lesson's imports. */
  compilers: { mdx: (text: string) => [...text.matchAll(/^import .*$/gm)].join('\n') },
  /** What a recorder needs on its machine. */
  ignoreBinaries: ['go', 'kubectl', 'unshare'],
  /** Exported types are a file's contract, also where nobody names them yet. */
  exclude: ['types'],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
