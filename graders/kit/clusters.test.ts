import { expect, test } from 'vitest';
import { oneNode, threeNodes } from './clusters.ts';

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
