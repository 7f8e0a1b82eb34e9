import { expect, test } from 'vitest';
import { exampleCluster, examplePod, scores, type ExamplePod } from '../cluster.fixture.ts';
import { nodeResourcesBalancedAllocation } from './node-resources-balanced-allocation.ts';

test.each<[string, readonly ExamplePod[], ExamplePod['requests'], unknown]>([
  ['a pod that asks for nothing is not scored', [], {}, 'skip'],
  ['an even pod on an even node changes nothing', [], { cpu: '1', memory: '2Gi' }, { a: 75 }],
  [
    'an uneven pod makes it worse',
    [{ requests: { cpu: '2', memory: '1Gi' } }],
    { cpu: '1', memory: '512Mi' },
    { a: 70 },
  ],
  ['or better', [{ requests: { cpu: '1', memory: '6Gi' } }], { cpu: '1', memory: '512Mi' }, { a: 79 }],
  ['each balance is rounded down before they are compared', [{ requests: { cpu: '1' } }], { cpu: '1' }, { a: 69 }],
])('%s', (_, existing, requests, expected) =>
  expect(
    scores(nodeResourcesBalancedAllocation, examplePod({ requests }), exampleCluster({ a: {} }, { a: existing })),
  ).toEqual(expected),
);
