import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from './heap.ts';

test('elements come out in order, whatever was taken out between', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.array(fc.nat()), (numbers, taken) => {
      const items = numbers.map((value) => ({ value }));
      const heap = new Heap<{ value: number }>((a, b) => a.value - b.value);
      for (const item of items) heap.push(item);
      const removed = new Set(taken.flatMap((i) => items[i % Math.max(1, items.length)] ?? []));
      for (const item of removed) heap.remove(item);
      const out: number[] = [];
      for (let item = heap.pop(); item; item = heap.pop()) out.push(item.value);
      expect(out).toEqual(
        items
          .filter((item) => !removed.has(item))
          .map(({ value }) => value)
          .sort((a, b) => a - b),
      );
    }),
  );
});
