import { expect, test } from 'vitest';
import type { Toleration } from '../api/schema/kinds.ts';
import { FORBIDDING, tolerates, untoleratedTaint } from './tolerations.ts';

const taint = { key: 'gpu', value: 'yes', effect: 'NoSchedule' };

test.each<[string, Toleration, boolean]>([
  ['the same', { key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }, true],
  ['Equal is the operator unless said', { key: 'gpu', value: 'yes' }, true],
  ['another value', { key: 'gpu', value: 'no' }, false],
  ['any value', { key: 'gpu', operator: 'Exists' }, true],
  ['another key', { key: 'cpu', operator: 'Exists' }, false],
  ['any key', { operator: 'Exists' }, true],
  ['another effect', { operator: 'Exists', effect: 'NoExecute' }, false],
  ['an unknown operator', { key: 'gpu', operator: 'Gt', value: '1' }, false],
])('%s', (_, toleration, expected) => expect(tolerates(toleration, taint)).toBe(expected));

test('the first untolerated taint of the effects is found', () => {
  const soft = { key: 'soft', effect: 'PreferNoSchedule' };
  expect(untoleratedTaint([soft, taint], [], FORBIDDING)).toBe(taint);
  expect(untoleratedTaint([soft, taint], [{ key: 'gpu', operator: 'Exists' }], FORBIDDING)).toBeUndefined();
});
