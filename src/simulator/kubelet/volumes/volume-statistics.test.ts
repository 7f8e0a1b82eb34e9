import { expect, test } from 'vitest';
import { Clock } from '../../clock.ts';
import { directory, file } from '../../runtime/filesystem.ts';
import { VolumeStatistics } from './volume-statistics.ts';

test('a volume is measured once a minute, and nothing is known before', () => {
  const clock = new Clock();
  clock.runUntil(5000);
  const statistics = new VolumeStatistics(clock);
  const root = directory([['a', file('12345')]]);
  const seen: [number, number | undefined][] = [];
  for (const second of [6, 29, 31, 80, 91]) {
    clock.runUntil(second * 1000);
    if (second === 31) root.entries.set('b', file('67890'));
    seen.push([second, statistics.sizes([['data', root]]).get('data')]);
    if (second === 31) root.entries.set('c', file('!'));
  }
  expect(seen).toEqual([
    [6, undefined],
    [29, undefined],
    [31, 10],
    [80, 10],
    [91, 11],
  ]);
});
