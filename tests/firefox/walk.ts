/**
 * A shorter walk in Firefox, by WebDriver BiDi: the pages come alive there too, and a verdict has the bytes of `grade --verdict`.
 *   node tests/firefox/walk.ts
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Page } from 'puppeteer-core';
import { findFirefox } from '../../scripts/browser.ts';
import { serve } from '../../scripts/serve.ts';
import { readFragment, shareFragment } from '../../src/workspace/share-link.ts';

const PORT = 4393;
const EXERCISE = 'command-or-args';
const ANSWER = `exercises/${EXERCISE}/solution.yaml`;

const steps: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  [
    'a lesson’s figure plays',
    async (page) => {
      await visit(page, 'en/probes/probe-timing/');
      await page.keyboard.press('Shift'); // what is out of view waits for a reader who stirs
      await page.waitForSelector('html[data-alive]');
      await page.click('[data-play]');
      await page.waitForFunction(
        () => Number(document.querySelector('[role=slider]')?.getAttribute('aria-valuenow')) > 0,
      );
    },
  ],
  [
    'the search finds a lesson',
    async (page) => {
      await visit(page, 'ko/search/?q=테인트');
      await page.waitForSelector('[data-search-results] a');
    },
  ],
  [
    'an answer is graded, to the byte as on the command line',
    async (page) => {
      const fragment = await shareFragment({ yaml: readFileSync(ANSWER, 'utf8') });
      if (!fragment || (await readFragment(fragment)).kind !== 'work') throw new Error('the answer fits no link');
      await visit(page, `en/exercises/${EXERCISE}/${fragment}`);
      await page.waitForSelector('astro-island:not([ssr])');
      await page.locator('.notice-actions button').click();
      await page.locator('.editor-foot button[data-kind=primary]').click();
      await page.waitForSelector('#verdict[data-r=pass]', { timeout: 30_000 });
      const handed = await page.evaluate(async () => {
        const blobs: Blob[] = [];
        const make = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (blob) => {
          if (blob instanceof Blob) blobs.push(blob);
          return make(blob);
        };
        [...document.querySelectorAll<HTMLElement>('.bar-button')].at(-1)?.click();
        return blobs[0]?.text();
      });
      const { verdict } = JSON.parse(handed ?? '{}') as { verdict?: unknown };
      const told = execFileSync('node', ['src/cli/inside-the-pod.ts', 'grade', EXERCISE, ANSWER, '--verdict'], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        encoding: 'utf8',
      });
      if (JSON.stringify(verdict) !== told.trim())
        throw new Error('Firefox and the command line give different verdicts');
    },
  ],
];

const base = `http://127.0.0.1:${PORT}${process.env['SITE_BASE'] ?? '/'}`;
const visit = async (page: Page, path: string): Promise<void> => void (await page.goto(base + path));

const firefox = findFirefox();
if (firefox === undefined) {
  console.log('There is no Firefox here and none can be installed: this walk is left out.');
  process.exit(0);
}
const server = await serve(PORT, process.env['SITE_BASE'] ?? '/');
const browser = await puppeteer.launch({ browser: 'firefox', executablePath: firefox, headless: true });
let failed = 0;
for (const [name, step] of steps) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 900 });
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error instanceof Error ? error.message : String(error)));
  try {
    await step(page);
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    console.log(`  ✓ ${name}`);
  } catch (error) {
    failed++;
    console.log(`  ✘ ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  await page.close();
}
await browser.close();
server.close();
console.log(`${steps.length - failed} passed, ${failed} failed in Firefox`);
process.exit(failed > 0 ? 1 : 0);
