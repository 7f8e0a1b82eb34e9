import { expect, test } from 'vitest';
import { untilNextPod } from './pod-backoff.ts';

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
