import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { Cluster } from '../../cluster.ts';

const cause = { actor: 'test', reason: 'the test has it' };
const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'course/web:1.0' }] },
};

function created(cluster: Cluster, object: JsonObject): void {
  const answer = cluster.api.create(object, 'default', { cause });
  if (!answer.ok) throw new Error(answer.error.message);
}

test('takes Pods of nobody that run, and leaves those that have ended', () => {
  const cluster = new Cluster({ run: { kubelets: false, scheduler: false } });
  for (const [name, phase] of [
    ['ended', 'Succeeded'],
    ['runs', 'Running'],
  ] as const) {
    created(cluster, { apiVersion: 'v1', kind: 'Pod', ...template, metadata: { ...template.metadata, name } });
    cluster.api.writeStatus('Pod', 'default', name, (pod) => ({ ...pod, status: { ...pod.status, phase } }), cause);
  }
  const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template };
  created(cluster, { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec });
  cluster.runUntil(5000);
  const owned = cluster.store
    .list('Pod')
    .map(({ metadata }) => [metadata.generateName ?? metadata.name, metadata.ownerReferences?.[0]?.name]);
  expect(owned).toEqual(
    expect.arrayContaining([
      ['ended', undefined],
      ['runs', 'web'],
      ['web-', 'web'],
    ]),
  );
  expect(owned).toHaveLength(3);
});

test('sends thirty requests at once and twenty a second after that, refused ones among them', () => {
  const cluster = new Cluster({ run: { kubelets: false, scheduler: false } });
  const spec = { replicas: 60, selector: { matchLabels: { app: 'web' } }, template };
  created(cluster, { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web' }, spec });
  const pods = [100, 1000, 1600].map((t) => {
    cluster.runUntil(t);
    return cluster.store.count('Pod');
  });
  expect(pods).toEqual([31, 49, 60]);
});
