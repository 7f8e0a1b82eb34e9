import { expect, test } from 'vitest';
import { ageOf, humanDuration } from './age.ts';

const [S, M, H, D] = [1000, 60_000, 3_600_000, 86_400_000];

test.each([
  [-3 * S, '<invalid>'],
  [-1.5 * S, '0s'],
  [0, '0s'],
  [119.9 * S, '119s'],
  [2 * M, '2m'],
  [2 * M + 30 * S, '2m30s'],
  [9 * M + 59 * S, '9m59s'],
  [10 * M + 30 * S, '10m'],
  [179 * M, '179m'],
  [3 * H, '3h'],
  [7 * H + 59 * M, '7h59m'],
  [47 * H, '47h'],
  [48 * H, '2d'],
  [7 * D + 23 * H, '7d23h'],
  [8 * D + 5 * H, '8d'],
  [800 * D, '2y70d'],
  [3000 * D, '8y'],
])('%i ms are shown as %s', (ms, text) => expect(humanDuration(ms)).toBe(text));

test('an age counts from a timestamp', () => {
  expect(ageOf('2026-11-21T08:26:43Z', Date.UTC(2026, 10, 21, 8, 26, 50, 999))).toBe('7s');
  expect(ageOf(null, 0)).toBe('<unknown>');
});
