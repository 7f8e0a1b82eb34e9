import { expect, test } from 'vitest';
import { gpuNodes, mixedNodes, oneNode, sixNodes, smallNode, threeNodes } from './clusters.ts';

test('three workers in three zones, and a control plane that no ordinary Pod tolerates', () => {
  const nodes = threeNodes();
  expect(nodes.map((n) => n.name)).toEqual(['node-a', 'node-b', 'node-c', 'control-1']);
  expect(nodes[3]?.taints?.[0]?.effect).toBe('NoSchedule');
});

test('labels are added and taken away, nodes are cordoned, by name', () => {
  const [a, b] = threeNodes({
    labels: { 'node-a': { gpu: 'true', 'topology.kubernetes.io/zone': null } },
    cordon: ['node-b'],
  });
  expect(a?.labels).toEqual({ gpu: 'true' });
  expect(b?.unschedulable).toBe(true);
  expect(a?.unschedulable).toBeUndefined();
});

test('a change to a node that is not there is a mistake of the grader', () => {
  expect(() => oneNode({ cordon: ['node-a'] })).toThrow('no node node-a');
});

test('taints are added to those that a node has', () => {
  const nodes = gpuNodes({ taints: { 'gpu-1': [{ key: 'k', effect: 'NoExecute' }] } });
  expect(nodes.at(-1)?.taints?.map(({ key }) => key)).toEqual(['dedicated', 'k']);
});

test('six nodes stand two in a zone; one of the mixed has no labels', () => {
  expect(sixNodes().map((n) => n.labels?.['topology.kubernetes.io/zone'])).toEqual(['a', 'a', 'b', 'b', 'c', 'c']);
  expect(mixedNodes().filter(({ labels }) => Object.keys(labels ?? {}).length === 0)).toHaveLength(1);
});

test('the small node has less room than it has memory', () => {
  expect(smallNode()[0]?.allocatable).toEqual({ cpu: '1900m', memory: '1800Mi' });
});
