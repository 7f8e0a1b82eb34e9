import { beforeAll, expect, test, vi } from 'vitest';
import { bundleGuest } from '../../scripts/build-guest.ts';
import { readExercise } from '../course/exercise-folder.ts';
import { createSandbox, type Sandbox, type Submission } from '../sandbox/client.ts';
import { createRunner, type Runner } from '../sandbox/host/runner.ts';
import { inProcessWorker } from '../sandbox/in-process-worker.ts';
import { noDraft, type Draft, type DraftStore } from './draft.ts';
import { createWorkspace, type WorkspaceState } from './workspace-state.ts';

let runner: Runner;
beforeAll(async () => {
  runner = createRunner({ code: await bundleGuest() });
});

/** What the workspace said may be handed in next. */
const expected: Submission[] = [];

const sandbox = (): Sandbox => ({
  ...createSandbox({ start: () => inProcessWorker(runner) }),
  expect: (_, submission) => void expected.push(submission),
});

function memory(): DraftStore & { readonly kept: Map<string, Draft> } {
  const kept = new Map<string, Draft>();
  return { kept, read: (id) => kept.get(id), write: (id, draft) => (kept.set(id, draft), true) };
}

function open(id: string, drafts: DraftStore = memory(), onPassed = (): void => undefined): WorkspaceState {
  const { exercise, files, start } = readExercise(id);
  const state = createWorkspace({
    exercise,
    files,
    start: start.kind === 'manifest' ? start.yaml : '',
    sandbox,
    drafts,
    onPassed,
  });
  state.restore();
  return state;
}
const solution = (id: string): Submission => readExercise(id).solution;

test('the starter is previewed on the shown cluster; a submission shows the moment at which it failed', async () => {
  const state = open('command-or-args');
  await state.begin();
  expect(state.pictures.value['shown']?.pods[0]?.name).toBe('web');
  state.edit(`${state.yaml.value}# mine\n`);
  await state.submit();
  expect(state.verdict.value?.passed).toBe(false);
  expect(state.submissions.value).toBe(1);
  const failed = state.verdict.value!.checks.find((c) => c.state === 'failed')!;
  state.showMoment(failed);
  expect(state.moment.value).toBe(failed.moment?.at);
});

test('a draft that is left alone, and each typed line, may be handed in next; a starter as it was is not', async () => {
  expected.length = 0;
  const state = open('command-or-args');
  await state.begin();
  expect(expected).toEqual([]);
  state.edit(`${state.yaml.value}# mine\n`);
  await vi.waitFor(() => expect(expected).toEqual([{ kind: 'manifest', yaml: state.yaml.value }]), 5000);
  const diagnosis = open('diag-port-clash');
  await diagnosis.begin();
  await diagnosis.type('kubectl get pods');
  expect(expected.at(-1)).toMatchObject({ kind: 'session', lines: [{ command: 'kubectl get pods' }] });
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
  state.edit(`${state.yaml.value}# mine\n`);
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

test('a line that is typed while the simulator starts stands there until it is answered', async () => {
  const state = open('diag-terminal-tour');
  const begun = state.begin();
  const typed = state.type('kubectl get nodes -o name');
  expect(state.terminal.waiting.value).toEqual(['kubectl get nodes -o name']);
  await Promise.all([begun, typed]);
  expect([state.terminal.waiting.value, state.terminal.entries.value.length]).toEqual([[], 1]);
});

test('a terminal session is drafted line by line, replayed by another page, and graded', async () => {
  const drafts = memory();
  const state = open('diag-terminal-tour', drafts);
  await state.begin();
  await state.type('kubectl get pods');
  expect(state.terminal.entries.value[0]?.output).toContain('ImagePull');
  await state.wait(10);
  await state.type('kubectl set image pod/web web=course/web:1.0');
  const again = open('diag-terminal-tour', drafts);
  await again.begin();
  expect(again.terminal.entries.value).toEqual(state.terminal.entries.value);
  expect(again.terminal.now.value).toBe(state.terminal.now.value);
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

test('the starter as it is gets a verdict and a note, and does not count', async () => {
  const state = open('command-or-args');
  await state.submit();
  expect([state.note.value, state.submissions.value]).toEqual(['unchanged', 0]);
  expect(state.verdict.value?.passed).toBe(false);
});

test('questions without an answer are not told the answers', async () => {
  const state = open('predict-probe-kill-time');
  await state.submit();
  expect([state.note.value, state.verdict.value]).toEqual(['unchanged', undefined]);
});

test('a reset is undone, by another page too, and what was written since comes back in its place', async () => {
  const drafts = memory();
  const state = open('command-or-args', drafts);
  const start = state.yaml.value;
  state.edit(`${start}# mine\n`);
  await state.reset();
  expect(state.yaml.value).toBe(start);
  const again = open('command-or-args', drafts);
  again.edit(`${start}# newer\n`);
  await again.undo();
  expect(again.yaml.value).toBe(`${start}# mine\n`);
  await again.undo();
  expect(again.yaml.value).toBe(`${start}# newer\n`);
});

test('a reset of a terminal is undone: its lines are typed again', async () => {
  const state = open('diag-terminal-tour');
  await state.begin();
  await state.type('kubectl set image pod/web web=course/web:1.0');
  await state.reset();
  expect(state.terminal.entries.value).toEqual([]);
  await state.undo();
  expect(state.terminal.entries.value[0]?.output).toBe('pod/web image updated\n');
});

test('what a link brings waits until it is taken; one’s own can be brought back', async () => {
  const state = open('command-or-args');
  state.edit('mine: 1\n');
  state.offer({ yaml: 'theirs: 1\n' });
  expect(state.yaml.value).toBe('mine: 1\n');
  await state.takeOffered();
  expect(state.yaml.value).toBe('theirs: 1\n');
  await state.undo();
  expect(state.yaml.value).toBe('mine: 1\n');
  await state.reset();
  state.offer({ yaml: 'theirs: 1\n' });
  await state.takeOffered();
  expect(state.before.value).toBeUndefined(); // a starter is no work of one's own
});

test('what another tab writes is offered, and never taken unasked', () => {
  const drafts = memory();
  let hear: (draft: Draft) => void = () => undefined;
  const state = open('command-or-args', { ...drafts, watch: (_, heard) => ((hear = heard), () => undefined) });
  state.watch();
  state.edit('mine: 1\n');
  hear({ ...noDraft, yaml: 'mine: 1\n' });
  expect(state.offered.value).toBeUndefined();
  hear({ ...noDraft, yaml: 'theirs: 1\n' });
  expect(state.offered.value).toEqual({ from: 'tab', work: { yaml: 'theirs: 1\n' } });
  expect(state.yaml.value).toBe('mine: 1\n');
});

test('a manifest that was never accepted runs nothing, and says so', async () => {
  const drafts = memory();
  drafts.kept.set('command-or-args', { ...noDraft, yaml: 'kind: Pod\n\tbad' });
  const state = open('command-or-args', drafts);
  await state.begin();
  expect([state.stale.value, state.pictures.value]).toEqual([true, {}]);
});

test('the editor is told what may stand at the caret, the terminal what may end its line', async () => {
  const state = open('diag-terminal-tour');
  await state.begin();
  expect((await state.complete('kind: Pod\nspec:\n  restartPol', 27))?.items[0]?.label).toBe('activeDeadlineSeconds');
  expect((await state.terminal.complete('kubectl get pods d'))?.items).toEqual([{ label: 'db', insert: 'db ' }]);
});

test('kubectl edit is opened without a trace, and what was saved is drafted and graded as typed', async () => {
  const state = open('diag-terminal-tour');
  await state.begin();
  const opened = (await state.terminal.ask('kubectl get pod web -o yaml'))!;
  expect(state.terminal.lines()).toEqual([]);
  await state.type('kubectl edit pod web', `${opened}---\n${opened.replaceAll('course/web:1.O', 'course/web:1.0')}`);
  expect(state.terminal.entries.value[0]?.output).toBe('pod/web edited\n');
  await state.submit();
  expect(state.verdict.value?.checks.find(({ id }) => id === 'web-ready')?.state ?? 'passed').toBe('passed');
});

test('a new simulator has what was typed', async () => {
  const state = open('diag-terminal-tour');
  await state.begin();
  await state.type('kubectl set image pod/web web=course/web:1.0');
  await state.restart();
  expect(state.terminal.entries.value).toHaveLength(1);
});

test('a line that goes on says more as time runs, until Ctrl+C; the draft knows how long', async () => {
  const drafts = memory();
  const state = open('diag-terminal-tour', drafts);
  await state.begin();
  await state.type('kubectl get pods -w');
  expect(state.terminal.running.value).toBe(true);
  const before = state.terminal.entries.value[0]?.output ?? '';
  await state.type('kubectl delete pod db --wait=false'); // a new line ends what goes on
  expect(state.terminal.running.value).toBe(false);
  expect(state.terminal.entries.value[0]?.output).toBe(`${before}^C\n`);
  await state.type('watch -n 5 kubectl get pods');
  await state.wait(12);
  expect(state.terminal.entries.value[2]?.output).toMatch(/^Every 5.0s: kubectl get pods {4}\d\d:\d\d:\d\d\n\nNAME/);
  await state.interrupt();
  expect(state.terminal.lines().map((line) => line.seconds)).toEqual([0, undefined, 12]);
  const again = open('diag-terminal-tour', drafts);
  again.restore();
  await again.begin();
  expect(again.terminal.entries.value).toEqual(state.terminal.entries.value);
  expect(again.terminal.now.value).toBe(state.terminal.now.value);
}, 20_000);

test('the reference solution runs on every cluster when it is asked for, once', async () => {
  const state = open('command-or-args');
  await state.begin();
  const { yaml } = solution('command-or-args') as Extract<Submission, { kind: 'manifest' }>;
  expect(state.reference.value.kind).toBe('not-asked');
  await state.runReference(yaml);
  const { value: run } = state.reference;
  if (run.kind !== 'run') throw new Error(`no run: ${run.kind}`);
  expect(Object.keys(run.pictures)).toEqual(['shown', 'three-nodes']);
  expect(run.pictures['shown']?.pods[0]?.ready.at(-1)?.look).toBe('True');
  expect(state.pictures.value['shown']?.pods[0]?.ready.at(-1)?.look).toBe('False'); // one's own stays
  await state.runReference('kind: Nothing');
  expect(state.reference.value).toBe(run);
});

test('a failed check lights the line that it is about, until the YAML changes', async () => {
  const state = open('http-probe-target');
  await state.begin();
  await state.submit();
  const line = state.yaml.value.split('\n').findIndex((text) => text.includes('livenessProbe')) + 1;
  await vi.waitUntil(() => state.lit.value !== undefined, 10_000); // what finds places is loaded first
  expect(state.lit.value?.line).toBe(line);
  state.showMoment(state.verdict.value!.checks.find((c) => c.state === 'failed')!);
  expect(state.lit.value?.line).toBe(line);
  await state.showField('pod.spec.containers');
  expect(state.yaml.value.split('\n')[state.lit.value!.line - 1]).toContain('containers:');
  state.edit(`${state.yaml.value}# mine\n`);
  expect([state.lit.value, state.places.value]).toEqual([undefined, {}]);
});

test('every cluster of a diagnose exercise can be watched after a submission; the terminal brings its own back', async () => {
  const state = open('diag-pending-mixed');
  await state.begin();
  const live = state.pictures.value['shown']!;
  await state.type('kubectl get pods');
  await state.submit();
  const { pictures } = state.verdict.value!;
  expect(Object.keys(state.pictures.value)).toEqual(Object.keys(pictures));
  expect(state.ended.value!.until).toBeGreaterThan(live.until);
  expect(state.pictures.value['shown']!.until).toBe(live.until);
  state.variant.value = Object.keys(pictures).at(-1)!;
  await state.type('kubectl get nodes');
  expect([state.variant.value, state.ended.value]).toEqual(['shown', undefined]);
  state.showMoment({ ...state.verdict.value!.checks[0]!, moment: { variant: 'shown', at: 1 } });
  expect(state.ended.value).toBe(state.verdict.value!.pictures['shown']);
});

test('what is still being typed is handed in, and how all ended stays to be seen', async () => {
  const state = open('diag-terminal-tour');
  await state.begin();
  void state.type('kubectl run new --image=course/web:1.0');
  await state.submit();
  expect(state.ended.value?.pods.map(({ name }) => name)).toContain('new');
});

test('in a diagnose exercise only what the learner changed or made is theirs', async () => {
  const state = open('diag-terminal-tour');
  await state.begin();
  const mine = (): string[] => state.pictures.value['shown']!.pods.filter((pod) => pod.mine).map(({ name }) => name);
  expect(mine()).toEqual([]);
  await state.type('kubectl set image pod/web web=course/web:1.0');
  await state.type('kubectl run new --image=course/web:1.0');
  expect(mine().sort()).toEqual(['new', 'web']);
});

test('a submission that is refused leaves the last run where it was, as an older one', async () => {
  const state = open('command-or-args');
  await state.begin();
  await state.submit();
  const seen = [state.pictures.value, state.moment.value, state.variant.value];
  state.edit('kind: [');
  await state.submit();
  expect(state.stale.value).toBe(true);
  expect([state.pictures.value, state.moment.value, state.variant.value]).toEqual(seen);
  const { yaml } = solution('command-or-args') as Extract<Submission, { kind: 'manifest' }>;
  state.edit(yaml);
  await state.submit();
  expect(state.stale.value).toBe(false);
});
