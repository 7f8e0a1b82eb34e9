import { expect, test } from 'vitest';
import { Backoff, durationText } from './crash-loop-backoff.ts';

/** Ends so often, each time at once after its start, and starts again as soon as it may: when it starts. */
function starts(times: number): number[] {
  const backoff = new Backoff();
  const all: number[] = [];
  let now = 0;
  for (let i = 0; i < times; i++) {
    const ended = now;
    while (backoff.isIn('a', ended, now)) now += 1000;
    backoff.next('a', ended, now);
    all.push(now / 1000);
  }
  return all;
}

test('the first restart comes at once, the next after 10 s, doubling to 300 s', () =>
  expect(starts(9)).toEqual([0, 10, 30, 70, 150, 310, 610, 910, 1210]));

test('a container that ran for more than ten minutes begins anew', () => {
  const backoff = new Backoff();
  backoff.next('a', 0, 0);
  backoff.next('a', 0, 0);
  expect(backoff.isIn('a', 600_001, 600_001)).toBe(false);
  backoff.next('a', 600_001, 600_001);
  expect(backoff.delay('a')).toBe(10_000);
});

test('an image is held back from when the delay was raised, not from an end', () => {
  const backoff = new Backoff();
  backoff.next('image', 0, 0);
  expect([backoff.isInSinceUpdate('image', 9_999), backoff.isInSinceUpdate('image', 10_000)]).toEqual([true, false]);
});

test.each([
  [10_000, '10s'],
  [80_000, '1m20s'],
  [300_000, '5m0s'],
])('%d ms is told as %s', (ms, text) => expect(durationText(ms)).toBe(text));
