/** The editor of an exercise: what it says of the YAML, completes and lights. */
import { expect, test } from 'playwright/test';
import { Exercise, solution, watch } from './site.ts';

const typo = solution.replace('image:', 'imagee:');

test('what kubectl would print stands at its line', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: course/web:1.0\n      args: ["--port", 9090]\n',
  );
  const message = page.locator('.message');
  await expect(message).toContainText('json: cannot unmarshal number');
  await expect(page.locator('.line-error')).toContainText('9090');
  await expect(page.locator('.editor-foot').getByRole('button', { name: /Go to line 9/ })).toBeVisible();
});

test('an unknown field is one press away from the one that was meant', async ({ page }) => {
  const wrong = await watch(page);
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(typo);
  await page.locator('.message').getByRole('button', { name: exercise.words.replace }).click();
  await expect(page.locator('.cm-content')).toContainText('image: course/web:1.0');
  await expect(page.locator('.message')).toHaveCount(0);
  await exercise.write(typo);
  await page.getByRole('button', { name: 'Replace with image' }).click();
  await expect(page.getByText(exercise.words.noProblems)).toBeVisible();
  expect(wrong).toEqual([]);
});

test('the editor completes fields and values; Escape closes the list first, then lets Tab leave', async ({ page }) => {
  const wrong = await watch(page);
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(`${solution}  `);
  await page.keyboard.type('restartP');
  const list = page.getByRole('listbox');
  await expect(list).toContainText('restartPolicy');
  await page.waitForTimeout(100); // a list that has just opened does not take Enter: it may be meant for the text
  await page.keyboard.press('Enter');
  await expect(page.locator('.cm-content')).toContainText('restartPolicy:');
  await page.keyboard.type('Nev');
  await expect(list).toContainText('Never');
  await page.waitForTimeout(100);
  await page.keyboard.press('Tab');
  await expect(page.locator('.cm-content')).toContainText('restartPolicy: Never');
  await page.keyboard.press('Enter');
  await page.keyboard.type('host');
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(page.locator('.cm-content')).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.locator('.cm-content')).not.toBeFocused();
  expect(wrong).toEqual([]);
});

test('a manifest that was never accepted runs nothing, and the way to its line is offered', async ({ page }) => {
  const exercise = new Exercise(page, 'ko', 'command-or-args');
  await exercise.visit();
  await exercise.write('kind: Pod\n');
  await expect(page.locator('.message')).toBeVisible();
  await page.reload();
  await exercise.alive();
  const cluster = page.getByRole('region', { name: exercise.words.cluster });
  await expect(cluster).toContainText(exercise.words.nothingRuns);
  await cluster.getByRole('button', { name: exercise.words.goToLine.replace('{n}', '1') }).click();
  await expect(page.locator('.cm-content')).toBeFocused();
});

test('the moment of a failed check lights its line of the YAML; a probe’s mark lights the probe’s', async ({
  page,
}) => {
  const exercise = new Exercise(page, 'en', 'http-probe-target');
  await exercise.visit();
  await exercise.submit();
  const lit = page.locator('.line-lit');
  await expect(lit).toContainText('livenessProbe');
  const moment = exercise.check('stays-up').getByRole('button', { name: exercise.words.moment });
  await moment.focus();
  await page.keyboard.press('Enter');
  await expect(moment).toBeFocused();
  await exercise
    .check('stays-up')
    .getByRole('button', { name: /Go to line 11/ })
    .click();
  await expect(page.locator('.cm-content')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.type(' ');
  await expect(lit).toHaveCount(0);
  await page.keyboard.press('Backspace');
  const lane = (await page.locator('g[data-probe="liveness"] .m-fail').first().boundingBox())!;
  await page.mouse.click(lane.x + lane.width / 2 - 2, lane.y + lane.height / 2); // beside it is near enough
  await expect(lit).toContainText('livenessProbe');
  await expect(page.getByRole('button', { name: 'Show livenessProbe' })).toBeVisible();
});

test('a caret in a probe marks its lane; a refused submission keeps the last run, and says so', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'http-probe-target');
  await exercise.visit();
  await exercise.editor.click();
  const marked = page.locator('g[data-probe="liveness"] .lane-lit');
  await page.locator('.cm-line', { hasText: 'livenessProbe' }).click();
  await expect(marked).toHaveCount(1);
  await page.locator('.cm-line', { hasText: 'image:' }).click();
  await expect(marked).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('x: [');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(exercise.verdict).toContainText(exercise.words.submission.replace('{n}', '1'));
  const cluster = page.getByRole('region', { name: exercise.words.cluster });
  await expect(cluster).toContainText(exercise.words.stale);
  await expect(cluster.locator('.pod-box')).toHaveCount(1);
});
