import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nodesToFind, schedulingCycle, type CycleInput } from './cycle.ts';
import { exampleCluster, examplePod, type ExampleNode, type ExamplePod } from './example-cluster.ts';

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

test('a claim that is not there refuses the pod before any node is looked at', () => {
  const { trace } = schedulingCycle(
    input({ a: {} }, { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] }),
  );
  expect(trace).toMatchObject({
    refusedAtOnce: { plugin: 'VolumeRestrictions' },
    message:
      '0/1 nodes are available: persistentvolumeclaim "data" not found. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
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
