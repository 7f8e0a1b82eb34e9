import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodesToFind, schedulingCycle, type CycleInput } from './cycle.ts';
import { exampleCluster, examplePod, type ExampleNode, type ExamplePod } from './cluster.fixture.ts';

function input(nodes: Record<string, ExampleNode>, pod: ExamplePod, rest: Partial<CycleInput> = {}): CycleInput {
  return {
    pod: examplePod(pod),
    cluster: exampleCluster(nodes),
    startAt: 0,
    nominated: () => [],
    budgets: () => [],
    random: () => 0,
    choose: ([first]) => first ?? '',
    ...rest,
  };
}

test('without nodes the pod waits for one', () => {
  const { outcome } = schedulingCycle(input({}, {}));
  expect(outcome).toMatchObject({
    kind: 'unschedulable',
    message: 'no nodes available to schedule pods',
    nominated: 'goes',
  });
});

test('the only feasible node is taken unscored, and the trace says who refused the others', () => {
  const { outcome, trace } = schedulingCycle(
    input({ a: { unschedulable: true }, b: {}, c: { taints: [{ key: 'x', effect: 'NoSchedule' }] } }, {}),
  );
  expect(outcome).toEqual({ kind: 'placed', node: 'b' });
  expect(trace).toMatchObject({
    chosen: 'b',
    feasible: ['b'],
    scores: [],
    refused: [
      { node: 'a', plugin: 'NodeUnschedulable' },
      { node: 'c', plugin: 'TaintToleration' },
    ],
  });
});

test('the highest sum wins; equals are left to choice', () => {
  const nodes = { small: { allocatable: { cpu: '1' } }, a: {}, b: {} };
  const asked: (readonly string[])[] = [];
  const { trace } = schedulingCycle(input(nodes, {}, { choose: (ties) => (asked.push(ties), ties[1] ?? '') }));
  expect(asked).toEqual([['a', 'b']]);
  expect(trace).toMatchObject({ chosen: 'b', ties: ['a', 'b'], final: [93, 97, 97].map((fit) => fit + 300) });
});

test('a node must also fit with the pods that are promised it', () => {
  const promised = examplePod({ name: 'other', priority: 5, requests: { cpu: '4' } });
  const place = (pod: ExamplePod): string | undefined =>
    schedulingCycle(input({ a: {} }, { requests: { cpu: '1' }, ...pod }, { nominated: () => [promised] })).trace.chosen;
  expect([place({}), place({ priority: 9 })]).toEqual([undefined, 'a']);
});

test('a pod that names its node by field sees only that, and the message says so', () => {
  const matchFields = [{ key: 'metadata.name', operator: 'In', values: ['a'] }];
  const pod = {
    requests: { cpu: '9' },
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields }] } },
    },
  };
  const { trace } = schedulingCycle(input({ a: {}, b: {}, c: {} }, pod));
  expect(trace.message).toBe(
    "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity]. no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
  );
});

test('an explained trace tells the numbers behind each refusal, and the scores as they were before they were normalised', () => {
  const nodes = {
    busy: {},
    small: { allocatable: { cpu: '1', 'x.com/gpu': '1' } },
    tainted: { taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }] },
    a: { allocatable: { cpu: '8' }, labels: { disk: 'ssd' } },
    b: { allocatable: { cpu: '8' } },
  };
  const preferred = { weight: 7, preference: { matchExpressions: [{ key: 'disk', operator: 'Exists' }] } };
  const pod = examplePod({
    requests: { cpu: '2' },
    affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [preferred] } },
  });
  const cluster = exampleCluster(nodes, { busy: [{ requests: { cpu: '3' } }] });
  const { trace } = schedulingCycle({ ...input({}, {}), pod, cluster, explaining: 'explained' });
  expect(trace.refused.map(({ node, details }) => [node, details])).toEqual([
    ['busy', [{ type: 'resource', resource: 'cpu', asked: 2000, used: 3000, allocatable: 4000 }]],
    ['small', [{ type: 'resource', resource: 'cpu', asked: 2000, used: 0, allocatable: 1000 }]],
    ['tainted', [{ type: 'taint', key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }]],
  ]);
  expect(trace.scores.find(({ plugin }) => plugin === 'NodeAffinity')).toEqual({
    plugin: 'NodeAffinity',
    weight: 2,
    raw: [7, 0],
    weighted: [200, 0],
  });
  const { trace: plain } = schedulingCycle({ ...input({}, {}), pod, cluster });
  expect([plain.refused[0]?.details, plain.scores.find(({ raw }) => raw)]).toEqual([undefined, undefined]);
});

test('an explained trace tells skew and affinity', () => {
  const labels = { app: 'web' };
  const labelSelector = { matchLabels: labels };
  const zone = (value: string): ExampleNode => ({ labels: { zone: value } });
  const cluster = exampleCluster({ a: zone('z1'), b: zone('z2'), c: {} }, { a: [{ labels }, { labels }] });
  const details = (spec: ExamplePod): unknown => {
    const pod = examplePod({ labels, ...spec });
    const { trace } = schedulingCycle({ ...input({}, {}), pod, cluster, explaining: 'explained' });
    return trace.refused.map(({ node, details: all }) => [node, all]);
  };
  const constraint = { topologyKey: 'zone', maxSkew: 1, whenUnsatisfiable: 'DoNotSchedule', labelSelector };
  expect(details({ topologySpreadConstraints: [constraint] })).toEqual([
    ['a', [{ type: 'spread', topologyKey: 'zone', domain: 'z1', matching: 3, least: 0, maxSkew: 1 }]],
    ['c', [{ type: 'spread', topologyKey: 'zone', domain: undefined, matching: 1, least: 0, maxSkew: 1 }]],
  ]);
  const terms = { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey: 'zone' }] };
  expect(details({ affinity: { podAffinity: terms } })).toEqual([
    ['b', [{ type: 'pod-affinity', rule: 'affinity', topologyKey: 'zone', domain: 'z2', matching: 0 }]],
    ['c', [{ type: 'pod-affinity', rule: 'affinity', topologyKey: 'zone', domain: undefined, matching: 0 }]],
  ]);
  expect(details({ affinity: { podAntiAffinity: terms } })).toEqual([
    ['a', [{ type: 'pod-affinity', rule: 'anti-affinity', topologyKey: 'zone', domain: 'z1', matching: 2 }]],
  ]);
});

test('a claim that is not there refuses the pod before any node is looked at', () => {
  const { trace } = schedulingCycle(
    input({ a: {} }, { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }),
  );
  expect(trace).toMatchObject({
    refusedAtOnce: { plugin: 'VolumeRestrictions' },
    message: '0/1 nodes are available: persistentvolumeclaim "data" not found. not found',
  });
});

test.each([
  [3, 3],
  [99, 99],
  [100, 100],
  [500, 230],
  [1000, 420],
  [6000, 300],
])('of %i nodes %i feasible ones are enough', (nodes, expected) => expect(nodesToFind(nodes)).toBe(expected));

test('no pod is placed where a filter refuses it, and requests never exceed what there is', () => {
  const amount = fc.integer({ min: 0, max: 3000 }).map((milli) => `${milli}m`);
  fc.assert(
    fc.property(
      fc.array(fc.record({ cpu: amount, unschedulable: fc.boolean() }), { minLength: 1, maxLength: 6 }),
      fc.array(amount, { maxLength: 12 }),
      (nodes, pods) => {
        const cluster = exampleCluster(
          Object.fromEntries(
            nodes.map(({ cpu, unschedulable }, i) => [`n${i}`, { allocatable: { cpu }, unschedulable }]),
          ),
        );
        for (const [i, cpu] of pods.entries()) {
          const pod = examplePod({ name: `p${i}`, requests: { cpu } });
          const { outcome, trace } = schedulingCycle({ ...input({}, {}), pod, cluster, startAt: i % nodes.length });
          if (outcome.kind !== 'placed') continue;
          expect(trace.refused.map(({ node }) => node)).not.toContain(outcome.node);
          expect(cluster.node(outcome.node)?.node.spec?.unschedulable).not.toBe(true);
          cluster.addPod(pod, outcome.node);
        }
        for (const { requested, allocatable } of cluster.nodes)
          expect(requested.milliCpu).toBeLessThanOrEqual(allocatable.milliCpu);
      },
    ),
  );
});
