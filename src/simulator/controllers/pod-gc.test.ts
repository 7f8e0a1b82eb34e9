import { expect, test } from 'vitest';
import type { Pod, Taint } from '../api/schema/kinds.ts';
import { Cluster } from '../cluster.ts';
import { nextRound } from './pod-gc.ts';

const cause = { actor: 'test', reason: 'the test has it' };

/** A Pod that runs on node a of two; nobody but the collector acts. */
function running(): Cluster {
  const cluster = new Cluster({
    nodes: [{ name: 'a' }, { name: 'b' }],
    run: { kubelets: false, scheduler: false, controllers: ['pod-garbage-collector-controller'] },
  });
  const spec = { nodeName: 'a', containers: [{ name: 'app', image: 'nginx' }] };
  cluster.api.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec }, 'default', { cause });
  cluster.runUntil(5000);
  return cluster;
}
const pod = ({ store }: Cluster): Pod | undefined => store.get('Pod', 'default', 'web');

test('rounds are made every twenty seconds', () =>
  expect([0, 19_999, 20_000].map(nextRound)).toEqual([20_000, 20_000, 40_000]));

test('a Pod whose node is gone goes once the node has been missed for its quarantine', () => {
  const cluster = running();
  cluster.store.remove('Node', undefined, 'a', cause);
  cluster.runUntil(79_000);
  expect(pod(cluster)?.status.phase).toBe('Pending');
  cluster.runUntil(81_000);
  expect(pod(cluster)).toBeUndefined();
  const last = cluster.history.entries.findLast(
    (entry) => entry.type === 'write' && entry.kind === 'Pod' && entry.verb === 'update',
  );
  expect(last).toMatchObject({
    after: {
      status: {
        phase: 'Failed',
        conditions: expect.arrayContaining([
          expect.objectContaining({ type: 'DisruptionTarget', reason: 'DeletionByPodGC' }),
        ]),
      },
    },
  });
});

test('a node that comes back keeps its Pods', () => {
  const cluster = running();
  const node = cluster.store.get('Node', undefined, 'a');
  cluster.store.remove('Node', undefined, 'a', cause);
  cluster.runUntil(30_000);
  if (node) cluster.store.create<'Node'>(node, cause);
  cluster.runUntil(200_000);
  expect(pod(cluster)).toBeDefined();
});

test('a Pod that is to end on a node out of service ends at the next round', () => {
  const cluster = running();
  cluster.api.writeStatus(
    'Pod',
    'default',
    'web',
    (stored) => ({ ...stored, status: { ...stored.status, phase: 'Running' } }),
    cause,
  );
  cluster.api.delete({ kind: 'Pod', namespace: 'default', name: 'web' }, {}, { cause });
  const taint: Taint = { key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' };
  const unready = { type: 'Ready', status: 'Unknown' };
  cluster.runUntil(30_000);
  expect(pod(cluster)).toBeDefined();
  cluster.api.writeStatus(
    'Node',
    undefined,
    'a',
    (node) => ({ ...node, spec: { ...node.spec, taints: [taint] }, status: { ...node.status, conditions: [unready] } }),
    cause,
  );
  cluster.runUntil(41_000);
  expect(pod(cluster)).toBeUndefined();
});
