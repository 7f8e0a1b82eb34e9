import { expect, test } from 'vitest';
import type { Pod } from '../../api/schema/kinds.ts';
import { compareActivePods, victims } from './victims.ts';

const NOW = Date.UTC(2026, 0, 1, 1);

const pod = (
  name: string,
  { node = 'a', phase = 'Running', ready = '00:00:00', created = '00:00:00', cost = '' } = {},
): Pod =>
  ({
    metadata: {
      name,
      uid: name,
      creationTimestamp: `2026-01-01T${created}Z`,
      annotations: cost ? { 'controller.kubernetes.io/pod-deletion-cost': cost } : {},
    },
    spec: { nodeName: node },
    status: {
      phase,
      conditions: ready ? [{ type: 'Ready', status: 'True', lastTransitionTime: `2026-01-01T${ready}Z` }] : [],
    },
  }) as unknown as Pod;

test.each([
  [
    'one without a node',
    pod('x', { node: '', phase: 'Pending', ready: '' }),
    pod('y', { phase: 'Pending', ready: '' }),
  ],
  ['one that is pending', pod('x', { phase: 'Pending', ready: '' }), pod('y', { ready: '' })],
  ['one that is not ready', pod('x', { ready: '' }), pod('y')],
  ['the cheaper one', pod('x', { cost: '-5' }), pod('y')],
  ['one whose cost cannot be read costs nothing', pod('x', { cost: 'much' }), pod('y', { cost: '1' })],
  ['the one that became ready last', pod('x', { ready: '00:59:50' }), pod('y')],
  ['the younger one', pod('x', { ready: '', created: '00:59:50' }), pod('y', { ready: '' })],
])('%s goes first', (_, goes, stays) => {
  expect(victims([stays, goes], [], 1, NOW)).toEqual([goes]);
  expect(victims([goes, stays], [], 1, NOW)).toEqual([goes]);
});

test('one on a crowded node goes first', () => {
  const [alone, one, two] = [pod('b1', { node: 'b' }), pod('a1'), pod('a2')];
  expect(victims([alone, one, two], [alone, one, two], 1, NOW)[0]?.spec.nodeName).toBe('a');
});

test.each([
  ['one that is pending', pod('x', { phase: 'Pending' }), pod('y')],
  ['one that is not ready', pod('x', { ready: '' }), pod('y')],
  ['the one that became ready last, to the second', pod('x', { ready: '00:00:02' }), pod('y', { ready: '00:00:01' })],
  ['the younger one, to the second', pod('x', { created: '00:00:02' }), pod('y', { created: '00:00:01' })],
])('of Pods that no ReplicaSet has, %s goes first', (_, goes, stays) =>
  expect([stays, goes].sort(compareActivePods)).toEqual([goes, stays]),
);

test('what a Pod costs to delete is a matter of ReplicaSets alone', () =>
  expect(compareActivePods(pod('x', { cost: '-5' }), pod('y'))).toBe(0));
