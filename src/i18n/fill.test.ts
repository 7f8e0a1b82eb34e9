import { expect, test } from 'vitest';
import { fill } from './fill.ts';

test('facts fill the placeholders they have, zero included', () => {
  expect(fill('got {n} of {b} at {t} s', { n: 0, b: 'three' })).toBe('got 0 of three at {t} s');
});
