import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSandbox, type WorkerLike } from './client.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

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
  vi.advanceTimersByTime(5000);
  expect(await lost).toMatchObject({ kind: 'stopped', stopped: { limit: 'time' } });
  expect(workers[0]!.ended).toBe(true);
  const next = sandbox.grade(exercise, submission);
  workers[1]!.say({ type: 'done', id: workers[1]!.heard[0]!.id, value: verdict });
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
