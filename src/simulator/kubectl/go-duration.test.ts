import { expect, test } from 'vitest';
import { goDuration } from './go-duration.ts';

test.each([
  [0, '0s'],
  [250, '250ms'],
  [4000, '4s'],
  [1500, '1.5s'],
  [90_000, '1m30s'],
  [300_000, '5m0s'],
  [3_661_000, '1h1m1s'],
])('%i ms are %s', (ms, text) => expect(goDuration(ms)).toBe(text));
