import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from 'playwright/test';
import { Exercise, languages, paste, watch } from './site.ts';

const file = (path: string): string => readFileSync(new URL(`../../exercises/${path}`, import.meta.url), 'utf8');
const solution = file('command-or-args/solution.yaml');

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

const typo = solution.replace('image:', 'imagee:');

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

test('a browser that keeps nothing is told of, and the work can be downloaded', async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  const exercise = new Exercise(page, 'en', 'command-or-args');
  await exercise.visit();
  await exercise.write(solution);
  await expect(page.locator('.workspace-notices')).toContainText(exercise.words.storage);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: exercise.words.downloadCopy }).click(),
  ]);
  expect(readFileSync(await download.path(), 'utf8')).toContain('9090');
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
  test(`nothing is wider than a page of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 640 });
    const exercise = new Exercise(page, 'en', 'node-affinity-and');
    await exercise.visit();
    await page.getByRole('button', { name: exercise.words.submit }).locator('visible=true').first().click();
    await expect(exercise.verdict).toContainText(/\S/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });

/** Submits until the reference solution opens without a pass. */
async function threeTimes(exercise: Exercise): Promise<void> {
  for (const n of ['1', '2', '3']) {
    await exercise.submit();
    await expect(exercise.verdict).toContainText(exercise.words.submission.replace('{n}', n));
  }
}

for (const language of languages)
  test(`the reference solution runs beside one's own, by keyboard, and what differs is said: ${language}`, async ({
    page,
  }) => {
    const wrong = await watch(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const exercise = new Exercise(page, language, 'command-or-args');
    await exercise.visit();
    await exercise.write(`${file('command-or-args/start.yaml')}# tried\n`);
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

test('a check that fails on some clusters says which, and each can be watched', async ({ page }) => {
  const exercise = new Exercise(page, 'en', 'gpu-node-selector');
  await exercise.visit();
  await exercise.write(file('gpu-node-selector/rejected/preferred.yaml'));
  await exercise.submit();
  await expect(exercise.verdict).toContainText('Passes on 2 of 3 clusters: fails when no node has gpu=true.');
  await expect(page.locator('.check[data-r="fail"]')).toContainText('Fails when no node has gpu=true.');
  for (const tab of await page.locator('.variant-tabs button').all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('.pane-cluster .node-box').first()).toBeVisible();
  }
});
