import { describe, expect, test } from 'vitest';
import type { Node, Taint } from '../../api/schema/kinds.ts';
import { Clock } from '../../clock.ts';
import { Cluster } from '../../cluster.ts';
import { fallSilent } from '../../kubelet/node-lease.ts';
import { givenUpAt } from './node-lifecycle-controller.ts';
import { withNoExecuteTaint, withNoScheduleTaints } from './taints.ts';
import { TaintQueue, taintingRate, zoneState } from './zones.ts';

const node = (
  ready: string,
  rest: { unschedulable?: boolean; pressure?: boolean; taints?: readonly Taint[] } = {},
): Node =>
  ({
    kind: 'Node',
    metadata: { name: 'a' },
    spec: { ...(rest.unschedulable ? { unschedulable: true } : {}), ...(rest.taints ? { taints: rest.taints } : {}) },
    status: {
      conditions: [
        { type: 'Ready', status: ready },
        { type: 'MemoryPressure', status: rest.pressure ? 'True' : 'False' },
      ],
    },
  }) as unknown as Node;
const texts = (taints: readonly Taint[]): string[] => taints.map(({ key, effect }) => `${key}:${effect}`);
const own: Taint = { key: 'dedicated', value: 'gpu', effect: 'NoSchedule' };
const stale: Taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

describe('taints', () => {
  test.each([
    ['a ready node has none', node('True'), []],
    ['a node that is not ready', node('False'), ['node.kubernetes.io/not-ready:NoSchedule']],
    ['a node that nobody knows of', node('Unknown'), ['node.kubernetes.io/unreachable:NoSchedule']],
    ['a cordoned node', node('True', { unschedulable: true }), ['node.kubernetes.io/unschedulable:NoSchedule']],
    ['a node short of memory', node('True', { pressure: true }), ['node.kubernetes.io/memory-pressure:NoSchedule']],
    ['what is over goes, what is not ours stays', node('True', { taints: [stale, own] }), ['dedicated:NoSchedule']],
  ])('%s', (_, given, expected) => expect(texts(withNoScheduleTaints(given, 'now'))).toEqual(expected));

  test('unreachable takes the place of not-ready', () => {
    const tainted = node('Unknown', { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' }] });
    expect(texts(withNoExecuteTaint(tainted, 'now'))).toEqual(['node.kubernetes.io/unreachable:NoExecute']);
  });
});

describe('zones', () => {
  const of = (ready: number, unready: number): Node[] => [
    ...Array.from({ length: ready }, () => node('True')),
    ...Array.from({ length: unready }, () => node('False')),
  ];
  test.each([
    [3, 0, 'normal'],
    [0, 1, 'full'],
    [1, 2, 'normal'],
    [1, 3, 'partial'],
    [4, 4, 'normal'],
  ])('%i ready and %i not: %s', (ready, unready, state) => expect(zoneState(of(ready, unready))).toBe(state));

  test.each([
    ['normal', 5, false, 0.1],
    ['partial', 50, false, 0],
    ['partial', 51, false, 0.01],
    ['full', 5, false, 0.1],
    ['full', 5, true, 0],
  ] as const)('a zone that is %s, of %i nodes', (state, size, isEverythingDown, rate) =>
    expect(taintingRate(state, size, isEverythingDown)).toBe(rate),
  );

  test('one node is tainted at once, the next ten seconds later', () => {
    const clock = new Clock();
    const tainted: unknown[] = [];
    const queue = new TaintQueue(clock, (name) => tainted.push([name, clock.now]));
    queue.add('a', undefined);
    queue.add('b', undefined);
    queue.add('c', undefined);
    queue.delete('c');
    clock.runUntil(60_000);
    expect(tainted).toEqual([
      ['a', 100],
      ['b', 10_100],
    ]);
  });
});

test('a node is given up at the first look after its grace period', () => {
  expect(givenUpAt(0, 50_000)).toBe(52_500);
  expect(givenUpAt(2_501, 50_000)).toBe(57_500);
  expect(givenUpAt(0, 48_000)).toBe(52_500);
});

test('a node that falls silent becomes unknown, its Pods not ready, and is tainted', () => {
  const cluster = new Cluster({
    nodes: [{ name: 'a' }, { name: 'b' }],
    nodeMonitorGracePeriod: 20_000,
    run: { kubelets: false, scheduler: false, controllers: ['node-lifecycle-controller'] },
  });
  const cause = { actor: 'test', reason: 'a Pod' };
  const spec = { nodeName: 'a', containers: [{ name: 'app', image: 'nginx' }] };
  cluster.api.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }, 'default', { cause });
  cluster.api.writeStatus(
    'Pod',
    'default',
    'web',
    (pod) => ({ ...pod, status: { ...pod.status, phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] } }),
    cause,
  );
  const stored = (): Node | undefined => cluster.store.get('Node', undefined, 'a');
  cluster.runUntil(10_000);
  fallSilent(cluster as unknown as Parameters<typeof fallSilent>[0], 'a');
  cluster.runUntil(32_000);
  expect(stored()?.spec?.taints).toBeUndefined();
  cluster.runUntil(33_000);
  expect(stored()?.status.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual(
    ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => [type, 'Unknown', 'NodeStatusUnknown']),
  );
  expect(texts(stored()?.spec?.taints ?? [])).toEqual([
    'node.kubernetes.io/unreachable:NoSchedule',
    'node.kubernetes.io/unreachable:NoExecute',
  ]);
  expect(cluster.store.get('Pod', 'default', 'web')?.status.conditions?.[0]?.status).toBe('False');
  expect(cluster.store.list('Event').map(({ reason }) => reason)).toEqual(['NodeNotReady', 'NodeNotReady']);
  cluster.runUntil(50_000);
  expect(cluster.clock.next()).toBeUndefined();
});

test('nothing ticks while all nodes are well', () => {
  const cluster = new Cluster({
    nodes: [{ name: 'a' }],
    run: { kubelets: false, scheduler: false, controllers: ['node-lifecycle-controller'] },
  });
  cluster.runUntil(1_000);
  expect(cluster.clock.next()).toBeUndefined();
});
