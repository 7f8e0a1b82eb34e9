import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { backoff, WorkQueue } from './work-queue.ts';

test('a key that is added twice is worked on once', () => {
  const clock = new Clock();
  const seen: unknown[] = [];
  const queue = new WorkQueue(clock, (key, because) => (seen.push([key, because]), 'done'));
  queue.add('a', 1);
  queue.add('a', 2);
  clock.runUntil(100);
  expect(seen).toEqual([['a', 2]]);
});

test('a key that fails comes again, later each time, until it is done', () => {
  const clock = new Clock();
  const at: number[] = [];
  const queue = new WorkQueue(clock, () => (at.push(clock.now) < 4 ? 'failed' : 'done'));
  queue.add('a');
  clock.runUntil(10_000);
  expect(at.map((t, i) => t - (at[i - 1] ?? 0))).toEqual([8, 13, 18, 28]);
});

test('of several delays the earliest counts', () => {
  const clock = new Clock();
  const at: number[] = [];
  const queue = new WorkQueue(clock, () => (at.push(clock.now), 'done'));
  queue.addAfter('a', 1000);
  queue.addAfter('a', 500);
  queue.addAfter('a', 2000);
  clock.runUntil(5000);
  expect(at).toEqual([508]);
});

test('a controller may have a back-off of its own', () => {
  const clock = new Clock();
  const at: number[] = [];
  const queue = new WorkQueue(clock, () => (at.push(clock.now), 'failed'), { first: 1000, longest: 3000 });
  queue.add('a');
  clock.runUntil(10_000);
  expect(at.map((t, i) => t - (at[i - 1] ?? 0))).toEqual([8, 1008, 2008, 3008, 3008]);
});

test.each([
  [0, 5],
  [3, 40],
  [30, 1_000_000],
])('after %i failures a key waits %i ms', (failures, ms) => expect(backoff(failures)).toBe(ms));

test('a key that is unfinished keeps its back-off', () => {
  const clock = new Clock();
  const at: number[] = [];
  const outcomes = ['failed', 'unfinished', 'failed', 'done'] as const;
  const queue = new WorkQueue(clock, () => {
    const outcome = outcomes[at.push(clock.now) - 1] ?? 'done';
    if (outcome === 'unfinished') queue.addAfter('a', 50);
    return outcome;
  });
  queue.add('a');
  clock.runUntil(10_000);
  expect(at.map((t, i) => t - (at[i - 1] ?? 0))).toEqual([8, 13, 58, 18]);
});
