import { expect, test } from 'vitest';
import type { Pod } from '../api/schema/kinds.ts';
import { Clock } from '../clock.ts';
import { run, sleep } from '../task.ts';
import { TerminationOrder } from './termination-order.ts';

const pod = {
  spec: {
    containers: [{ name: 'app' }],
    initContainers: [
      { name: 'first', restartPolicy: 'Always' },
      { name: 'once' },
      { name: 'second', restartPolicy: 'Always' },
    ],
  },
} as unknown as Pod;

/** Each takes so many seconds from its turn to its end: when each one's turn came. */
function turns(lasts: Readonly<Record<string, number>>, grace: number): Record<string, number> {
  const clock = new Clock();
  const order = new TerminationOrder(pod, Object.keys(lasts));
  const came: Record<string, number> = {};
  for (const [name, seconds] of Object.entries(lasts))
    run(
      clock,
      (function* () {
        yield* order.waitForTurn(clock, name, grace);
        came[name] = clock.now / 1000;
        yield sleep(seconds * 1000);
        order.ended(name);
      })(),
    );
  clock.runUntil(100_000);
  return came;
}

test('sidecars stop after the app, the last one first', () =>
  expect(turns({ app: 3, first: 1, second: 2 }, 30)).toEqual({ app: 0, second: 3, first: 5 }));

test('nobody waits longer than the grace', () =>
  expect(turns({ app: 60, first: 1, second: 1 }, 6)).toEqual({ app: 0, second: 6, first: 6 }));
