import { expect, test } from 'vitest';
import { exampleJobPod, millisAt, type ExampleJobPod } from './job.fixture.ts';
import { finishedAt, NO_FAILURES, untilNextPod, withEnded } from './pod-backoff.ts';

test.each([
  [0, 0],
  [1, 10_000],
  [2, 20_000],
  [7, 600_000],
  [50, 600_000],
])('after %i failures in a row the next Pod waits %i ms', (count, ms) =>
  expect(untilNextPod({ count, last: 5000 }, 5000)).toBe(ms),
);

test('time that has passed since the last failure counts', () =>
  expect(untilNextPod({ count: 1, last: 0 }, 4000)).toBe(6000));

const failed = (finished: string): ReturnType<typeof exampleJobPod> =>
  exampleJobPod({ phase: 'Failed', exitCode: 1, finished });
const succeeded = (finished: string): ReturnType<typeof exampleJobPod> =>
  exampleJobPod({ phase: 'Succeeded', exitCode: 0, finished });

test('failures add up until one succeeds; those after it count', () => {
  const two = withEnded(NO_FAILURES, [], [failed('00:00:10'), failed('00:00:20')]);
  expect(two).toEqual({ count: 2, last: millisAt('00:00:20') });
  expect(withEnded(two, [succeeded('00:00:25')], [])).toEqual(NO_FAILURES);
  expect(withEnded(two, [succeeded('00:00:25')], [failed('00:00:24'), failed('00:00:26')])).toEqual({
    count: 1,
    last: millisAt('00:00:26'),
  });
});

test.each<[string, ExampleJobPod, string]>([
  ['its last container did', { exitCode: 1, finished: '00:00:40' }, '00:00:40'],
  [
    'it became unready',
    { conditions: [{ type: 'Ready', status: 'False', lastTransitionTime: '2026-01-01T00:00:50Z' }] },
    '00:00:50',
  ],
  ['its deletion was asked for', { terminating: true }, '00:00:30'],
  ['it was created', { created: '00:00:07' }, '00:00:07'],
])('a Pod ended when %s', (_, pod, time) => expect(finishedAt(exampleJobPod(pod))).toBe(millisAt(time)));
