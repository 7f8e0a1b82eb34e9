import { expect, test, type Page } from 'playwright/test';
import { figures } from '../../src/i18n/figures.ts';
import { quiz } from '../../src/i18n/quiz.ts';
import { site } from '../../src/i18n/site.ts';
import { languages } from '../../src/i18n/languages.ts';
import { visit, watch } from './site.ts';

const slider = (page: Page) => page.getByRole('slider').first();
const valueOf = (page: Page) => slider(page).getAttribute('aria-valuetext');

for (const language of languages) {
  const words = figures[language];
  const at = (t: string) => words.seconds.replace('{t}', t);

  test(`${language}: a figure's playhead obeys the keyboard and says what happened`, async ({ page }) => {
    const wrong = await watch(page);
    await visit(page, `${language}/probes/probe-timing/`);
    await slider(page).focus();
    await page.keyboard.press('Home');
    expect(await valueOf(page)).toContain(at('0.0'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await valueOf(page)).toContain(at('2.0'));
    const before = await valueOf(page);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await valueOf(page)).not.toBe(before);
    await page.keyboard.press('End');
    expect(await slider(page).getAttribute('aria-valuenow')).toBe(await slider(page).getAttribute('aria-valuemax'));
    await page.keyboard.press('Home');
    await page.keyboard.press(' ');
    await expect(page.getByRole('button', { name: words.pause }).first()).toBeVisible();
    await page.keyboard.press('ArrowLeft');
    await expect(page.getByRole('button', { name: words.play }).first()).toBeVisible();
    // the slider tells of itself; a step by a button is told beside it
    const narration = page.locator('[data-timeline]').first().locator('[data-narration][role=status]');
    await expect(narration).toHaveAttribute('aria-live', 'off');
    const told = await narration.textContent();
    await page.getByRole('button', { name: words.nextEvent }).first().press('Enter');
    await expect(narration).toHaveAttribute('aria-live', 'polite');
    await expect(narration).not.toHaveText(told ?? '');
    expect(wrong).toEqual([]);
  });

  test(`${language}: a turned knob runs the Pod again, and nothing but that loads the framework`, async ({ page }) => {
    const wrong = await watch(page);
    const scripts: string[] = [];
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url());
    });
    await visit(page, `${language}/probes/probe-timing/`);
    expect(scripts.filter((url) => /preact|playground|worker/.test(url))).toEqual([]);
    const figure = page.locator('[data-timeline]').first();
    const rows = figure.locator('tbody tr');
    const before = await rows.allTextContents();
    await page.getByRole('button', { name: words.knobMore.replace('{name}', 'failureThreshold') }).click();
    await expect(page.locator('[data-knob=failureThreshold] output')).toHaveText('4');
    await expect.poll(() => rows.allTextContents()).not.toEqual(before);
    await expect(figure.locator('svg[role=img]').first()).toBeVisible();
    const finding = figure.locator('[data-narration]');
    await expect(finding).toContainText(words.story.replace('{pod}', 'checkout').replace('{end}', '200'));
    const again = await rows.allTextContents();
    await page.getByRole('button', { name: words.knobLess.replace('{name}', 'failureThreshold') }).click();
    await expect.poll(() => rows.allTextContents()).not.toEqual(again);
    await expect(figure.locator('svg[role=img]').first()).toBeVisible();
    expect(wrong).toEqual([]);
  });

  test(`${language}: a figure with choices draws the run that was chosen, by keyboard too`, async ({ page }) => {
    const wrong = await watch(page);
    await visit(page, `${language}/lifecycle/graceful-termination/`);
    const figure = page.locator('[data-choices]').first();
    const [preStop, , drain] = await figure.getByRole('group').all();
    const says = figure.getByRole('status');
    const first = await says.textContent();
    await expect(figure.getByRole('img')).toHaveAccessibleName(first ?? '');
    await preStop!.getByRole('button').nth(2).click();
    await expect(says).not.toHaveText(first ?? '');
    await drain!.getByRole('button').nth(2).focus();
    await page.keyboard.press('Enter');
    await expect(says).toContainText('137');
    await expect(figure.getByRole('img')).toHaveAccessibleName((await says.textContent()) ?? '');
    expect(wrong).toEqual([]);
  });

  test(`${language}: a question marks the answer and explains it`, async ({ page }) => {
    const t = quiz[language];
    await visit(page, `${language}/probes/probe-timing/`);
    await page.getByRole('radio').last().check();
    await page.getByRole('button', { name: t.check }).click();
    await expect(page.getByText(t.yours, { exact: true })).toBeVisible();
    await expect(page.getByText(t.correct, { exact: true })).toBeVisible();
    await expect(page.locator('[data-quiz]').getByRole('status')).toContainText(new RegExp(`${t.yours}.*${t.correct}`));
    await page.getByRole('button', { name: t.again }).click();
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(0);
  });

  test(`${language}: a lesson read to its end is marked, and progress comes back from its export`, async ({ page }) => {
    const t = site[language];
    await visit(page, `${language}/probes/probe-timing/`);
    await expect
      .poll(() =>
        page.evaluate(() => {
          scrollTo(0, document.documentElement.scrollHeight); // again: a page may still be growing
          return Object.keys(
            (JSON.parse(localStorage.getItem('inside-the-pod') ?? '{}') as { done?: object }).done ?? {},
          );
        }),
      )
      .toContain('lesson/probe-timing');
    await visit(page, `${language}/`);
    await expect(page.locator('[data-continue]')).toContainText(t.homeContinue.split('{')[0]!);
    const done = page.locator('[data-step="lesson/probe-timing"][data-done]');
    await expect(done).toHaveCount(1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: t.export }).click(),
    ]);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await expect(done).toHaveCount(0);
    await page.locator('[data-file]').setInputFiles(await download.path());
    await expect(page.locator('[data-progress]')).toContainText(t.importDone);
  });
}

test.describe('the root', () => {
  test.use({ locale: 'ko-KR' });
  test('leads by the browser’s language', async ({ page }) => {
    await page.goto('');
    await expect(page).toHaveURL(/\/ko\/$/);
  });
});

test('a manifest of a lesson opens in the playground, and runs there', async ({ page }) => {
  await visit(page, 'en/probes/probe-timing/');
  await page.getByRole('link', { name: 'Open in the playground' }).first().click();
  await expect(page).toHaveURL(/\/en\/playground\/#answer=/);
  await expect(page.getByRole('textbox', { name: 'pod.yaml' })).toHaveValue(/HANG_AT/);
  await expect(page.locator('.pane-cluster')).toContainText('checkout');
});
