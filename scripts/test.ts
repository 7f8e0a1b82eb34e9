/** Everything that CI runs; the last line counts: "N passed, N failed". A check without tests of its own counts as one. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { buildGuest } from './build-guest.ts';

interface Count {
  readonly passed: number;
  readonly failed: number;
}
interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** What the runner's report says; thrown where it wrote none. */
  readonly count?: () => Count;
  readonly env?: Readonly<Record<string, string>>;
}

const folder = mkdtempSync(join(tmpdir(), 'inside-the-pod-'));
const total = { passed: 0, failed: 0 };
const failed: string[] = [];

/** Runs rows of steps side by side, each row in its order. Where there are several, a step says what it has to say when it ends. */
async function run(...rows: readonly (readonly Step[])[]): Promise<void> {
  await Promise.all(
    rows.map(async (steps) => {
      for (const step of steps) await perform(step, rows.length > 1);
    }),
  );
}

async function perform({ name, command, count, env }: Step, beside: boolean): Promise<void> {
  const started = performance.now();
  if (!beside) console.log(`\n— ${name}`);
  const runner = spawn('npx', command, {
    stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...env },
  });
  const said: Buffer[] = [];
  for (const stream of [runner.stdout, runner.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk));
  const status = await new Promise<number | null>((resolve) => runner.once('close', resolve));
  if (beside) console.log(`\n— ${name}\n${Buffer.concat(said).toString().trimEnd()}`);
  const { passed, failed: wrong } = counted(status, count);
  total.passed += passed;
  total.failed += wrong;
  if (wrong) failed.push(name);
  console.log(`  ${passed} passed, ${wrong} failed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function counted(status: number | null, count: Step['count']): Count {
  if (!count) return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  try {
    const inner = count();
    return { passed: inner.passed, failed: status === 0 ? inner.failed : Math.max(1, inner.failed) };
  } catch {
    return { passed: 0, failed: 1 }; // no report was written: the runner itself failed
  }
}

const report = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;

await buildGuest();
await run(
  [
    { name: 'lint', command: ['eslint', '.'] },
    { name: 'format', command: ['prettier', '--check', '--log-level', 'warn', '.'] },
    { name: 'types', command: ['tsc', '-p', 'src/simulator'] },
    { name: 'unused code', command: ['knip'] },
    { name: 'conformance', command: ['node', 'tests/conformance/run.ts'] },
  ],
  [
    { name: 'types of the site', command: ['astro', 'check'] },
    { name: 'build', command: ['node', 'scripts/build.ts'] },
    { name: 'sizes', command: ['size-limit'] },
  ],
);
await run([
  {
    name: 'units',
    command: [
      'vitest',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${join(folder, 'units.json')}`,
    ],
    count: () => {
      const { numPassedTests, numFailedTests } = report<{ numPassedTests: number; numFailedTests: number }>(
        'units.json',
      );
      return { passed: numPassedTests, failed: numFailedTests };
    },
  },
  { name: 'mutation', command: ['node', 'tests/mutate/run.ts', '--quarter', '--seeds', '0'] }, // the suite has tried three
]);
const browser = findBrowser();
await run([
  {
    name: 'browser',
    command: ['playwright', 'test', '-c', 'tests/e2e/playwright.config.ts'],
    count: () => {
      const { stats } = report<{ stats: { expected: number; unexpected: number; flaky: number } }>('e2e.json');
      return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
    },
    env: { CHROMIUM: browser, E2E_REPORT: join(folder, 'e2e.json') },
  },
]);
await run(
  [{ name: 'Firefox', command: ['node', 'tests/firefox/walk.ts'] }],
  [{ name: 'Lighthouse', command: ['node', 'scripts/lighthouse.ts'], env: { CHROMIUM: browser } }],
);

if (failed.length) console.log(`\nfailed: ${failed.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
