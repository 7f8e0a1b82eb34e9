/** What a hostile or an unlucky browser brings: a clear word, and nothing lost. */
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from 'playwright/test';
import { site } from '../../src/i18n/site.ts';
import { workspace } from '../../src/i18n/workspace.ts';
import { KEY } from '../../src/course/progress.ts';
import { Exercise, visit, watch } from './site.ts';

/** Puts something into the browser's storage before the first page is there. */
const keep = (page: Page, text: string): Promise<unknown> =>
  page.addInitScript(([key, value]) => localStorage.getItem(key!) ?? localStorage.setItem(key!, value!), [KEY, text]);

async function downloaded(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFileSync(await download.path(), 'utf8');
}

const other = '{"version":2,"lessons":["probe-timing"]}';

test('progress of another version is put aside, said to be there, and can be taken away', async ({ page }) => {
  const wrong = await watch(page);
  await keep(page, other);
  await visit(page, 'en/probes/probe-timing/'); // notes where the reader is
  await visit(page, 'en/settings/');
  await expect(page.getByText(site.en.unread)).toBeVisible();
  const press = () => page.getByRole('button', { name: site.en.unreadDownload }).click();
  expect(await downloaded(page, press)).toBe(other);
  expect(wrong).toEqual([]);
});

for (const [what, file, said] of [
  ['of another version', other, site.ko.importOtherVersion],
  ['that a hand has broken', '{"version":1,"done":{"a":1}}', site.ko.importFailed],
  ['that is no JSON', '\0\0', site.ko.importFailed],
] as const)
  test(`a progress file ${what} changes nothing, and the reader is told why`, async ({ page }) => {
    await visit(page, 'ko/probes/probe-timing/');
    const before = await page.evaluate((key) => localStorage.getItem(key), KEY);
    await visit(page, 'ko/settings/');
    const buffer = Buffer.from(file);
    await page.locator('[data-file]').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer });
    await expect(page.locator('[data-progress]')).toContainText(said);
    expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(before);
  });

test('a draft that a hand has broken is shown as it is', async ({ page }) => {
  const wrong = await watch(page);
  const drafts = { 'command-or-args': { text: '{"yaml":5,"lines":"x"}', savedAt: '' } };
  await keep(page, JSON.stringify({ version: 1, done: {}, drafts, submissions: {}, hints: {} }));
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await expect(page.locator('.cm-content')).toContainText('{"yaml":5,"lines":"x"}');
  expect(wrong).toEqual([]);
});

for (const how of ['full', 'forbidden'] as const)
  test(`storage that is ${how}: lessons and settings work, an exercise says so, and the work can be taken away`, async ({
    page,
  }) => {
    const wrong = await watch(page);
    await page.addInitScript((kind) => {
      const refuse = (): never => {
        throw new DOMException('no', kind === 'full' ? 'QuotaExceededError' : 'SecurityError');
      };
      if (kind === 'full') Storage.prototype.setItem = refuse;
      else
        for (const name of ['localStorage', 'sessionStorage'])
          Object.defineProperty(window, name, { get: refuse, configurable: true });
    }, how);
    await visit(page, 'en/probes/probe-timing/');
    await visit(page, 'en/settings/');
    await page.getByRole('radio', { name: 'Dark' }).check();
    await page.getByRole('link', { name: '한국어' }).first().click();
    const exercise = new Exercise(page, 'en', 'command-or-args');
    await exercise.visit();
    await exercise.write('kind: Pod\n');
    await expect(page.getByText(exercise.words.storage)).toBeVisible();
    const press = () => page.getByRole('button', { name: exercise.words.downloadCopy }).click();
    expect(await downloaded(page, press)).toContain('kind: Pod');
    expect(wrong).toEqual([]);
  });

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('lessons read and their figures stand; an exercise says what it needs', async ({ page }) => {
    await page.goto('ko/probes/probe-timing/');
    await expect(page.locator('svg.tl').first()).toBeVisible();
    await expect(page.locator('.needs-script:visible')).toHaveCount(0);
    await page.goto('ko/exercises/command-or-args/');
    const word = page.locator('noscript p');
    await expect(word).toHaveText(workspace.ko.needsScript);
    await expect(word).toBeInViewport();
    await expect(page.locator('.task-text')).toBeVisible();
  });
});
