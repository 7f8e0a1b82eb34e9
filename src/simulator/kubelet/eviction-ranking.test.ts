import { expect, test } from 'vitest';
import type { Pod } from '../api/schema/kinds.ts';
import { rankForMemory } from './eviction-ranking.ts';

const MI = 1024 * 1024;
const use = (
  name: string,
  request: number | undefined,
  usage: number,
  priority = 0,
): { name: string; pod: Pod; usage: number } => ({
  name,
  usage: usage * MI,
  pod: {
    spec: {
      priority,
      containers: [
        { name: 'app', ...(request === undefined ? {} : { resources: { requests: { memory: `${request}Mi` } } }) },
      ],
    },
  } as unknown as Pod,
});
const order = (...uses: ReturnType<typeof use>[]): string =>
  rankForMemory(uses)
    .map(({ name }) => name)
    .join(' ');

test('over the request first, then priority, then by how far', () =>
  expect(
    order(
      use('A', 500, 480),
      use('B', 200, 700),
      use('C', undefined, 90),
      use('D', 600, 550),
      use('E', 100, 300, 1000),
    ),
  ).toBe('B C E A D'));

test('a high priority does not help who uses more than was asked for', () =>
  expect(order(use('modest', 200, 100, 0), use('greedy', 100, 200, 1_000_000))).toBe('greedy modest'));
