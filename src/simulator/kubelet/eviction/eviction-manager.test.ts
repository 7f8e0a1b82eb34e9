import { expect, test } from 'vitest';
import type { Event, Node, Pod } from '../../api/schema/kinds.ts';
import { Cluster } from '../../cluster.ts';
import type { NodeSpec } from '../../node.ts';

const node = (more: Partial<NodeSpec> = {}): NodeSpec => ({
  name: 'node-1',
  capacity: { cpu: '4', memory: '1Gi', 'ephemeral-storage': '100Mi', pods: '110' },
  allocatable: { cpu: '4', memory: '800Mi', 'ephemeral-storage': '90Mi', pods: '110' },
  ...more,
});

interface Given {
  readonly image?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly requests?: Readonly<Record<string, string>>;
  readonly spec?: object;
}

function apply(
  cluster: Cluster,
  name: string,
  { image = 'busybox:1.36', env = {}, command, requests, spec }: Given,
): void {
  const { exit, stderr } = cluster.kubectl(
    'kubectl apply -f -',
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: {
        terminationGracePeriodSeconds: 5,
        ...spec,
        containers: [
          {
            name: 'app',
            image,
            ...(command ? { command } : {}),
            env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
            ...(requests ? { resources: { requests } } : {}),
          },
        ],
      },
    }),
  );
  if (exit !== 0) throw new Error(stderr);
}

/** Grows by so many MiB a second, from 50 MiB on. */
const leak = (speed: number, most = 4096, more: Given = {}): Given => ({
  image: 'course/leaky:1.0',
  env: { MB_PER_SECOND: String(speed), MAX_MB: String(most) },
  ...more,
});
const idle: Given = { command: ['sleep', '10000'] };

const podOf = (cluster: Cluster, name: string): Pod => cluster.store.get('Pod', 'default', name)!;
const nodeOf = (cluster: Cluster): Node => cluster.store.get('Node', undefined, 'node-1')!;
const conditionOf = (cluster: Cluster, type: string): string | undefined =>
  nodeOf(cluster).status.conditions?.find((condition) => condition.type === type)?.status;
const events = (cluster: Cluster, reason: string): readonly Event[] =>
  cluster.store.list('Event').filter((event) => event.reason === reason);
/** Names of Pods in the order in which they were told to go, with the second. */
const evictions = (cluster: Cluster): readonly (readonly [string, number])[] =>
  cluster.history.entries.flatMap((entry) => {
    if (entry.type !== 'write' || entry.kind !== 'Event' || entry.verb !== 'create') return [];
    const event = entry.after as Event;
    return event.reason === 'Evicted' ? [[event.involvedObject.name ?? '', Math.round(entry.at / 1000)] as const] : [];
  });

test('a leaking neighbour goes, then others over their request by priority, and who asked for what it uses stays', () => {
  const cluster = new Cluster({ nodes: [node()] });
  cluster.kubectl(
    'kubectl apply -f -',
    '{ apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: { name: high }, value: 1000 }',
  );
  const high = { priorityClassName: 'high' };
  apply(cluster, 'honest', leak(200, 300, { requests: { memory: '310Mi' } }));
  apply(cluster, 'greedy', leak(200, 180, { requests: { memory: '60Mi' }, spec: high }));
  apply(cluster, 'modest', leak(1, 55));
  apply(cluster, 'leaky', leak(20));
  cluster.runUntil(60_000);
  expect(evictions(cluster).map(([name]) => name)).toEqual(['leaky']);
  const tolerant = { ...high, tolerations: [{ operator: 'Exists' }] };
  apply(cluster, 'heavy', leak(60, 700, { requests: { memory: '50Mi' }, spec: tolerant }));
  cluster.runUntil(120_000);
  expect(evictions(cluster).map(([name]) => name)).toEqual(['leaky', 'modest', 'heavy']);
  expect(podOf(cluster, 'honest').status.phase).toBe('Running');
  expect(podOf(cluster, 'greedy').status.phase).toBe('Running');
});

test('an evicted Pod is Failed, says why and that the kubelet ended it; its node says what it is short of', () => {
  const cluster = new Cluster({ nodes: [node()] });
  apply(cluster, 'leaky', leak(100));
  cluster.runUntil(40_000);
  const { status } = podOf(cluster, 'leaky');
  expect(status.phase).toBe('Failed');
  expect(status.reason).toBe('Evicted');
  expect(status.message).toMatch(
    /^The node was low on resource: memory\. Threshold quantity: 100Mi, available: \d+[KM]?i?\. Container app was using \d+Mi, request is 0, has larger consumption of memory\. $/,
  );
  expect(status.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
    status: 'True',
    reason: 'TerminationByKubelet',
    message: status.message,
  });
  expect(events(cluster, 'Evicted')[0]?.metadata.annotations).toMatchObject({
    offending_containers: 'app',
    starved_resource: 'memory',
  });
  expect(events(cluster, 'EvictionThresholdMet')[0]?.message).toBe('Attempting to reclaim memory');
  expect(conditionOf(cluster, 'MemoryPressure')).toBe('True');
  expect(events(cluster, 'NodeHasInsufficientMemory')[0]?.message).toBe(
    'Node node-1 status is now: NodeHasInsufficientMemory',
  );
  expect(nodeOf(cluster).spec?.taints?.map(({ key, effect }) => `${key}:${effect}`)).toEqual([
    'node.kubernetes.io/memory-pressure:NoSchedule',
  ]);
});

test('the condition stays five minutes after the last shortage, and its taint goes with it', () => {
  const cluster = new Cluster({ nodes: [node()] });
  apply(cluster, 'leaky', leak(100));
  cluster.runUntil(40_000);
  const seconds = evictions(cluster)[0]?.[1] ?? 0;
  cluster.runUntil((seconds + 298) * 1000);
  expect(conditionOf(cluster, 'MemoryPressure')).toBe('True');
  cluster.runUntil((seconds + 325) * 1000);
  expect(conditionOf(cluster, 'MemoryPressure')).toBe('False');
  expect(nodeOf(cluster).spec?.taints ?? []).toEqual([]);
  expect(events(cluster, 'NodeHasSufficientMemory')).toHaveLength(1);
});

test('after an eviction the kubelet does not wait for its next look', () => {
  const cluster = new Cluster({ nodes: [node()] });
  apply(cluster, 'one', leak(60));
  apply(cluster, 'two', leak(60));
  apply(cluster, 'three', leak(60));
  cluster.runUntil(60_000);
  const [first, second] = evictions(cluster);
  expect(second![1] - first![1]).toBeLessThan(6);
});

const nodeName = 'node-1';
test.each<[string, Given, 'Running' | 'Evicted']>([
  ['best effort', { ...idle, spec: { nodeName } }, 'Evicted'],
  ['a request', { ...idle, requests: { memory: '1Mi' }, spec: { nodeName } }, 'Running'],
  [
    'best effort that tolerates the taint',
    {
      ...idle,
      spec: { nodeName, tolerations: [{ key: 'node.kubernetes.io/memory-pressure', operator: 'Exists' }] },
    },
    'Running',
  ],
  [
    'best effort of a critical class',
    { ...idle, spec: { nodeName, priorityClassName: 'system-node-critical' } },
    'Running',
  ],
])('a node short of memory and a new Pod: %s', (_, given, expected) => {
  const cluster = new Cluster({ nodes: [node()], run: { controllers: false } });
  apply(cluster, 'leaky', leak(100));
  cluster.runUntil(40_000);
  apply(cluster, 'late', given);
  cluster.runUntil(50_000);
  const { phase, reason, message } = podOf(cluster, 'late').status;
  expect(reason ?? phase).toBe(expected);
  if (expected === 'Evicted') expect(message).toBe('Pod was rejected: The node had condition: [MemoryPressure]. ');
});

test('a critical Pod is never evicted, however much it uses', () => {
  const cluster = new Cluster({ nodes: [node()] });
  apply(cluster, 'vital', leak(50, 760, { spec: { priorityClassName: 'system-cluster-critical' } }));
  apply(cluster, 'small', leak(1, 90, { requests: { memory: '100Mi' } }));
  cluster.runUntil(60_000);
  expect(evictions(cluster).map(([name]) => name)).toEqual(['small']);
});

test('a static Pod is never evicted either', () => {
  const manifest = `
apiVersion: v1
kind: Pod
metadata: { name: agent }
spec:
  containers:
    - name: app
      image: course/leaky:1.0
      env: [{ name: MB_PER_SECOND, value: "50" }, { name: MAX_MB, value: "760" }]
`;
  const cluster = new Cluster({ nodes: [node({ manifests: { 'agent.yaml': manifest } })] });
  apply(cluster, 'small', leak(1, 90, { requests: { memory: '100Mi' } }));
  cluster.runUntil(60_000);
  expect(evictions(cluster).map(([name]) => name)).toEqual(['small']);
  expect(podOf(cluster, 'agent-node-1').status.phase).toBe('Running');
});

test('a soft threshold must be met for its grace, and leaves the Pod its own time', () => {
  const settings = {
    evictionHard: { 'memory.available': '100Mi' },
    evictionSoft: { 'memory.available': '300Mi' },
    evictionSoftGracePeriod: { 'memory.available': 60_000 },
  } as const;
  const cluster = new Cluster({ nodes: [node({ eviction: settings })] });
  apply(cluster, 'steady', leak(700, 650));
  cluster.runUntil(5000);
  cluster.runUntil(50_000);
  expect(evictions(cluster)).toEqual([]);
  expect(conditionOf(cluster, 'MemoryPressure')).toBe('True');
  cluster.runUntil(90_000);
  expect(evictions(cluster)).toHaveLength(1);
});

test('a full disk: who has written most beyond its request goes, and new Pods are refused whatever they ask for', () => {
  const cluster = new Cluster({ nodes: [node()] });
  const writes = (count: number, more: Given = {}): Given => ({
    command: ['sh', '-c', `dd if=/dev/zero of=/tmp/f bs=1M count=${count}; exec sleep 10000`],
    ...more,
  });
  apply(cluster, 'asked', writes(40, { requests: { 'ephemeral-storage': '50Mi' } }));
  apply(cluster, 'wrote', writes(30));
  apply(cluster, 'little', writes(20));
  cluster.runUntil(30_000);
  expect(evictions(cluster).map(([name]) => name)).toEqual(['wrote']);
  expect(conditionOf(cluster, 'DiskPressure')).toBe('True');
  expect(podOf(cluster, 'wrote').status.message).toMatch(/^The node was low on resource: ephemeral-storage\./);
  apply(cluster, 'late', { ...idle, requests: { memory: '1Mi' }, spec: { nodeName } });
  cluster.runUntil(40_000);
  expect(podOf(cluster, 'late').status.message).toBe('Pod was rejected: The node had condition: [DiskPressure]. ');
});

test('before a Pod goes for a full disk, containers of Pods that are over and unused images go', () => {
  const cluster = new Cluster({ nodes: [node({ cachedImages: ['busybox:1.36', 'nginx:1.27'] })] });
  const once = (name: string): void =>
    apply(cluster, name, {
      command: ['sh', '-c', 'dd if=/dev/zero of=/tmp/f bs=1M count=45'],
      spec: { restartPolicy: 'Never' },
    });
  once('first');
  once('second');
  apply(cluster, 'idle', idle);
  cluster.runUntil(9000);
  expect(cluster.kubectl('kubectl logs first').stdout).toContain('45+0 records out');
  cluster.runUntil(30_000);
  expect(cluster.kubectl('kubectl logs first').stdout).not.toContain('records out');
  expect(evictions(cluster)).toEqual([]);
  expect(events(cluster, 'EvictionThresholdMet').map(({ message }) => message)).toEqual([
    'Attempting to reclaim ephemeral-storage',
  ]);
  apply(cluster, 'web', { image: 'nginx:1.27', spec: { nodeName, priorityClassName: 'system-node-critical' } });
  cluster.runUntil(60_000);
  expect(events(cluster, 'Pulling').map(({ involvedObject }) => involvedObject.name)).toEqual(['web']);
});

test('process ids: the Pod with most of them goes', () => {
  const cluster = new Cluster({ nodes: [node({ eviction: { evictionHard: { 'pid.available': '32740' } } })] });
  const forks = (count: number): Given => ({
    command: ['sh', '-c', `i=0; while [ $i -lt ${count} ]; do sleep 1000 & i=$((i+1)); done; wait`],
  });
  apply(cluster, 'few', forks(3));
  apply(cluster, 'many', forks(40));
  cluster.runUntil(30_000);
  expect(evictions(cluster).map(([name]) => name)).toEqual(['many']);
  expect(podOf(cluster, 'many').status.message).toMatch(
    /^The node was low on resource: pids\. Threshold quantity: 32740, available: \d+\. $/,
  );
  expect(conditionOf(cluster, 'PIDPressure')).toBe('True');
});
