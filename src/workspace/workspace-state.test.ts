import { beforeAll, expect, test, vi } from 'vitest';
import { buildGuest } from '../../scripts/build-guest.ts';
import { readExercise } from '../course/exercise-folder.ts';
import { createSandbox, type Sandbox, type Submission } from '../sandbox/client.ts';
import { createRunner, type Runner } from '../sandbox/host/runner.ts';
import { inProcessWorker } from '../sandbox/in-process-worker.ts';
import { noDraft, type Draft, type DraftStore } from './draft.ts';
import { createWorkspace, type WorkspaceState } from './workspace-state.ts';

let runner: Runner;
beforeAll(async () => {
  runner = createRunner({ code: await buildGuest() });
});

const sandbox = (): Sandbox => createSandbox({ start: () => inProcessWorker(runner) });

function memory(): DraftStore & { readonly kept: Map<string, Draft> } {
  const kept = new Map<string, Draft>();
  return { kept, read: (id) => kept.get(id), write: (id, draft) => (kept.set(id, draft), true) };
}

function open(id: string, drafts: DraftStore = memory(), onPassed = (): void => undefined): WorkspaceState {
  const { exercise, files, start } = readExercise(id);
  return createWorkspace({
    exercise,
    files,
    start: start.kind === 'manifest' ? start.yaml : '',
    sandbox,
    drafts,
    onPassed,
  });
}
const solution = (id: string): Submission => readExercise(id).solution;

test('the starter is previewed on the shown cluster; a submission shows the moment at which it failed', async () => {
  const state = open('command-or-args');
  await state.begin();
  expect(state.pictures.value['shown']?.pods[0]?.name).toBe('web');
  await state.submit();
  expect(state.verdict.value?.passed).toBe(false);
  expect(state.submissions.value).toBe(1);
  const failed = state.verdict.value!.checks.find((c) => c.state === 'failed')!;
  state.showMoment(failed);
  expect(state.moment.value).toBe(failed.moment?.at);
});

test('a right answer passes once, opens the solution, and another page brings all of it back', async () => {
  const drafts = memory();
  const onPassed = vi.fn();
  const state = open('command-or-args', drafts, onPassed);
  const { yaml } = solution('command-or-args') as Extract<Submission, { kind: 'manifest' }>;
  state.edit(yaml);
  await state.submit();
  await state.submit();
  expect(onPassed).toHaveBeenCalledTimes(1);
  expect(state.solutionOpen.value).toBe(true);
  const again = open('command-or-args', drafts);
  expect([again.yaml.value, again.passed.value, again.submissions.value]).toEqual([yaml, true, 2]);
});

test('the solution opens after three submissions, not before', async () => {
  const state = open('command-or-args');
  await state.submit();
  await state.submit();
  expect(state.solutionOpen.value).toBe(false);
  await state.submit();
  expect(state.solutionOpen.value).toBe(true);
});

test('what is refused leaves the last picture, says so, and where', async () => {
  const state = open('command-or-args');
  await state.begin();
  state.edit('kind: Pod\n\tbad');
  await vi.waitUntil(() => state.problems.value.length > 0);
  expect(state.stale.value).toBe(true);
  expect(state.problems.value[0]?.line).toBe(2);
  expect(state.pictures.value['shown']).toBeDefined();
});

test('a terminal session is drafted line by line, replayed by another page, and graded', async () => {
  const drafts = memory();
  const state = open('diag-terminal-tour', drafts);
  await state.begin();
  await state.type('kubectl get pods');
  expect(state.terminal.value[0]?.output).toContain('ImagePull');
  await state.wait(10);
  await state.type('kubectl set image pod/web web=course/web:1.0');
  const again = open('diag-terminal-tour', drafts);
  await again.begin();
  expect(again.terminal.value).toEqual(state.terminal.value);
  expect(again.now.value).toBe(state.now.value);
  const { found = {} } = solution('diag-terminal-tour') as Extract<Submission, { kind: 'session' }>;
  for (const [question, answer] of Object.entries(found)) again.answer(question, answer);
  await again.submit();
  expect(again.verdict.value?.checks.filter((c) => c.state !== 'passed')).toEqual([]);
});

test('hints open one by one and stay open', () => {
  const drafts = memory();
  const state = open('gpu-node-selector', drafts);
  for (let i = 0; i < 5; i++) state.showHint();
  expect(state.hints.value).toBe(3);
  expect(drafts.kept.get('gpu-node-selector')).toEqual({ ...noDraft, yaml: state.yaml.value, hints: 3 });
});
