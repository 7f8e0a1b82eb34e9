import { readdirSync } from 'node:fs';
import { expect, type Page } from 'playwright/test';
import { inOneTab } from './one-tab.ts';

const ids = readdirSync(new URL('../../exercises', import.meta.url));

for (const [i, id] of ids.entries()) {
  const language = i % 2 ? 'ko' : 'en';
  inOneTab(`${id} opens in ${language}, runs and takes a submission`, async ({ page, wrong }) => {
    expect((await page.goto(`${language}/exercises/${id}/`))?.status()).toBe(200);
    await expect(page.locator('astro-island[ssr]')).toHaveCount(0); // it has come alive
    await touch(page);
    await page.locator('.editor-foot [data-kind="primary"]').click();
    await expect(page.locator('#verdict')).toHaveAttribute('data-r', /pass|fail/);
    await expect(page.locator('.verdict-stopped b')).toHaveCount(0); // no limit was met
    expect(wrong).toEqual([]);
  });
}

/** What was not touched is not graded: answers something, types a line, or adds one to the manifest. */
async function touch(page: Page): Promise<void> {
  const line = page.locator('#terminal-line');
  if (await line.count()) {
    await line.fill('kubectl get pods');
    await line.press('Enter');
    await expect(page.getByRole('log')).toContainText('kubectl get pods');
    return;
  }
  for (const field of await page.locator('.questions input[type=text]').all()) await field.fill('0');
  for (const group of await page.locator('.questions fieldset').all()) await group.locator('input').first().check();
  if (await page.locator('.questions').count()) return;
  await page.locator('.code-editor:not([hidden]), .plain-editor textarea').first().click();
  await page.keyboard.type('# mine');
}
