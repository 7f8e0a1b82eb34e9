import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { Cluster } from '../../cluster.ts';

const cause = { actor: 'test', reason: 'the test has it' };
const node = { kind: 'Node', name: 'b' } as const;
const set = { kind: 'DaemonSet', namespace: 'default', name: 'web' } as const;

function running(): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'a' }, { name: 'b' }] });
  create(cluster);
  return cluster;
}

function create(cluster: Cluster): void {
  const template = {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'app', image: 'course/web:1.0' }] },
  };
  const spec = { selector: { matchLabels: { app: 'web' } }, template };
  const object: JsonObject = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'web' }, spec };
  const answer = cluster.api.create(object, 'default', { cause });
  if (!answer.ok) throw new Error(answer.error.message);
  cluster.runUntil(cluster.clock.now + 20_000);
}

const taint = (cluster: Cluster, taints: readonly JsonObject[]): void => {
  cluster.api.patch(node, { type: 'merge', body: { spec: { taints: [...taints] } } }, { cause });
  cluster.runUntil(cluster.clock.now + 10_000);
};
const misplaced = ({ store }: Cluster): number | undefined =>
  store.get('DaemonSet', 'default', 'web')?.status.numberMisscheduled;
const owners = ({ store }: Cluster): (string | undefined)[] =>
  store.list('Pod').map(({ metadata }) => metadata.ownerReferences?.[0]?.name);

test('a taint that leaves its Pod alone is not looked at; what is misplaced is looked at again', () => {
  const cluster = running();
  const seen = [misplaced(cluster)];
  taint(cluster, [{ key: 'k', effect: 'NoSchedule' }]);
  seen.push(misplaced(cluster));
  cluster.api.patch(set, { type: 'merge', body: { metadata: { labels: { team: 'x' } } } }, { cause });
  cluster.runUntil(cluster.clock.now + 10_000);
  seen.push(misplaced(cluster));
  taint(cluster, []);
  expect([...seen, misplaced(cluster)]).toEqual([0, 0, 1, 0]);
});

test('takes over the Pods and the revision that one before it left behind', () => {
  const cluster = running();
  const [before] = cluster.store.list('ControllerRevision');
  cluster.api.delete(set, { propagation: 'Orphan' }, { cause });
  cluster.runUntil(cluster.clock.now + 10_000);
  expect(owners(cluster)).toEqual([undefined, undefined]);
  create(cluster);
  expect(owners(cluster)).toEqual(['web', 'web']);
  expect(cluster.store.list('ControllerRevision').map(({ metadata }) => metadata.uid)).toEqual([before?.metadata.uid]);
});
