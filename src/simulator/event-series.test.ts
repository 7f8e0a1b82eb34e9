import { expect, test } from 'vitest';
import { Clock } from './clock.ts';
import { EventSeries } from './event-series.ts';

const cause = { actor: 'test', reason: 'the test has it' };

/** Tells the same event at each of the times (in seconds). @returns what is told anew, and what is written of series. */
function tell(seconds: readonly number[], until = 10_000): { anew: number[]; written: [at: number, count: number][] } {
  const clock = new Clock();
  const anew: number[] = [];
  const written: [number, number][] = [];
  const series = new EventSeries(clock, (_, { count }) => void written.push([clock.now / 1000, count]));
  for (const at of seconds)
    clock.at(at * 1000, () => {
      if (series.again('same', cause)) return;
      anew.push(at);
      series.remember('same', 'default/event', cause);
    });
  clock.runUntil(until * 1000);
  return { anew, written };
}

test.each<[string, readonly number[], ReturnType<typeof tell>]>([
  ['an event that comes once is no series', [0], { anew: [0], written: [] }],
  ['one that comes again is a series of two at once', [0, 300], { anew: [0], written: [[300, 2]] }],
  [
    'after more than six minutes, and a look at the grid, it is another event',
    [10, 800],
    { anew: [10, 800], written: [] },
  ],
  ['the grid is looked at every six minutes', [10, 700], { anew: [10], written: [[700, 2]] }],
  [
    'a third is written once the series has finished',
    [0, 10, 20],
    {
      anew: [0],
      written: [
        [10, 2],
        [720, 3],
      ],
    },
  ],
  [
    'a series that goes on is written every half hour, and when it ends',
    [0, 300, 600, 900, 1200, 1500, 1800.5, 2100],
    {
      anew: [0],
      written: [
        [300, 2],
        [1800, 6],
        [2520, 8],
      ],
    },
  ],
])('%s', (_, seconds, expected) => expect(tell(seconds)).toEqual(expected));
