/** Everything that CI runs, in order; the last line counts: "N passed, N failed". A check without tests of its own counts as one. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';
import { buildGuest } from './build-guest.ts';

interface Count {
  passed: number;
  failed: number;
}

const folder = mkdtempSync(join(tmpdir(), 'inside-the-pod-'));
const total: Count = { passed: 0, failed: 0 };
const failed: string[] = [];

function step(name: string, command: readonly string[], count?: () => Count, env: Record<string, string> = {}): void {
  const started = performance.now();
  console.log(`\n— ${name}`);
  const { status } = spawnSync('npx', command, { stdio: 'inherit', env: { ...process.env, ...env } });
  let counted: Count = { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  if (count) {
    try {
      const inner = count();
      counted = { passed: inner.passed, failed: status === 0 ? inner.failed : Math.max(1, inner.failed) };
    } catch {
      counted = { passed: 0, failed: 1 }; // no report was written: the runner itself failed
    }
  }
  total.passed += counted.passed;
  total.failed += counted.failed;
  if (counted.failed) failed.push(name);
  console.log(
    `  ${counted.passed} passed, ${counted.failed} failed in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}

const report = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;

await buildGuest();
step('lint', ['eslint', '.']);
step('format', ['prettier', '--check', '--log-level', 'warn', '.']);
step('types', ['tsc', '-p', 'src/simulator']);
step('types of the site', ['astro', 'check']);
step('unused code', ['knip']);
step(
  'units',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(folder, 'units.json')}`],
  () => {
    const { numPassedTests, numFailedTests } = report<{ numPassedTests: number; numFailedTests: number }>('units.json');
    return { passed: numPassedTests, failed: numFailedTests };
  },
);
step('conformance', ['node', 'tests/conformance/run.ts']);
step('mutation', ['node', 'tests/mutate/run.ts', '--quarter', '--seeds', '0']); // the suite has tried three
step('build', ['node', 'scripts/build.ts']);
step('sizes', ['size-limit']);
const browser = findBrowser();
step(
  'browser',
  ['playwright', 'test', '-c', 'tests/e2e/playwright.config.ts'],
  () => {
    const { stats } = report<{ stats: { expected: number; unexpected: number; flaky: number } }>('e2e.json');
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
  },
  { CHROMIUM: browser, E2E_REPORT: join(folder, 'e2e.json') },
);

step('Firefox', ['node', 'tests/firefox/walk.ts']);
step('Lighthouse', ['node', 'scripts/lighthouse.ts'], undefined, { CHROMIUM: browser });

if (failed.length) console.log(`\nfailed: ${failed.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed ? 1 : 0);
