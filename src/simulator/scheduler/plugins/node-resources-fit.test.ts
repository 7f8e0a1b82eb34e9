import { expect, test } from 'vitest';
import {
  exampleCluster,
  exampleNode,
  examplePod,
  scores,
  verdicts,
  type ExampleNode,
  type ExamplePod,
} from '../cluster.fixture.ts';
import { pass, unresolvable, unschedulable } from '../framework.ts';
import { nodeResourcesFit } from './node-resources-fit.ts';

test.each<[string, ExampleNode, readonly ExamplePod[], ExamplePod['requests'], unknown]>([
  ['nothing asked for', { allocatable: { cpu: '0' } }, [], {}, pass],
  ['just enough', {}, [{ requests: { cpu: '3' } }], { cpu: '1' }, pass],
  [
    'too little left: removing pods may help',
    {},
    [{ requests: { cpu: '3500m' } }],
    { cpu: '1' },
    unschedulable('Insufficient cpu'),
  ],
  ['too little ever', {}, [], { cpu: '5' }, unresolvable('Insufficient cpu')],
  [
    'every reason is told',
    {},
    [],
    { cpu: '5', memory: '9Gi' },
    unresolvable('Insufficient cpu', 'Insufficient memory'),
  ],
  ['pods are counted', { allocatable: { pods: '1' } }, [{}], {}, unschedulable('Too many pods')],
  [
    'an extended resource',
    { allocatable: { 'x.com/gpu': '2' } },
    [{ requests: { 'x.com/gpu': '1' } }],
    { 'x.com/gpu': '2' },
    unschedulable('Insufficient x.com/gpu'),
  ],
  ['an extended resource that the node lacks', {}, [], { 'x.com/gpu': '1' }, unresolvable('Insufficient x.com/gpu')],
  [
    'ephemeral storage',
    { allocatable: { 'ephemeral-storage': '1Gi' } },
    [],
    { 'ephemeral-storage': '2Gi' },
    unresolvable('Insufficient ephemeral-storage'),
  ],
])('%s', (_, node, existing, requests, expected) =>
  expect(verdicts(nodeResourcesFit, examplePod({ requests }), exampleCluster({ a: node }, { a: existing }))).toEqual({
    a: expected,
  }),
);

test.each<[string, ExamplePod['requests'], Record<string, number>]>([
  ['a pod that asks for nothing counts 100m and 200Mi', {}, { empty: 97, busy: 46 }],
  ['the mean of what is left of CPU and memory', { cpu: '1', memory: '2Gi' }, { empty: 75, busy: 23 }],
  ['more than there is counts 0', { cpu: '3', memory: '0' }, { empty: 62, busy: 25 }],
])('%s', (_, requests, expected) => {
  const cluster = exampleCluster(
    { empty: {}, busy: {} },
    { busy: [{ requests: { cpu: '2', memory: '4Gi' } }, { requests: { cpu: '100m', memory: '0' } }] },
  );
  expect(scores(nodeResourcesFit, examplePod({ requests }), cluster)).toEqual(expected);
});

test('what may help: a pod that goes, a node that offers more of what is asked', () => {
  const pod = examplePod({ requests: { cpu: '5' } });
  const small = exampleNode('a');
  const grown = (allocatable: Record<string, string>): boolean =>
    nodeResourcesFit.mayHelp(pod, { type: 'node-updated', before: small, node: exampleNode('a', { allocatable }) });
  expect(nodeResourcesFit.mayHelp(pod, { type: 'pod-removed', pod: examplePod({ name: 'other' }) })).toBe(true);
  expect(nodeResourcesFit.mayHelp(pod, { type: 'pod-assigned', pod: examplePod({ name: 'other' }) })).toBe(false);
  expect([grown({ cpu: '6' }), grown({ cpu: '4500m' }), grown({ memory: '9Gi' })]).toEqual([true, false, false]);
});
