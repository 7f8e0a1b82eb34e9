import { expect, test } from 'vitest';
import type { Taint, Toleration } from '../../api/schema/kinds.ts';
import { exampleCluster, exampleNode, examplePod, scores, verdicts } from '../cluster.fixture.ts';
import { pass, unresolvable } from '../framework.ts';
import { taintToleration } from './taint-toleration.ts';

const refused = unresolvable('node(s) had untolerated taint(s)');
const gpu: Taint = { key: 'gpu', value: 'yes', effect: 'NoSchedule' };

test.each<[string, readonly Taint[], readonly Toleration[], unknown]>([
  ['no taints', [], [], pass],
  ['a NoSchedule taint', [gpu], [], refused],
  ['a NoExecute taint', [{ ...gpu, effect: 'NoExecute' }], [], refused],
  ['PreferNoSchedule refuses nobody', [{ ...gpu, effect: 'PreferNoSchedule' }], [], pass],
  ['an equal value', [gpu], [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }], pass],
  ['another value', [gpu], [{ key: 'gpu', value: 'no', effect: 'NoSchedule' }], refused],
  ['another effect', [gpu], [{ key: 'gpu', operator: 'Exists', effect: 'NoExecute' }], refused],
  ['any effect', [gpu], [{ key: 'gpu', operator: 'Exists' }], pass],
  ['one of two tolerated', [gpu, { key: 'old', effect: 'NoExecute' }], [{ key: 'gpu', operator: 'Exists' }], refused],
])('%s', (_, taints, tolerations, expected) =>
  expect(verdicts(taintToleration, examplePod({ tolerations }), exampleCluster({ a: { taints } }))).toEqual({
    a: expected,
  }),
);

test.each<[string, readonly Toleration[], Record<string, number>]>([
  ['fewer untolerated soft taints score higher', [], { none: 100, one: 50, two: 0 }],
  [
    'tolerated ones do not count',
    [{ operator: 'Exists', effect: 'PreferNoSchedule' }],
    { none: 100, one: 100, two: 100 },
  ],
  [
    'a toleration of NoSchedule is none of PreferNoSchedule',
    [{ operator: 'Exists', effect: 'NoSchedule' }],
    { none: 100, one: 50, two: 0 },
  ],
])('%s', (_, tolerations, expected) => {
  const soft = (key: string): Taint => ({ key, effect: 'PreferNoSchedule' });
  const cluster = exampleCluster({ none: {}, one: { taints: [soft('a')] }, two: { taints: [soft('a'), soft('b')] } });
  expect(scores(taintToleration, examplePod({ tolerations }), cluster)).toEqual(expected);
});

test('a taint that goes may help', () => {
  const [clean, tainted] = [exampleNode('a'), exampleNode('a', { taints: [gpu] })];
  const helps = (before: typeof clean, node: typeof clean): boolean =>
    taintToleration.mayHelp(examplePod(), { type: 'node-updated', before, node });
  expect([helps(tainted, clean), helps(clean, tainted), helps(tainted, tainted)]).toEqual([true, false, false]);
});
