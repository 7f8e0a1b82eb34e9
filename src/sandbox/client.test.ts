import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSandbox, type WorkerLike } from './client.ts';
import type { FromWorker, ToWorker, Trial } from './protocol.ts';

const exercise = { id: 'x', type: 'manifest', cluster: '' } as const;
const submission = { kind: 'manifest', yaml: '' } as const;
const verdict = { exercise: 'x', passed: true, checks: [], problems: [], pictures: {} };

/** A worker whose answers the test gives. */
class Puppet implements WorkerLike {
  onmessage: WorkerLike['onmessage'] = null;
  onerror: WorkerLike['onerror'] = null;
  readonly heard: ToWorker[] = [];
  ended = false;

  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }

  terminate(): void {
    this.ended = true;
  }

  say(message: FromWorker): void {
    this.onmessage?.({ data: message } as MessageEvent<unknown>);
  }
}

function setUp() {
  const workers: Puppet[] = [];
  const sandbox = createSandbox({ start: () => (workers.push(new Puppet()), workers.at(-1)!), watchdog: 5000 });
  return { workers, sandbox };
}

/** Two workers that have loaded. */
function setUpBoth() {
  const { workers, sandbox } = setUp();
  workers[0]!.say({ type: 'ready' });
  vi.advanceTimersByTime(3000);
  workers[1]!.say({ type: 'ready' });
  const answer = (worker: number, value: Trial): void => {
    const { id } = workers[worker]!.heard.find(({ method }) => method === 'try')!;
    workers[worker]!.say({ type: 'done', id, value });
  };
  return { workers, sandbox, answer };
}
const result = (variant: string, state: 'passed' | 'failed', refused = false): Trial['results'][number] => ({
  variant,
  refused,
  checks: [{ id: 'runs', state, facts: { in: variant } }],
  problems: [],
});
const stopAt = (variant: number): Trial => ({
  results: [],
  stopped: { variant, why: { limit: 'steps', message: `at ${variant}` } },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a verdict comes back with its progress', async () => {
  const { workers, sandbox } = setUp();
  const progress: number[] = [];
  const outcome = sandbox.grade(exercise, submission, { onProgress: (done) => progress.push(done) });
  const { id } = workers[0]!.heard[0]!;
  workers[0]!.say({ type: 'progress', id, done: 1, total: 2 });
  workers[0]!.say({ type: 'done', id, value: verdict });
  expect(await outcome).toEqual({ kind: 'done', value: verdict });
  expect(progress).toEqual([1]);
});

test('a worker that no longer answers is ended, its calls are told so, and the spare takes over', async () => {
  const { workers, sandbox } = setUp();
  workers[0]!.say({ type: 'ready' });
  vi.advanceTimersByTime(3000);
  expect(workers).toHaveLength(2);
  const lost = sandbox.grade(exercise, submission);
  workers[1]!.say({ type: 'ready' });
  vi.advanceTimersByTime(5000);
  expect(await lost).toMatchObject({ kind: 'stopped', stopped: { limit: 'time' } });
  expect(workers[0]!.ended).toBe(true);
  const next = sandbox.grade(exercise, submission);
  const { id } = workers[1]!.heard.find(({ method }) => method === 'grade')!; // behind the clusters it makes ready
  workers[1]!.say({ type: 'done', id, value: verdict });
  expect((await next).kind).toBe('done');
});

test('a cancelled run ends at once, and a late answer of its worker is not heard', async () => {
  const { workers, sandbox } = setUp();
  const cancel = new AbortController();
  const outcome = sandbox.grade(exercise, submission, { signal: cancel.signal });
  cancel.abort();
  expect(await outcome).toMatchObject({ kind: 'stopped', stopped: { limit: 'cancelled' } });
  workers[0]!.say({ type: 'done', id: workers[0]!.heard[0]!.id, value: verdict });
  expect(workers[0]!.ended).toBe(true);
});

test('what is no verdict does not pass the border', async () => {
  const { workers, sandbox } = setUp();
  void sandbox.grade(exercise, submission);
  const { id } = workers[0]!.heard[0]!;
  expect(() => workers[0]!.say({ type: 'done', id, value: { passed: true } })).toThrow();
});

test('a worker that fails to load says so', async () => {
  const { workers, sandbox } = setUp();
  const outcome = sandbox.grade(exercise, submission);
  workers[0]!.onerror?.({ message: 'no such file' } as ErrorEvent);
  expect(await outcome).toMatchObject({ kind: 'stopped', stopped: { limit: 'crash', message: 'no such file' } });
});

test('once two workers are there, a submission’s variants are shared, and come together in their order', async () => {
  const { workers, sandbox, answer } = setUpBoth();
  const progress: string[] = [];
  const outcome = sandbox.grade(exercise, submission, {
    onProgress: (done, total) => progress.push(`${done}/${total}`),
  });
  const shares = workers.map(({ heard }) => heard[0]?.payload);
  expect(shares).toMatchObject([{ share: { index: 0, of: 2 } }, { share: { index: 1, of: 2 } }]);
  workers[1]!.say({ type: 'progress', id: workers[1]!.heard[0]!.id, done: 1, total: 1 });
  workers[0]!.say({ type: 'progress', id: workers[0]!.heard[0]!.id, done: 1, total: 2 });
  answer(1, { results: [result('b', 'failed')] });
  answer(0, { results: [result('a', 'passed'), result('c', 'failed')] });
  expect(await outcome).toMatchObject({
    kind: 'done',
    value: {
      passed: false,
      checks: [{ state: 'failed', variants: { a: 'passed', b: 'failed', c: 'failed' }, facts: { in: 'b' } }],
    },
  });
  expect(progress).toEqual(['1/1', '2/3']);
});

test.each<[string, Trial, Trial, unknown]>([
  ['the first limit in the variants’ order is told', stopAt(2), stopAt(1), { stopped: { message: 'at 1' } }],
  ['a limit after others passed', { results: [result('a', 'passed')] }, stopAt(1), { stopped: { message: 'at 1' } }],
  [
    'what the shown cluster refuses counts on no other',
    { results: [result('a', 'failed', true)] },
    stopAt(1),
    { value: { checks: [{ variants: { a: 'failed' } }] } },
  ],
  [
    'refused by the shown cluster, it was not tried elsewhere',
    { results: [result('a', 'failed', true)] },
    { results: [result('b', 'passed')] },
    { value: { checks: [{ variants: { a: 'failed', b: 'not-reached' } }] } },
  ],
])('of two shares: %s', async (_, first, second, expected) => {
  const { sandbox, answer } = setUpBoth();
  const outcome = sandbox.grade(exercise, submission);
  answer(1, second);
  answer(0, first);
  expect(await outcome).toMatchObject(expected as object);
});

test('a shared run that is cancelled ends both workers', async () => {
  const { workers, sandbox } = setUpBoth();
  const cancel = new AbortController();
  const outcome = sandbox.grade(exercise, submission, { signal: cancel.signal });
  cancel.abort();
  expect(await outcome).toMatchObject({ kind: 'stopped', stopped: { limit: 'cancelled' } });
  expect(workers.map(({ ended }) => ended)).toEqual([true, true, false, false]);
});

test('who has asked about an exercise has its clusters made ready, once, when nothing else is asked', () => {
  const { workers, sandbox } = setUp();
  const asked = (): string[] => workers[0]!.heard.map(({ method }) => method);
  const answer = (): void =>
    workers[0]!.say({ type: 'done', id: workers[0]!.heard.at(-1)!.id, value: { problems: [] } });
  void sandbox.preview(exercise, submission);
  vi.advanceTimersByTime(2000);
  expect(asked()).toEqual(['preview']);
  answer();
  vi.advanceTimersByTime(1000);
  expect(asked()).toEqual(['preview', 'prepare']);
  answer();
  void sandbox.preview(exercise, submission);
  answer();
  vi.advanceTimersByTime(2000);
  expect(asked()).toEqual(['preview', 'prepare', 'preview']);
});

test('what is expected is tried on both workers once their clusters are ready, and handed in has its verdict at once', async () => {
  const { workers, sandbox } = setUpBoth();
  const heard = (): string[] => workers.flatMap((worker) => worker.heard.map(({ method }) => method));
  /** Each worker ends what it is at. */
  const answer = (): void => {
    for (const [n, worker] of workers.entries()) {
      const { id, method } = worker.heard.at(-1)!;
      const value = method === 'preview' ? { problems: [] } : { results: [result('ab'.charAt(n), 'passed')] };
      worker.say({ type: 'done', id, value });
    }
  };
  void sandbox.preview(exercise, submission);
  void sandbox.preview(exercise, submission);
  sandbox.expect(exercise, submission);
  vi.advanceTimersByTime(2000);
  expect(heard()).toEqual(['preview', 'preview']); // busy
  for (const worker of workers) worker.heard.length = 1;
  answer();
  vi.advanceTimersByTime(1000);
  answer();
  vi.advanceTimersByTime(1000);
  expect(heard()).toEqual(['preview', 'prepare', 'try', 'preview', 'prepare', 'try']);
  answer();
  const outcome = await sandbox.grade(exercise, submission);
  expect(outcome).toMatchObject({
    kind: 'done',
    value: { passed: true, checks: [{ variants: { a: 'passed', b: 'passed' } }] },
  });
  expect(heard()).toHaveLength(6);
});
