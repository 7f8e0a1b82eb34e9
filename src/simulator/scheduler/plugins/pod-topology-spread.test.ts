import { expect, test } from 'vitest';
import type { TopologySpreadConstraint } from '../../api/schema/kinds.ts';
import { exampleCluster, examplePod, scores, verdicts, type ExampleNode, type ExamplePod } from '../cluster.fixture.ts';
import { pass, unresolvable, unschedulable } from '../framework.ts';
import { podTopologySpread } from './pod-topology-spread.ts';

const web = { app: 'web' };
const spread = (rest: Partial<TopologySpreadConstraint> = {}, labels: ExamplePod['labels'] = web): ExamplePod => ({
  labels,
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: web },
      ...rest,
    },
  ],
});
const nodes: Record<string, ExampleNode> = { a: { labels: { zone: 'a' } }, b: { labels: { zone: 'b' } }, bare: {} };
const skewed = unschedulable("node(s) didn't match pod topology spread constraints");
const unlabelled = unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");
const one = [{ labels: web }];
const two = [...one, ...one];

test.each<[string, Record<string, readonly ExamplePod[]>, ExamplePod, unknown]>([
  ['no constraints', {}, {}, 'skip'],
  ['only soft ones', {}, spread({ whenUnsatisfiable: 'ScheduleAnyway' }), 'skip'],
  ['an even cluster', { a: one, b: one }, spread(), { a: pass, b: pass, bare: unlabelled }],
  ['the fuller zone is refused', { a: one }, spread(), { a: skewed, b: pass, bare: unlabelled }],
  ['unless maxSkew allows it', { a: one }, spread({ maxSkew: 2 }), { a: pass, b: pass, bare: unlabelled }],
  [
    'a pod that does not match itself adds nothing',
    { a: one },
    spread({}, { app: 'db' }),
    { a: pass, b: pass, bare: unlabelled },
  ],
  [
    'pods of other namespaces do not count',
    { a: [{ labels: web, namespace: 'other' }] },
    spread(),
    { a: pass, b: pass, bare: unlabelled },
  ],
  [
    'nor those that are ending',
    { a: [{ labels: web, terminating: true }] },
    spread(),
    { a: pass, b: pass, bare: unlabelled },
  ],
  [
    'fewer domains than minDomains: the emptiest counts as 0',
    { a: one, b: one },
    spread({ minDomains: 3 }),
    { a: skewed, b: skewed, bare: unlabelled },
  ],
  [
    'nodes that the pod may not use do not count',
    { b: two },
    { ...spread(), nodeSelector: { zone: 'b' } },
    { a: pass, b: pass, bare: unlabelled },
  ],
  [
    'unless the policy is to ignore that',
    { b: two },
    { ...spread({ nodeAffinityPolicy: 'Ignore' }), nodeSelector: { zone: 'b' } },
    { a: pass, b: skewed, bare: unlabelled },
  ],
  [
    'matchLabelKeys narrows to the pod’s own version',
    { a: [{ labels: { ...web, version: '1' } }] },
    spread({ matchLabelKeys: ['version'] }, { ...web, version: '2' }),
    { a: pass, b: pass, bare: unlabelled },
  ],
])('%s', (_, pods, pod, expected) =>
  expect(verdicts(podTopologySpread, examplePod(pod), exampleCluster(nodes, pods))).toEqual(expected),
);

test('an untolerated taint keeps a zone from counting where the policy honours taints', () => {
  const tainted = { ...nodes, b: { ...nodes['b'], taints: [{ key: 'x', effect: 'NoSchedule' }] } };
  const found = (nodeTaintsPolicy: string): unknown =>
    verdicts(podTopologySpread, examplePod(spread({ nodeTaintsPolicy })), exampleCluster(tainted, { a: one }));
  expect([found('Honor'), found('Ignore')]).toEqual([
    { a: pass, b: pass, bare: unlabelled },
    { a: skewed, b: pass, bare: unlabelled },
  ]);
});

test.each<[string, Record<string, readonly ExamplePod[]>, ExamplePod, unknown]>([
  ['nothing to spread by', { a: two }, {}, 'skip'],
  [
    'emptier zones score higher; nodes without the label 0',
    { a: two, b: one },
    spread({ whenUnsatisfiable: 'ScheduleAnyway' }),
    { a: 33, b: 100, bare: 0 },
  ],
  ['all equal where none is there', {}, spread({ whenUnsatisfiable: 'ScheduleAnyway' }), { a: 100, b: 100, bare: 0 }],
])('%s', (_, pods, pod, expected) =>
  expect(scores(podTopologySpread, examplePod(pod), exampleCluster(nodes, pods))).toEqual(expected),
);

test('pods of a Service are spread by node and zone, and nodes without a zone take part', () => {
  const zone = (value: string): ExampleNode => ({ labels: { 'topology.kubernetes.io/zone': value } });
  const cluster = exampleCluster(
    { a: zone('a'), b: zone('b'), bare: {} },
    { a: two, b: one },
    { workloadSelectors: () => [{ matchLabels: web }] },
  );
  expect(scores(podTopologySpread, examplePod({ labels: web }), cluster)).toEqual({ a: 16, b: 41, bare: 100 });
});

test('a pod that goes over from one constraint to the other may help', () => {
  const constraint = (app: string): TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey: 'zone',
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: { app } },
  });
  const waiting = examplePod({ topologySpreadConstraints: [constraint('web'), constraint('api')] });
  const helps = (before: string, after: string): boolean =>
    podTopologySpread.mayHelp(waiting, {
      type: 'pod-updated',
      before: examplePod({ labels: { app: before } }),
      pod: examplePod({ labels: { app: after } }),
    });
  expect([helps('web', 'api'), helps('web', 'db'), helps('db', 'log')]).toEqual([true, true, false]);
});
