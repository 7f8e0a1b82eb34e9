import { expect, test } from 'vitest';
import {
  exampleCluster,
  exampleNode,
  examplePod,
  verdicts,
  type ExampleNode,
  type ExamplePod,
} from '../cluster.fixture.ts';
import { pass, unresolvable } from '../framework.ts';
import { nodeUnschedulable } from './node-unschedulable.ts';

const refused = unresolvable('node(s) were unschedulable');
const tolerant: ExamplePod = {
  tolerations: [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists', effect: 'NoSchedule' }],
};

test.each<[string, ExampleNode, ExamplePod, unknown]>([
  ['an open node', {}, {}, pass],
  ['a cordoned node', { unschedulable: true }, {}, refused],
  ['a cordoned node and a pod that tolerates it', { unschedulable: true }, tolerant, pass],
  ['a toleration of everything', { unschedulable: true }, { tolerations: [{ operator: 'Exists' }] }, pass],
])('%s', (_, node, pod, expected) =>
  expect(verdicts(nodeUnschedulable, examplePod(pod), exampleCluster({ a: node }))).toEqual({ a: expected }),
);

test('uncordoning a node may help, cordoning it does not', () => {
  const [open, cordoned] = [exampleNode('a'), exampleNode('a', { unschedulable: true })];
  const helps = (before: typeof open, node: typeof open): boolean =>
    nodeUnschedulable.mayHelp(examplePod(), { type: 'node-updated', before, node });
  expect([helps(cordoned, open), helps(open, cordoned), helps(open, open)]).toEqual([true, false, false]);
});

test('other tolerations may help if the cordon is among them', () => {
  const helps = (pod: ExamplePod): boolean =>
    nodeUnschedulable.mayHelp(examplePod(pod), { type: 'self', before: examplePod().pod, pod: examplePod(pod).pod });
  expect([helps(tolerant), helps({ tolerations: [{ key: 'gpu', operator: 'Exists' }] })]).toEqual([true, false]);
});
