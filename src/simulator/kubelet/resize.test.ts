import { expect, test } from 'vitest';
import type { Node, Pod, ResourceRequirements } from '../api/schema/kinds.ts';
import { allocationOf, asAllocated, decideResize, needsRestart, resizeText } from './resize.ts';

const node = { status: { allocatable: { cpu: '2', memory: '1Gi' } } } as unknown as Node;
const pod = (resources: ResourceRequirements): Pod =>
  ({ metadata: { generation: 2 }, spec: { containers: [{ name: 'app', resources }] } }) as unknown as Pod;
const asking = (cpu: string): Pod => pod({ requests: { cpu } });

test.each([
  ['fits', '1', '500m', 'yes'],
  ['does not fit beside the others', '1', '1500m', 'deferred'],
  ['never fits', '0', '64', 'infeasible'],
])('what %s', (_, used, wanted, expected) =>
  expect(decideResize(node, asking(wanted), [asking(used)]).fits).toBe(expected),
);

test('a Pod runs with what it was granted', () => {
  const granted = asAllocated(asking('64'), allocationOf(asking('1')));
  expect(granted.spec.containers[0]?.resources).toEqual({ requests: { cpu: '1' } });
});

test.each([
  ['memory, which asks for a restart', { limits: { memory: '2Gi' } }, true],
  ['CPU, which does not', { limits: { memory: '1Gi', cpu: '1' } }, false],
])('a change of %s', (_, resources, expected) => {
  const container = {
    name: 'app',
    resources,
    resizePolicy: [{ resourceName: 'memory', restartPolicy: 'RestartContainer' }],
  };
  expect(needsRestart(container, { limits: { memory: '1Gi' } })).toBe(expected);
});

test('an event tells the resources of all containers', () =>
  expect(resizeText(pod({ requests: { memory: '1Gi', cpu: '1' } }))).toBe(
    '{"containers":[{"name":"app","resources":{"requests":{"cpu":"1","memory":"1Gi"}}}],"generation":2}',
  ));
