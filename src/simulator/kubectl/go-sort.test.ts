import { expect, test } from 'vitest';
import { goSort } from './go-sort.ts';

const numbers = (length: number, of: (i: number) => number): number[] => Array.from({ length }, (_, i) => of(i));

test.each([
  ['few', numbers(10, (i) => (i * 7) % 10)],
  ['many', numbers(500, (i) => (i * 7919) % 501)],
  ['many of a kind', numbers(200, (i) => i % 3)],
  ['already sorted', numbers(100, (i) => i)],
  ['backwards', numbers(100, (i) => -i)],
  ['organ pipes', numbers(120, (i) => Math.min(i, 120 - i))],
])('%s are put in order', (_, list) => expect(goSort(list, (a, b) => a < b)).toEqual([...list].sort((a, b) => a - b)));

test('up to twelve equals stay as they were; more may not', () => {
  const pairs = (length: number): { key: number; at: number }[] =>
    numbers(length, (i) => i).map((at) => ({ key: at % 2, at }));
  const order = (length: number): number[] => goSort(pairs(length), (a, b) => a.key < b.key).map((p) => p.at);
  expect(order(12)).toEqual([0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
  expect(order(40)).not.toEqual([...pairs(40)].sort((a, b) => a.key - b.key).map((p) => p.at));
});

test('equals come out where Go 1.26 leaves them, also after an unbalanced partition', () => {
  const keys = [
    2, 1, 2, 1, 1, 3, 4, 1, 1, 4, 3, 0, 3, 4, 4, 4, 3, 4, 2, 1, 2, 4, 1, 4, 3, 2, 2, 4, 0, 3, 0, 2, 0, 2, 0, 2, 2, 0, 1,
    3,
  ];
  const sorted = goSort(
    keys.map((key, at) => ({ key, at })),
    (a, b) => a.key < b.key,
  );
  expect(sorted.map((p) => p.at)).toEqual([
    32, 30, 11, 34, 28, 37, 8, 4, 1, 19, 3, 38, 7, 22, 20, 35, 33, 26, 18, 2, 0, 25, 36, 31, 24, 5, 39, 16, 12, 29, 10,
    21, 9, 27, 6, 23, 13, 15, 14, 17,
  ]);
});
