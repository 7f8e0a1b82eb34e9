/** The terminal of an exercise, and the session that is kept. */
import { expect, test } from 'playwright/test';
import { Exercise, watch } from './site.ts';

test('a diagnose exercise is worked at its terminal, and a reload brings the session back', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'diag-terminal-tour');
  await exercise.visit();
  const line = page.getByRole('textbox', { name: exercise.words.terminalLine });
  const log = page.getByRole('log');
  await line.fill('kubectl get pods');
  await line.press('Enter');
  await expect(log).toContainText(/web\s+0\/1\s+(ImagePullBackOff|ErrImagePull)/);
  await line.fill('kubectl set image pod/web web=course/web:1.0');
  await line.press('Enter');
  await expect(log).toContainText('pod/web image updated');
  await page.reload();
  await exercise.alive();
  await expect(log).toContainText('pod/web image updated');
  await line.fill("kubectl get pod db -o jsonpath='{.spec.nodeName}'");
  await line.press('Enter');
  await expect(log).toContainText(/node-[abc]/);
  const node = /node-[abc]/.exec((await log.textContent()) ?? '')![0];
  for (const [name, value] of Object.entries({ 'db-node': node, 'job-exit': '0', 'bad-image': 'course/web:1.O' }))
    await page.locator(`#question-${name}`).fill(value);
  await exercise.submitButton.click();
  await expect(exercise.verdict).toHaveAttribute('data-r', 'pass');
});

test('a simulator that stopped is started again, with what was typed', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'diag-terminal-tour');
  await exercise.visit();
  const line = page.getByRole('textbox', { name: exercise.words.terminalLine });
  const log = page.getByRole('log');
  await line.fill('kubectl get pods');
  await line.press('Enter');
  await expect(log).toContainText('job-x');
  await line.fill(`kubectl apply -f - <<EOF\n${'x'.repeat(300_000)}\nEOF`);
  await line.press('Enter');
  await expect(exercise.verdict).toContainText(exercise.words.limit_size);
  await page.getByRole('button', { name: exercise.words.startAgain }).click();
  await expect(log).toContainText('job-x');
  await line.fill('kubectl get nodes');
  await line.press('Enter');
  await expect(log).toContainText('node-a');
});

test('the terminal completes by Tab, pipes, clears, and lets Tab leave after Escape', async ({ page }) => {
  const wrong = await watch(page);
  const exercise = new Exercise(page, 'en', 'diag-terminal-tour');
  await exercise.visit();
  const line = page.getByRole('textbox', { name: exercise.words.terminalLine });
  const log = page.getByRole('log');
  await expect(line).toBeFocused();
  for (const [typed, becomes] of [
    ['kubectl desc', 'kubectl describe '],
    ['kubectl get po', 'kubectl get pod'],
    ['kubectl get pods jo', 'kubectl get pods job-x '],
    ['kubectl get pods --all', 'kubectl get pods --all'],
  ] as const) {
    await line.fill(typed);
    await line.press('Tab');
    await expect(line).toHaveValue(becomes);
  }
  await expect(page.locator('.choices')).toContainText('--all-namespaces');
  await line.fill('kubectl get pods --no-headers | wc -l');
  await line.press('Enter');
  await expect(log).toContainText('3');
  await line.fill('clear');
  await line.press('Enter');
  await expect(log).not.toContainText('wc -l');
  await line.press('ArrowUp');
  await expect(line).toHaveValue('kubectl get pods --no-headers | wc -l');
  await line.press('Control+c');
  await expect(line).toHaveValue('');
  await line.press('Escape');
  await line.press('Tab');
  await expect(line).not.toBeFocused();
  expect(wrong).toEqual([]);
});

test('kubectl edit opens the object; what is saved is applied and counts', async ({ page }) => {
  const wrong = await watch(page);
  const exercise = new Exercise(page, 'en', 'diag-terminal-tour');
  await exercise.visit();
  const line = page.getByRole('textbox', { name: exercise.words.terminalLine });
  await line.fill('kubectl edit pod web');
  await line.press('Enter');
  const editor = page.locator('.cm-content');
  await expect(editor).toBeFocused();
  await page.locator('.cm-line', { hasText: '- image: course/web:1.O' }).click();
  for (const key of ['End', 'Backspace', '0']) await page.keyboard.press(key);
  await page.getByRole('button', { name: exercise.words.saveAndRun }).click();
  const log = page.getByRole('log');
  await expect(log).toContainText('pod/web edited');
  await line.fill("kubectl get pod web -o jsonpath='{.spec.containers[0].image}'");
  await line.press('Enter');
  await expect(log).toContainText('course/web:1.0');
  expect(wrong).toEqual([]);
});
