import { expect, test } from 'vitest';
import { fits, freeOf, holesOf, on, waiting, type Packing } from './packing.ts';

const bins = ['a', 'b'].map((name) => ({ name, cpu: 2000 }));
const big = [1, 2, 3].map((n) => ({ name: `big-${n}`, cpu: 1500 }));
const packing = (placement: Packing['placement'], pieces: Packing['pieces'] = big): Packing => ({
  pieces,
  bins,
  placement,
});

test('what is placed takes room, what is not waits', () => {
  const half = packing({ 'big-1': 'a' });
  expect(freeOf(half, bins[0]!)).toBe(500);
  expect(on(half, bins[0]!)).toEqual([big[0]]);
  expect(waiting(half)).toEqual([big[1], big[2]]);
});

test('a piece fits where all of it fits', () => {
  const half = packing({ 'big-1': 'a' });
  expect(fits(half, big[1]!, bins[0]!)).toBe(false);
  expect(fits(half, big[1]!, bins[1]!)).toBe(true);
  expect(fits(half, { name: 'exact', cpu: 500 }, bins[0]!)).toBe(true);
});

test.each([
  ['nothing placed: room for what waits is no hole', {}, { count: 0, cpu: 0 }],
  ['two placed: what is left is too small for the third', { 'big-1': 'a', 'big-2': 'b' }, { count: 2, cpu: 1000 }],
  ['one placed: its node has a hole, the other has room', { 'big-1': 'a' }, { count: 1, cpu: 500 }],
])('%s', (_, placement, holes) => expect(holesOf(packing(placement))).toEqual(holes));

test('a full node has no hole, and where nothing waits all that is free is left over', () => {
  const pair = [
    { name: 'x', cpu: 2000 },
    { name: 'y', cpu: 500 },
  ];
  expect(holesOf(packing({ x: 'a', y: 'b' }, pair))).toEqual({ count: 1, cpu: 1500 });
});
