/**
 * How smoothly a page moves while the simulator works: the longest time without a new frame, in the built site.
 * It is wall time: what else runs on the machine counts too.
 */
import { existsSync } from 'node:fs';
import { chromium, type Page } from 'playwright';
import { findBrowser } from '../../scripts/browser.ts';
import { serve } from '../../scripts/serve.ts';

const PORT = 4392;
/** From one Pod to the largest pictures of the course. */
const EXERCISES = [
  'command-or-args',
  'prestop-budget',
  'two-servers-one-pod',
  'spread-zones',
  'capstone-production-web',
];
const DIST = new URL('../../dist/en/exercises/index.html', import.meta.url);

export interface LongestFrame {
  readonly exercise: string;
  /** Milliseconds. */
  readonly submitting: number;
  /** Milliseconds, from the first key until the preview has been drawn. */
  readonly typing: number;
}

/**
 * Types into the starter of some exercises, waits for the preview, submits, types on, and sees the result drawn.
 *
 * @param slowdown - how many times slower than this machine the page's thread runs
 * @returns one measurement an exercise; nothing where the site is not built
 */
export async function longestFrames(slowdown: number): Promise<readonly LongestFrame[]> {
  if (!existsSync(DIST)) return [];
  const server = await serve(PORT);
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const measured: LongestFrame[] = [];
  for (const id of EXERCISES) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    measured.push({ exercise: id, ...(await measure(page, id, slowdown)) });
    await page.close();
  }
  await browser.close();
  server.close();
  return measured;
}

async function measure(page: Page, id: string, slowdown: number): Promise<Omit<LongestFrame, 'exercise'>> {
  await page.goto(`http://127.0.0.1:${PORT}/en/exercises/${id}/`);
  await page.locator('astro-island[ssr]').waitFor({ state: 'detached' });
  await page.locator('#editor textarea, .cm-content').first().focus();
  const editor = page.locator('.cm-content');
  await editor.click();
  await page.locator('.pane-cluster .node-box, .pane-cluster div.panel-state').first().waitFor(); // what is there has run, or was refused
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.evaluate(watchFrames);
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type('# typed while it runs');
  await page.waitForTimeout(600); // 300 until the preview begins, then its run
  const typing = await page.evaluate(longest);
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.keyboard.type('and on');
  await page.locator('#verdict[data-r]').waitFor();
  await page.waitForTimeout(300);
  return { typing, submitting: await page.evaluate(longest) };
}

/** In the page: notes the time between frames. */
function watchFrames(): void {
  const noted = window as unknown as { longestFrame: number };
  noted.longestFrame = 0;
  let last = performance.now();
  requestAnimationFrame(function next(now) {
    noted.longestFrame = Math.max(noted.longestFrame, now - last);
    last = now;
    requestAnimationFrame(next);
  });
}

/** In the page: the longest since it was last asked for. */
function longest(): number {
  const noted = window as unknown as { longestFrame: number };
  const { longestFrame } = noted;
  noted.longestFrame = 0;
  return longestFrame;
}
