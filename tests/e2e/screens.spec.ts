/** An exercise on narrow screens. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { Exercise } from './site.ts';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  for (const [id, colorScheme] of [
    ['command-or-args', 'light'],
    ['diag-terminal-tour', 'dark'],
  ] as const)
    test(`panes are tabs with panels, and axe finds nothing: ${id}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      const exercise = new Exercise(page, 'ko', id);
      await exercise.visit();
      const tabs = page.getByRole('tab');
      for (const i of [0, 1, 2]) {
        await tabs.nth(i).click();
        const panel = page.getByRole('tabpanel', { name: (await tabs.nth(i).innerText()).trim() });
        await expect(panel).toBeVisible();
        await expect(page.getByRole('tabpanel')).toHaveCount(1);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([]);
      }
    });
});

for (const width of [320, 720, 1024])
  test(`on a page of ${width} px nothing is wider, and a submission from the YAML shows its result`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 640 });
    const exercise = new Exercise(page, 'en', 'node-affinity-and');
    await exercise.visit();
    const yaml = page.getByRole('tab', { name: exercise.words.yaml });
    if (await yaml.isVisible()) await yaml.click();
    await page.getByRole('button', { name: exercise.words.submit }).locator('visible=true').first().click();
    await expect(exercise.verdict).toContainText(/\S/);
    await expect(exercise.verdict).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
