/** The reference solution beside one's own. */
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { languages } from '../../src/i18n/languages.ts';
import { Exercise, exerciseFile, solution, watch } from './site.ts';

for (const language of languages)
  test(`the reference solution runs beside one's own, by keyboard, and what differs is said: ${language}`, async ({
    page,
  }) => {
    const wrong = await watch(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const exercise = new Exercise(page, language, 'command-or-args');
    await exercise.visit();
    await exercise.write(`${exerciseFile('command-or-args/start.yaml')}# tried\n`);
    await threeTimes(exercise);
    const gate = page.locator('.solution-gate');
    await gate.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    const compared = gate.getByRole('region', { name: exercise.words.whatDiffers });
    await expect(compared.getByRole('status')).toContainText(/web .*\d\.\d|\d\.\d.*web/);
    await expect(compared.getByRole('img')).toHaveCount(2);
    await expect(compared.getByRole('row', { name: exercise.words.restartsRow })).toContainText(exercise.words.differs);
    await expect(compared.getByRole('row', { name: exercise.words.readyAt })).toContainText(exercise.words.never);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([]);
    await exercise.write(solution);
    await expect(compared.getByRole('status')).toContainText(
      exercise.words.alike.split('{t}')[1]!.replace('{n}', '1').trim(),
    );
    expect(wrong).toEqual([]);
  });

test('a session stands beside the reference line by line, after three submissions', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'diag-terminal-tour');
  await exercise.visit();
  const line = page.getByRole('textbox', { name: exercise.words.terminalLine });
  for (const command of ['kubectl get pods', 'kubectl set image pod/web web=course/web:1.0']) {
    await line.fill(command);
    await line.press('Enter');
  }
  await expect(page.getByRole('log')).toContainText('pod/web image updated');
  await threeTimes(exercise);
  await page.locator('.solution-gate summary').click();
  const sides = page.getByRole('region', { name: exercise.words.linesSideBySide }).locator('ol');
  await expect(sides).toHaveCount(2);
  await expect(sides.nth(0).getByRole('listitem').last()).toContainText(exercise.words.alsoOther);
  await expect(sides.nth(1).getByRole('listitem').first()).toContainText('kubectl get pods');
});

/** Submits until the reference solution opens without a pass. */
async function threeTimes(exercise: Exercise): Promise<void> {
  for (const n of ['1', '2', '3']) {
    await exercise.submit();
    await expect(exercise.verdict).toContainText(exercise.words.submission.replace('{n}', n));
  }
}
