import { expect, test } from 'vitest';
import { formatIndexes, parseIndexes, pendingIndexes } from './indexes.ts';

test.each([
  [[], ''],
  [[3], '3'],
  [[0, 1], '0,1'],
  [[0, 1, 2, 5], '0-2,5'],
])('%j is written %j', (indexes, text) => {
  expect(formatIndexes(new Set(indexes))).toBe(text);
  expect([...parseIndexes(text, 10)]).toEqual(indexes);
});

test('indexes beyond the completions are forgotten', () => expect([...parseIndexes('0-9', 2)]).toEqual([0, 1]));
test('the lowest free indexes come next, as many as are left', () => {
  expect(pendingIndexes(2, 5, new Set([0, 2]))).toEqual([1, 3]);
  expect(pendingIndexes(9, 5, new Set([0, 2]))).toEqual([1, 3, 4]);
});
