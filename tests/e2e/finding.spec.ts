/** Finding one's way: search, glossary, filters, settings, keys. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { visit, watch } from './site.ts';

for (const [language, word, lesson] of [
  ['en', 'toleration', 'Taints and tolerations'],
  ['ko', '톨러레이션', '테인트와 톨러레이션'],
] as const)
  test(`${language}: the search finds a lesson and an exercise by a word, and its address keeps the word`, async ({
    page,
  }) => {
    const wrong = await watch(page);
    await page.goto(`${language}/search/`);
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type(word);
    const found = page.locator('[data-search-results] > li');
    await expect(found.filter({ has: page.getByRole('link', { name: lesson, exact: true }) })).toBeVisible();
    await expect(page.locator(`[data-search-results] a[href*="/exercises/"]`).first()).toBeVisible();
    await expect(page.getByRole('status').first()).toContainText(word);
    expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([]);
    await page.reload();
    await expect(found.first()).toBeVisible();
    expect(wrong).toEqual([]);
  });

test('what is not there is said, and what is typed is never read as markup', async ({ page }) => {
  const wrong = await watch(page);
  await page.goto('en/search/?q=%3Czzqqxyw%2F%3E');
  await expect(page.locator('[data-search-status]')).toContainText('Nothing was found for “<zzqqxyw/>”');
  expect(wrong).toEqual([]);
});

test('"/" searches and "?" lists the keys, but not while something is typed', async ({ page }) => {
  await page.goto('en/probes/three-probes/');
  await page.keyboard.press('/');
  await expect(page).toHaveURL(/\/en\/search\/$/);
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('/?');
  await expect(page.getByRole('searchbox')).toHaveValue('/?');
  await page.goto('en/truth/');
  await page.keyboard.press('?');
  await expect(page).toHaveURL(/\/en\/settings\/#keyboard$/);
});

test('a term is explained where it stands, by pointer and by keyboard, and Escape puts it away', async ({ page }) => {
  await page.goto('en/scheduling/taints-and-tolerations/');
  const term = page.locator('.term').first();
  const text = term.getByRole('tooltip', { includeHidden: true });
  await expect(text).toBeHidden();
  await term.hover();
  await expect(text).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(text).toBeHidden();
  await page.mouse.move(0, 0);
  await term.getByRole('link').focus();
  await expect(text).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/glossary\/#/);
  await expect(page.locator('dl > div:target')).toBeVisible();
});

test('exercises are chosen by kind, difficulty and progress, and the choice can be sent', async ({ page }) => {
  await page.goto('en/exercises/');
  await page.evaluate(() =>
    localStorage.setItem(
      'inside-the-pod',
      JSON.stringify({
        version: 1,
        done: { 'exercise/quiz-taints': '2026-01-01T00:00:00Z' },
        drafts: {},
        submissions: {},
        hints: {},
      }),
    ),
  );
  await page.reload();
  await page.getByLabel('Kind').selectOption('quiz');
  await page.getByLabel('Progress').selectOption('done');
  await expect(page).toHaveURL(/\?type=quiz&state=done$/);
  await expect(page.locator('[data-exercise]:visible')).toHaveCount(1);
  await page.reload();
  await expect(page.locator('[data-exercise]:visible')).toHaveCount(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(page.locator('[data-exercise]:visible').nth(20)).toBeVisible();
});

test('settings hold at once and on the next page; erasing asks once more', async ({ page }) => {
  await page.goto('en/settings/');
  await page.getByLabel('Dark', { exact: true }).check();
  await page.getByLabel('20×').check();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await visit(page, 'en/probes/probe-timing/');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('[data-speed="20"]').first()).toHaveAttribute('aria-pressed', 'true');
  await page.goto('en/settings/');
  const done = () => page.evaluate(() => localStorage.getItem('inside-the-pod'));
  await page.evaluate(() =>
    localStorage.setItem(
      'inside-the-pod',
      JSON.stringify({ version: 1, done: { 'lesson/x': 'y' }, drafts: {}, submissions: {}, hints: {} }),
    ),
  );
  await page.getByRole('button', { name: 'Erase all progress' }).click();
  expect(await done()).toContain('lesson/x');
  await page.getByRole('button', { name: 'Really erase' }).click();
  await expect(page.getByText('All progress and drafts are erased.')).toBeVisible();
  expect(await done()).not.toContain('lesson/x');
});

test('any recorded case is shown beside the simulated answer, when it is asked for', async ({ page }) => {
  const wrong = await watch(page);
  await page.goto('en/truth/');
  await page.getByLabel('Area').selectOption('shell');
  const names = page.locator('[data-case-list] button');
  await expect(names.first()).toBeVisible();
  await page.getByLabel('A word of its name').fill('quot');
  await expect(page.locator('[data-case-status]')).toContainText('cases shown');
  await names.first().click();
  await expect(page.locator('[data-case] h3')).toBeFocused();
  await expect(page.locator('[data-case] .beside').first()).toContainText('simulated');
  expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => v.id)).toEqual([]);
  expect(wrong).toEqual([]);
});
