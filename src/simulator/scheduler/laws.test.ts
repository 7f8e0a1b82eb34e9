import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import { Cluster } from '../cluster.ts';
import type { NodeSpec } from '../node.ts';
import { schedulingCycle } from './cycle.ts';
import { storeLookups } from './lookups.ts';
import { podInfo } from './pod-info.ts';
import { Snapshot } from './snapshot.ts';
import type { ScheduleTrace } from './trace.ts';

const cause = { actor: 'test', reason: 'the test has it' };
const ZONE = 'topology.kubernetes.io/zone';

/** What a drawn pod asks for, in few values so that pods get into each other's way. */
interface DrawnPod {
  readonly app: string;
  readonly milliCpu: number;
  readonly priority: number;
  readonly tolerates: boolean;
  readonly wants: 'nothing' | 'zone' | 'apart' | 'together' | 'spread' | 'port';
}
interface DrawnNode {
  readonly zone: string;
  readonly milliCpu: number;
  readonly tainted: boolean;
  readonly cordoned: boolean;
}

const drawnPods = fc.array(
  fc.record<DrawnPod>({
    app: fc.constantFrom('a', 'b'),
    milliCpu: fc.constantFrom(0, 500, 1000, 1500),
    priority: fc.constantFrom(0, 0, 10),
    tolerates: fc.boolean(),
    wants: fc.constantFrom('nothing', 'zone', 'apart', 'together', 'spread', 'port'),
  }),
  { minLength: 1, maxLength: 10 },
);
const drawnNodes = fc.array(
  fc.record<DrawnNode>({
    zone: fc.constantFrom('z1', 'z2'),
    milliCpu: fc.constantFrom(1000, 2000, 3000),
    tainted: fc.boolean(),
    cordoned: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

const nodeSpec = ({ zone, milliCpu, tainted, cordoned }: DrawnNode, i: number): NodeSpec => ({
  name: `n${i}`,
  labels: { [ZONE]: zone },
  capacity: { cpu: `${milliCpu}m` },
  ...(tainted ? { taints: [{ key: 'kept', effect: 'NoSchedule' }] } : {}),
  ...(cordoned ? { unschedulable: true } : {}),
});

function wish({ wants, app }: DrawnPod): JsonObject {
  const labelSelector = { matchLabels: { app } };
  const near = (topologyKey: string): JsonObject => ({
    requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector, topologyKey }],
  });
  switch (wants) {
    case 'nothing':
    case 'port':
      return {};
    case 'zone':
      return { nodeSelector: { [ZONE]: 'z1' } };
    case 'apart':
      return { affinity: { podAntiAffinity: near('kubernetes.io/hostname') } };
    case 'together':
      return { affinity: { podAffinity: near(ZONE) } };
    case 'spread':
      return {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', labelSelector },
        ],
      };
  }
}

function podObject(pod: DrawnPod, i: number): JsonObject {
  const container = {
    name: 'app',
    image: 'nginx',
    resources: { requests: { cpu: `${pod.milliCpu}m` } },
    ...(pod.wants === 'port' ? { ports: [{ containerPort: 80, hostPort: 80 }] } : {}),
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `p${i}`, labels: { app: pod.app } },
    spec: {
      containers: [container],
      ...(pod.priority ? { priorityClassName: 'high' } : {}),
      ...(pod.tolerates ? { tolerations: [{ operator: 'Exists' }] } : {}),
      ...wish(pod),
    },
  };
}

/** Creates the pods 10 ms apart and lets all settle; pods that are deleted are gone a second later. */
function settled(nodes: readonly DrawnNode[], pods: readonly DrawnPod[]): Cluster {
  const cluster = new Cluster({ nodes: nodes.map(nodeSpec), run: { kubelets: false, controllers: false }, seed: 7 });
  const { clock, store, api } = cluster;
  const create = (object: JsonObject, namespace: string | undefined): void => {
    const answer = api.create(object, namespace, { cause });
    if (!answer.ok) throw new Error(answer.error.message);
  };
  create(
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 10 },
    undefined,
  );
  store.watch('Pod', ({ type, object: { metadata } }) => {
    if (type === 'modified' && metadata.deletionTimestamp)
      clock.after(1000, () => store.remove('Pod', metadata.namespace, metadata.name, cause));
  });
  for (const [i, pod] of pods.entries()) clock.at(i * 10, () => create(podObject(pod, i), 'default'));
  cluster.runUntil(120_000);
  return cluster;
}

/** The nodes and pods of the store as a scheduler that starts now sees them. */
function seenAnew({ store }: Cluster): Snapshot {
  const snapshot = new Snapshot(storeLookups(store));
  for (const node of store.list('Node')) snapshot.setNode(node);
  for (const pod of store.list('Pod')) if (pod.spec.nodeName) snapshot.addPod(podInfo(pod), pod.spec.nodeName);
  return snapshot;
}

describe('whatever the nodes and the pods', () => {
  const holds = (law: (cluster: Cluster) => void): void =>
    fc.assert(
      fc.property(drawnNodes, drawnPods, (nodes, pods) => law(settled(nodes, pods))),
      { numRuns: 150 },
    );

  test('no pod is on a node that a filter refused', () =>
    holds(({ history, store }) => {
      for (const entry of history.entries) {
        if (entry.type !== 'schedule') continue;
        const { chosen, refused, feasible } = entry.trace as ScheduleTrace;
        if (chosen === undefined) continue;
        expect(refused.map(({ node }) => node)).not.toContain(chosen);
        expect(feasible).toContain(chosen);
      }
      for (const { spec } of store.list('Pod')) {
        const node = store.get('Node', undefined, spec.nodeName ?? '');
        const isOpen = spec.tolerations?.some(({ key }) => !key) ?? false;
        if (node && !isOpen) expect([node.spec?.unschedulable, node.spec?.taints]).toEqual([undefined, undefined]);
      }
    }));

  test('the sum of requests is never above what a node has', () =>
    holds((cluster) => {
      for (const { requested, allocatable, pods } of seenAnew(cluster).nodes) {
        expect(requested.milliCpu).toBeLessThanOrEqual(allocatable.milliCpu);
        expect([...pods.values()].filter(({ hostPorts }) => hostPorts.length > 0).length).toBeLessThanOrEqual(1);
      }
    }));

  test('a pod that fits somewhere is not left pending while nothing changes', () =>
    holds((cluster) => {
      cluster.runUntil(500_000); // what no event brought back is looked at again after five minutes
      const snapshot = seenAnew(cluster);
      for (const pod of cluster.store.list('Pod')) {
        if (pod.spec.nodeName) continue;
        const { outcome } = schedulingCycle({
          pod: podInfo(pod),
          cluster: snapshot,
          startAt: 0,
          nominated: () => [],
          budgets: () => [],
          random: () => 0,
          choose: ([first]) => first ?? '',
        });
        expect(outcome.kind).toBe('unschedulable');
      }
    }));

  test('the same seed gives the same placement', () =>
    fc.assert(
      fc.property(drawnNodes, drawnPods, (nodes, pods) => {
        const placed = ({ store }: Cluster): unknown =>
          store.list('Pod').map(({ metadata, spec }) => [metadata.name, spec.nodeName]);
        expect(placed(settled(nodes, pods))).toEqual(placed(settled(nodes, pods)));
      }),
      { numRuns: 20 },
    ));
});
