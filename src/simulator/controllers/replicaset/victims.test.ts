import { expect, test } from 'vitest';
import type { Pod } from '../../api/schema/kinds.ts';
import { victims } from './victims.ts';

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
