import { expect, test } from 'vitest';
import { expand } from './expansion.ts';

const known: Readonly<Record<string, string>> = { A: '1', B: '$(A)' };

test.each([
  ['$(A)', '1'],
  ['x$(A)y$(A)', 'x1y1'],
  ['$(B)', '$(A)'],
  ['$(UNKNOWN)', '$(UNKNOWN)'],
  ['$$(A)', '$(A)'],
  ['$$$(A)', '$1'],
  ['$A', '$A'],
  ['$(A', '$(A'],
  ['$', '$'],
  ['100%', '100%'],
])('%s becomes %s', (text, expected) => expect(expand(text, (name) => known[name])).toBe(expected));
