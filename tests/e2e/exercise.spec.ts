/** A submission, from the answer to what is said of it. */
import AxeBuilder from '@axe-core/playwright';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'playwright/test';
import { languages } from '../../src/i18n/languages.ts';
import { Exercise, exerciseFile, paste, solution, watch } from './site.ts';

for (const language of languages) {
  test.describe(`command-or-args, ${language}`, () => {
    test('a wrong answer is told what was expected, what happened, why, and shows the moment', async ({ page }) => {
      const wrong = await watch(page);
      const exercise = new Exercise(page, language, 'command-or-args');
      await exercise.visit();
      await exercise.submit();
      const check = exercise.check('starts');
      await expect(check).toContainText('StartError');
      await expect(check).toContainText(exercise.words.expected);
      await expect(check).toContainText(exercise.words.why);
      await check.getByRole('button', { name: exercise.words.moment }).click();
      await expect(page.getByRole('slider')).toHaveAttribute('aria-valuenow', /\d/);
      await page.getByRole('button', { name: 'kubectl' }).click();
      const line = page.getByRole('textbox', { name: exercise.words.terminalLine });
      await line.fill('kubectl get pods');
      await line.press('Enter');
      await expect(page.getByRole('log')).toContainText(/web +0\/1 +RunContainerError/);
      expect(wrong).toEqual([]);
    });

    test('a right answer passes, and a reload keeps it', async ({ page }) => {
      const wrong = await watch(page);
      const exercise = new Exercise(page, language, 'command-or-args');
      await exercise.visit();
      await exercise.write(solution);
      await exercise.submit();
      await expect(exercise.verdict).toHaveAttribute('data-r', 'pass');
      await page.reload();
      await exercise.alive();
      await expect(exercise.editor).toHaveValue(solution);
      expect(wrong).toEqual([]);
    });

    test('axe finds nothing, before and after a verdict', async ({ page }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' }); // a colour half-way to another is nobody's contrast
      const exercise = new Exercise(page, language, 'command-or-args');
      await exercise.visit();
      expect(
        (await new AxeBuilder({ page }).analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)]),
      ).toEqual([]);
      await exercise.submit();
      expect(
        (await new AxeBuilder({ page }).analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)]),
      ).toEqual([]);
    });
  });
}

test('an exercise is done by keyboard alone', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  for (
    let i = 0;
    i < 40 && !(await exercise.editor.evaluate((e) => e === document.activeElement || e.getRootNode() !== document));
    i++
  )
    await page.keyboard.press('Tab');
  await expect(page.locator('.cm-content')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await paste(page, solution.replace('9090', '909'));
  await page.keyboard.press('Home'); // of the empty last line
  for (const key of ['ArrowUp', 'End', 'ArrowLeft', 'ArrowLeft', '0']) await page.keyboard.press(key);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab'); // Tab leaves the editor after Escape
  await expect(page.locator('.cm-content')).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(exercise.verdict).toHaveAttribute('data-r', 'pass');
  await expect(exercise.verdict).toBeFocused();
});

test('the page and the command line give the same verdict, byte for byte', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.submit();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: exercise.words.downloadHandIn }).click(),
  ]);
  const handIn = JSON.parse(readFileSync(await download.path(), 'utf8')) as { verdict: unknown };
  const fromCommandLine = spawnSync(
    'npx',
    ['inside-the-pod', 'grade', 'command-or-args', 'exercises/command-or-args/start.yaml', '--verdict'],
    {
      encoding: 'utf8',
      cwd: new URL('../..', import.meta.url),
    },
  ).stdout.trim();
  expect(JSON.stringify(handIn.verdict)).toBe(fromCommandLine);
});

test('a submission that meets a limit is told which, and the page lives on', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(
    Array.from({ length: 600 }, (_, i) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: c${i}}}`).join('\n---\n'),
  );
  await exercise.submit();
  await expect(exercise.verdict).toContainText(exercise.words.limit_objects);
  await exercise.write(solution);
  await exercise.submit();
  await expect(exercise.verdict).toHaveAttribute('data-r', 'pass');
});

test('a predict exercise compares answers with the run', async ({ page }) => {
  const exercise = new Exercise(page, 'ko', 'predict-probe-kill-time');
  await exercise.visit();
  for (const [name, value] of Object.entries({
    'plain-60': '1',
    'plain-100': '1',
    'plain-200': '2',
    'plain-exit': '137',
    'trapped-60': '1',
    'trapped-100': '2',
    'trapped-200': '4',
    'trapped-exit': '0',
  }))
    await page.locator(`#question-${name}`).fill(value);
  await exercise.submit();
  await expect(exercise.check('plain-60')).toHaveAttribute('data-r', 'fail');
  await expect(exercise.check('plain-100')).toHaveAttribute('data-r', 'run');
  await page.locator('#question-plain-60').fill('0');
  await exercise.submitButton.click();
  await expect(exercise.verdict).toHaveAttribute('data-r', 'pass');
});

test('the starter as it is, and questions without an answer, are said to be so', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.submit();
  await expect(exercise.verdict).toContainText(exercise.words.unchanged);
  await expect(exercise.verdict).toBeFocused();
  const predict = new Exercise(page, 'en', 'predict-probe-kill-time');
  await predict.visit();
  await predict.submit();
  await expect(predict.verdict).toContainText(predict.words.unanswered);
  await expect(predict.check('plain-60')).not.toHaveAttribute('data-r');
});

test('a pass compares the starter’s run with one’s own', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(solution);
  await exercise.submit();
  await expect(exercise.verdict).toContainText(exercise.words.recorded);
  await expect(page.locator('.before-after').getByRole('img')).toHaveCount(2);
});

test('a check that fails on some clusters says which, and each can be watched', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'gpu-node-selector');
  await exercise.visit();
  await exercise.write(exerciseFile('gpu-node-selector/rejected/preferred.yaml'));
  await exercise.submit();
  await expect(exercise.verdict.locator('b')).toHaveText('Passes on 2 of 3 clusters');
  await expect(exercise.verdict).toContainText('Fails when no node has gpu=true.');
  await expect(page.locator('.check[data-r="fail"]')).toContainText('Fails when no node has gpu=true.');
  for (const tab of await page.locator('.variant-tabs button').all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.pane-cluster .node-box').first()).toBeVisible();
  }
});
