import { expect, test } from 'vitest';
import { textWidth, ticks, timeAt, xOf } from './time-scale.ts';

const scale = { from: 0, until: 120, left: 112, right: 820 };

test('time is linear between the edges and held there', () => {
  expect([-5, 0, 60, 120, 500].map((t) => xOf(scale, t))).toEqual([112, 112, 466, 820, 820]);
});

test('a place on the ruler is a time, there and back', () => {
  for (const t of [0, 15, 37.5, 120]) expect(timeAt(scale, xOf(scale, t))).toBeCloseTo(t, 1);
});

test.each([
  [120, 10, 12],
  [600, 60, 10],
  [20, 2, 10],
])('%i s on 708 pixels are labelled every %i s', (until, step, count) => {
  const major = ticks({ ...scale, until }).filter((tick) => tick.major);
  expect(major.map(({ t }) => t).slice(0, 2)).toEqual([0, step]);
  expect(major).toHaveLength(count + 1);
});

test('Hangul is as wide as it is high', () => {
  expect(textWidth('준비됨')).toBe(36);
  expect(textWidth('Ready')).toBeLessThan(36);
});
