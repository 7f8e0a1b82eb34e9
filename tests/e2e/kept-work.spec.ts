/** What a learner has typed is not lost: after a reset, beside another tab, under a link that was shared. */
import { expect, test } from 'playwright/test';
import { Exercise, solution, watch } from './site.ts';

const typo = solution.replace('image:', 'imagee:');

test('a reset is taken back, also after a reload', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(solution);
  await page.getByRole('button', { name: exercise.words.reset }).click();
  await expect(page.locator('.cm-content')).toContainText('command:');
  await page.reload();
  await exercise.alive();
  await page.getByRole('button', { name: exercise.words.bringBack }).click();
  await expect(exercise.editor).toHaveValue(solution);
  await expect(page.getByRole('button', { name: exercise.words.bringBack })).toHaveCount(0);
});

test('two tabs do not overwrite each other unseen', async ({ page, context }) => {
  const here = new Exercise(page, 'en', 'command-or-args');
  await here.visit();
  await here.write(solution);
  const other = await context.newPage();
  const there = new Exercise(other, 'en', 'command-or-args');
  await there.visit();
  await there.write(typo);
  await expect(page.locator('.workspace-notices')).toContainText(here.words.fromTab);
  await expect(page.locator('.cm-content')).toContainText('image: course/web:1.0');
  await page.getByRole('button', { name: here.words.openTheirs }).click();
  await expect(page.locator('.cm-content')).toContainText('imagee');
  await page.getByRole('button', { name: here.words.bringBack }).click();
  await expect(page.locator('.cm-content')).toContainText('image: course/web:1.0');
});

test('a share link brings an answer, which waits until it is asked for', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(solution);
  await page.getByRole('button', { name: exercise.words.copyLink }).click();
  await expect(page.getByText(exercise.words.linkCopied)).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await exercise.write(typo);
  const wrong = await watch(page);
  await page.goto(link);
  await page.reload(); // only the fragment differs
  await expect(page.locator('.workspace-notices')).toContainText(exercise.words.shared);
  await expect(page.locator('.cm-content')).toContainText('imagee');
  await page.getByRole('button', { name: exercise.words.openTheirs }).click();
  await expect(page.locator('.cm-content')).toContainText('image: course/web:1.0');
  await page.getByRole('button', { name: exercise.words.bringBack }).click();
  await expect(page.locator('.cm-content')).toContainText('imagee');
  expect(wrong).toEqual([]);
});

for (const fragment of ['#answer=%F0%9F', '#answer=AAAA', `#answer=${'A'.repeat(150_000)}`])
  test(`a broken link is said to be one, and nothing is lost: ${fragment.slice(0, 14)}`, async ({ page }) => {
    const exercise = new Exercise(page, 'en', 'command-or-args');
    await exercise.visit();
    await exercise.write(solution);
    await page.evaluate((hash) => (location.hash = hash), fragment);
    await expect(page.locator('.workspace-notices')).toContainText(exercise.words.linkBroken);
    await expect(page.locator('.cm-content')).toContainText('9090');
  });
