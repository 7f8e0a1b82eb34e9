import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { inOneTab } from './one-tab.ts';
import { languages } from '../../src/i18n/languages.ts';

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

/** axe's rules that a dark page may break where the light one keeps them. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

for (const language of languages)
  for (const path of PAGES)
    inOneTab(`${language}/${path} is clean for axe and the page's policy`, async ({ page, wrong }) => {
      const found = async (axe: AxeBuilder): Promise<unknown> =>
        (await axe.analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)]);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      const response = await page.goto(`${language}/${path}`);
      expect(response?.status()).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      expect(await found(new AxeBuilder({ page }))).toEqual([]);
      if (language === 'en') {
        await page.emulateMedia({ colorScheme: 'dark' }); // colours speak no language
        expect(await found(new AxeBuilder({ page }).withRules(COLOUR_RULES))).toEqual([]);
      }
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
