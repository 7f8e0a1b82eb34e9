import { expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { Pod } from '../api/schema/kinds.ts';
import { Cluster } from '../cluster.ts';

const you = { cause: { actor: 'you', reason: 'a test' } };
const TAINTS = ['not-ready', 'unreachable'];
const FOREVER = TAINTS.map((taint) => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
}));

/** A Pod that stays on a node that is cut off at 20 s. */
function cutOff(spec: JsonObject = {}): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const container = { name: 'app', image: 'busybox:1.36', command: ['sleep', '100000'] };
  const pod = { containers: [container], tolerations: FOREVER, ...spec };
  cluster.api.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: pod }, 'default', you);
  cluster.runUntil(20_000);
  cluster.outages('node-1')?.disconnect();
  return cluster;
}
function back(cluster: Cluster, at: number, until: number): void {
  cluster.runUntil(at * 1000);
  cluster.outages('node-1')?.reconnect();
  cluster.runUntil(until * 1000);
}
const podOf = (cluster: Cluster): Pod | undefined => cluster.store.get('Pod', 'default', 'p');
const ready = (cluster: Cluster): unknown => podOf(cluster)?.status.conditions?.find(({ type }) => type === 'Ready');

test('a Pod that was given up is Ready again, since when it always was', () => {
  const cluster = cutOff();
  const before = ready(cluster);
  cluster.runUntil(120_000);
  expect(ready(cluster)).toMatchObject({ status: 'False' });
  back(cluster, 121, 132);
  expect(ready(cluster)).toEqual(before);
});

test('all that the node says of itself is said again, with its events', () => {
  const cluster = cutOff();
  cluster.runUntil(120_000);
  const conditions = (): unknown =>
    cluster.store.get('Node', undefined, 'node-1')?.status.conditions?.map(({ type, status }) => `${type} ${status}`);
  expect(conditions()).toEqual([
    'MemoryPressure Unknown',
    'DiskPressure Unknown',
    'PIDPressure Unknown',
    'Ready Unknown',
  ]);
  back(cluster, 121, 132);
  expect(conditions()).toEqual(['MemoryPressure False', 'DiskPressure False', 'PIDPressure False', 'Ready True']);
  const reasons = cluster.store.list('Event').map(({ reason }) => reason);
  expect(reasons).toEqual(expect.arrayContaining(['NodeReady', 'NodeHasSufficientMemory', 'NodeHasNoDiskPressure']));
});

test('what containers did meanwhile is told', () => {
  const container = { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 30; exit 3'] };
  const cluster = cutOff({ containers: [container] });
  cluster.runUntil(60_000);
  expect(podOf(cluster)?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 0 });
  back(cluster, 61, 72);
  expect(podOf(cluster)?.status.containerStatuses?.[0]).toMatchObject({ restartCount: 1 });
});

test('a Pod whose object is gone ends with the grace that is its own', () => {
  const cluster = cutOff({ terminationGracePeriodSeconds: 12 });
  cluster.runUntil(60_000);
  const target = { kind: 'Pod', namespace: 'default', name: 'p' } as const;
  cluster.api.delete(target, { gracePeriodSeconds: 0 }, you);
  expect(podOf(cluster)).toBeUndefined();
  back(cluster, 70, 90);
  const signals = cluster.history.entries.flatMap((entry) =>
    entry.type === 'container' && entry.what === 'signal' ? [[entry.detail, Math.round(entry.at / 1000)]] : [],
  );
  expect(signals).toEqual([
    ['SIGTERM', 70],
    ['SIGKILL', 82],
  ]);
});

test('a Pod that was deleted and cannot end before the node is back, ends then', () => {
  const cluster = cutOff({ terminationGracePeriodSeconds: 3 });
  cluster.kubectl('kubectl delete pod p --wait=false');
  cluster.runUntil(60_000);
  expect(podOf(cluster)?.metadata.deletionTimestamp).toBeDefined();
  back(cluster, 61, 80);
  expect(podOf(cluster)).toBeUndefined();
});
