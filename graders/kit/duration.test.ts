import { expect, test } from 'vitest';
import { millis, seconds, type Duration } from './duration.ts';

test.each([
  ['60s', 60],
  ['5m', 300],
  ['1m30s', 90],
  ['0.5s', 0.5],
] satisfies [Duration, number][])('%s is %d seconds', (duration, expected) => {
  expect(seconds(duration)).toBe(expected);
  expect(millis(duration)).toBe(expected * 1000);
});

test.each(['', '60', '1h', '30s5m'])('"%s" is no duration', (text) =>
  expect(() => seconds(text as Duration)).toThrow('no duration'),
);
