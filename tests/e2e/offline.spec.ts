/** The course without a network, after one visit; and what happens when a new version is there. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test, type Page } from 'playwright/test';
import { Exercise } from './site.ts';

test.use({ serviceWorkers: 'allow' });
test.describe.configure({ mode: 'serial' });

const WORKER = 'dist/sw.js';

/** Visits, and waits until the whole course is kept. */
async function keep(page: Page): Promise<void> {
  await page.goto('en/');
  await page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}

test('after one visit a lesson, the search and an exercise work without a network', async ({ page, context }) => {
  await keep(page);
  await context.setOffline(true);
  await expect(page.getByRole('status').getByText('You are offline')).toBeVisible();
  await page.goto('ko/probes/probe-timing/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('en/search/?q=taint');
  await expect(page.locator('[data-search-results] > li').first()).toBeVisible();
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(readFileSync('exercises/command-or-args/solution.yaml', 'utf8'));
  await exercise.submit();
  await expect(exercise.verdict).toHaveAttribute('data-r', 'pass');
});

test('a new version waits until the reader takes it', async ({ page }) => {
  await keep(page);
  const old = readFileSync(WORKER, 'utf8');
  try {
    appendFileSync(WORKER, '\n// another version\n');
    await page.reload();
    const take = page.getByRole('button', { name: 'Load it' });
    await expect(take).toBeVisible();
    const reloaded = page.waitForEvent('load');
    await take.click();
    await reloaded;
    await expect(take).toBeHidden();
  } finally {
    writeFileSync(WORKER, old);
  }
});
