import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAhead } from './ahead.ts';
import type { GradeOptions } from './lane.ts';
import type { Outcome, Submission } from './protocol.ts';

const exercise = { id: 'x', type: 'manifest', cluster: '' } as const;
const draft = (yaml: string): Submission => ({ kind: 'manifest', yaml });
const done: Outcome = { kind: 'done', value: { exercise: 'x', passed: true, checks: [], problems: [], pictures: {} } };
const stopped: Outcome = { kind: 'stopped', stopped: { limit: 'cancelled', message: 'cancelled' } };

function setUp() {
  const runs: { readonly yaml: string; readonly options: GradeOptions; end: (outcome: Outcome) => void }[] = [];
  const workers = { free: true };
  const ahead = createAhead({
    isFree: () => workers.free,
    run: (_, submission, options) =>
      new Promise((end) => {
        runs.push({ yaml: submission.kind === 'manifest' ? submission.yaml : '', options, end });
        options.signal?.addEventListener('abort', () => end(stopped));
      }),
  });
  return { ahead, runs, workers };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the last that is expected is tried after a pause, once the workers are free, and only once', async () => {
  const { ahead, runs, workers } = setUp();
  workers.free = false;
  ahead.expect(exercise, draft('a'));
  vi.advanceTimersByTime(300);
  ahead.expect(exercise, draft('ab'));
  vi.advanceTimersByTime(2000);
  expect(runs).toHaveLength(0);
  workers.free = true;
  vi.advanceTimersByTime(200);
  expect(runs.map(({ yaml }) => yaml)).toEqual(['ab']);
  runs[0]!.end(done);
  ahead.expect(exercise, draft('ab'));
  vi.advanceTimersByTime(2000);
  expect(runs).toHaveLength(1);
  expect(await ahead.outcomeOf(exercise, draft('ab'), {})).toBe(done);
});

test('what is handed in before it was tried is left to be run, and not tried any more', () => {
  const { ahead, runs } = setUp();
  ahead.expect(exercise, draft('a'));
  expect(ahead.outcomeOf(exercise, draft('a'), {})).toBeUndefined();
  vi.advanceTimersByTime(2000);
  expect(runs).toHaveLength(0);
});

test('who hands in what is being tried waits for it, with its progress; who cancels ends it', async () => {
  const { ahead, runs } = setUp();
  ahead.expect(exercise, draft('a'));
  vi.advanceTimersByTime(500);
  const progress: number[] = [];
  const cancel = new AbortController();
  const outcome = ahead.outcomeOf(exercise, draft('a'), {
    signal: cancel.signal,
    onProgress: (count) => progress.push(count),
  });
  runs[0]!.options.onProgress?.(1, 2);
  cancel.abort();
  expect(await outcome).toBe(stopped);
  expect(progress).toEqual([1]);
});

test('another submission waits until the workers are free, then has to be run; so has one that a limit ended', async () => {
  const { ahead, runs } = setUp();
  ahead.expect(exercise, draft('a'));
  vi.advanceTimersByTime(500);
  const other = ahead.outcomeOf(exercise, draft('b'), {});
  const same = ahead.outcomeOf(exercise, draft('a'), {});
  runs[0]!.end({ kind: 'stopped', stopped: { limit: 'time', message: '' } });
  expect([await other, await same]).toEqual([undefined, undefined]);
  expect(ahead.outcomeOf(exercise, draft('a'), {})).toBeUndefined();
});
