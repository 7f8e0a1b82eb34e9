import { expect, test } from 'vitest';
import { hasCondition, withCondition, withTransitionTime } from './conditions.ts';

const ready = { type: 'Ready', status: 'True' };

test('a condition takes the place of the one of its type', () =>
  expect(withCondition([ready, { type: 'Other', status: 'True' }], { type: 'Ready', status: 'False' })).toEqual([
    { type: 'Ready', status: 'False' },
    { type: 'Other', status: 'True' },
  ]));

test('a new condition goes behind the others', () =>
  expect(withCondition([ready], { type: 'Other', status: 'True' }).map(({ type }) => type)).toEqual([
    'Ready',
    'Other',
  ]));

test.each([
  ['keeps its time while its status stays', 'True', 'before'],
  ['has a new time with a new status', 'False', 'now'],
])('a condition %s', (_, status, expected) =>
  expect(
    withTransitionTime({ type: 'Ready', status }, [{ ...ready, lastTransitionTime: 'before' }], 'now')
      .lastTransitionTime,
  ).toBe(expected),
);

test.each([
  [undefined, false],
  [{ conditions: [ready] }, true],
  [{ conditions: [{ ...ready, status: 'Unknown' }] }, false],
])('%j is Ready: %s', (status, expected) => expect(hasCondition(status, 'Ready')).toBe(expected));
