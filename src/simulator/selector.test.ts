import { describe, expect, test } from 'vitest';
import { matchesRequirement, matchesSelector } from './selector.ts';

const labels = { app: 'web', tier: 'front', size: '10' };

describe('a label selector', () => {
  test.each([
    ['that is absent selects nothing', undefined, false],
    ['that is empty selects everything', {}, true],
    ['with a label that is there', { matchLabels: { app: 'web' } }, true],
    ['with another value', { matchLabels: { app: 'db' } }, false],
    ['with an absent label', { matchLabels: { zone: 'a' } }, false],
    ['with a name every object has', { matchLabels: { constructor: 'x' } }, false],
    [
      'asks for all of it',
      { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'Exists' }] },
      true,
    ],
    [
      'asks for all of it and one is false',
      { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] },
      false,
    ],
  ])('%s', (_, selector, expected) => expect(matchesSelector(selector, labels)).toBe(expected));

  test('an empty one also selects what has no labels', () => expect(matchesSelector({}, undefined)).toBe(true));
});

test.each([
  ['app', 'In', ['web', 'db'], true],
  ['app', 'In', ['db'], false],
  ['zone', 'In', ['a'], false],
  ['app', 'NotIn', ['web'], false],
  ['zone', 'NotIn', ['a'], true],
  ['app', 'Exists', [], true],
  ['zone', 'Exists', [], false],
  ['zone', 'DoesNotExist', [], true],
  ['toString', 'Exists', [], false],
  ['size', 'Gt', ['9'], true],
  ['size', 'Gt', ['10'], false],
  ['size', 'Lt', ['11'], true],
  ['app', 'Gt', ['1'], false],
  ['size', 'Gt', ['x'], false],
  ['size', 'Gt', [], false],
])('%s %s %j is %s', (key, operator, values, expected) =>
  expect(matchesRequirement({ key, operator, values }, labels)).toBe(expected),
);
