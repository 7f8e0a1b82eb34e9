import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { ClientLimit } from './client-limit.ts';

test('thirty at once, then twenty a second', () => {
  const clock = new Clock();
  const limit = new ClientLimit(clock);
  expect([limit.room, limit.untilNext()]).toEqual([30, 0]);
  limit.spend(30);
  expect([limit.room, limit.untilNext()]).toEqual([0, 50]);
  clock.runUntil(49);
  expect([limit.room, limit.untilNext()]).toEqual([0, 1]);
  clock.runUntil(50);
  expect([limit.room, limit.untilNext()]).toEqual([1, 0]);
  clock.runUntil(1000);
  expect(limit.room).toBe(20);
  clock.runUntil(60_000);
  expect(limit.room).toBe(30);
});
