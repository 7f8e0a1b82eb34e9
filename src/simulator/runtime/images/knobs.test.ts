import { expect, test } from 'vitest';
import { nextOf, numberKnob, timeKnob, windowsKnob, within } from './knobs.ts';
import type { Process } from '../process.ts';

const processWith = (value: string | undefined): Process =>
  ({ startedAt: 10_000, knob: () => value }) as unknown as Process;

test.each([
  [undefined, 7],
  ['', 7],
  [' 12 ', 12],
  ['0', 0],
  ['2.5', 2.5],
  ['soon', 7],
])('the number %j is %d', (text, expected) => {
  expect(numberKnob(processWith(text), 'X', 7)).toBe(expected);
});

test.each([
  [undefined, undefined],
  ['0', 0],
  ['90', 90],
  ['never', undefined],
])('the time %j is %j', (text, expected) => {
  expect(timeKnob(processWith(text), 'X')).toBe(expected);
});

test.each([
  [undefined, []],
  ['60-64', [{ from: 60, to: 64 }]],
  ['60-64, 90.5-95', [{ from: 60, to: 64 }, { from: 90.5, to: 95 }]], // prettier-ignore
  ['60', []],
  ['a-b,1-2', [{ from: 1, to: 2 }]],
])('the windows %j are %j', (text, expected) => {
  expect(windowsKnob(processWith(text), 'X')).toEqual(expected);
});

test('a window holds its first second and not its last', () => {
  const windows = [{ from: 60, to: 64 }];
  expect([59.9, 60, 63.9, 64].map((t) => within(windows, t) !== undefined)).toEqual([false, true, true, false]);
});

test('the next point is counted from the start, past ones and absent ones are passed over', () => {
  expect(nextOf(processWith(undefined), [5, undefined, 30, 20], 15_000)).toBe(30_000);
  expect(nextOf(processWith(undefined), [5, undefined], 15_000)).toBeUndefined();
});
