import { expect, test } from 'vitest';
import { naturalLess } from './natural-less.ts';

test.each([
  ['web-9', 'web-10', true],
  ['web-10', 'web-9', false],
  ['a', 'b', true],
  ['a', 'a', false],
  ['a', 'ab', true],
  ['1', 'a', true],
  ['a1', 'a01', true],
  ['a01b', 'a1a', false],
  ['', 'a', true],
])('%s before %s: %s', (a, b, less) => expect(naturalLess(a, b)).toBe(less));
