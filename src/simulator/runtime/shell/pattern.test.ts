import { expect, test } from 'vitest';
import { RuntimeLimit } from '../runtime-limit.ts';
import { compilePattern, matchEdge, matches } from './pattern.ts';

test.each([
  ['a*c', 'abcabc', 'start', 'shortest', 3],
  ['a*c', 'abcabc', 'start', 'longest', 6],
  ['b*', 'abcabc', 'end', 'shortest', 2],
  ['b*', 'abcabc', 'end', 'longest', 5],
  ['*', 'abc', 'start', 'shortest', 0],
  ['*', 'abc', 'end', 'longest', 3],
  ['?b', 'abc', 'start', 'longest', 2],
  ['[bc]', 'abc', 'end', 'longest', 1],
  ['abcd', 'abc', 'start', 'longest', -1],
  ['z*', 'abc', 'start', 'longest', -1],
  ['', 'abc', 'end', 'shortest', 0],
] as const)('%s in %s from its %s, %s', (pattern, text, edge, want, length) =>
  expect(matchEdge(compilePattern(pattern), text, edge, want)).toBe(length),
);

test('from a place within', () => expect(matchEdge(compilePattern('b?'), 'abcb', 'start', 'longest', 1)).toBe(2));

test('what would take too long is told', () => {
  const many = compilePattern('*a'.repeat(3000));
  expect(() => matches(many, `${'a'.repeat(2999)}${'b'.repeat(9000)}`)).not.toThrow();
  expect(() => matchEdge(many, 'a'.repeat(9000), 'start', 'longest')).toThrow(RuntimeLimit);
});
