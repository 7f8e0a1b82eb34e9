import { expect, test } from 'vitest';
import { Random } from './random.ts';

const sequence = (seed: number): number[] => {
  const random = new Random(seed);
  return Array.from({ length: 200 }, () => random.int(6));
};

test('the same seed gives the same sequence, another seed another', () => {
  expect(sequence(7)).toEqual(sequence(7));
  expect(sequence(7)).not.toEqual(sequence(8));
});

test('every number below the bound comes, and none other', () =>
  expect([...new Set(sequence(1))].sort()).toEqual([0, 1, 2, 3, 4, 5]));

test('names end in the letters of Kubernetes, ids have the form of a UUID', () => {
  const random = new Random(1);
  expect(random.suffix(200)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{200}$/);
  expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('there is nothing to pick of nothing', () => expect(() => new Random(1).pick([])).toThrow('empty'));
