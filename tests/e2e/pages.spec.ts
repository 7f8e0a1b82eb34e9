import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { languages, watch } from './site.ts';

const PAGES = [
  '',
  'probes/',
  'probes/probe-timing/',
  'lifecycle/graceful-termination/',
  'pods/images-and-commands/',
  'pods/pod-patterns/',
  'orientation/how-this-course-works/',
  'exercises/',
  'exercises/gpu-node-selector/',
  'exercises/predict-probe-kill-time/',
  'exercises/diag-terminal-tour/',
  'truth/',
  'search/',
  'glossary/',
  'settings/',
  'playground/',
];

for (const language of languages)
  for (const path of PAGES)
    for (const colorScheme of language === 'en' ? (['light', 'dark'] as const) : (['light'] as const))
      // colours speak no language
      test(`${language}/${path} is clean for axe and the page's policy, ${colorScheme}`, async ({ page }) => {
        const wrong = await watch(page);
        await page.emulateMedia({ colorScheme });
        const response = await page.goto(`${language}/${path}`);
        expect(response?.status()).toBe(200);
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([]);
        expect(wrong).toEqual([]);
      });

test('no page is wider than a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of PAGES) {
    await page.goto(`ko/${path}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
  }
});

test('a lesson reads without script: prose, and the figure that the simulator drew', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL! });
  const page = await context.newPage();
  await page.goto('en/probes/probe-timing/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('img').first()).toBeVisible();
  await page.goto('en/exercises/command-or-args/');
  await expect(page.getByText('course/web:1.0').first()).toBeVisible();
  await context.close();
});

test('the language switch keeps the place', async ({ page }) => {
  await page.goto('en/probes/probe-timing/');
  await page.getByRole('link', { name: '한국어' }).first().click();
  await expect(page).toHaveURL(/\/ko\/probes\/probe-timing\/$/);
});
