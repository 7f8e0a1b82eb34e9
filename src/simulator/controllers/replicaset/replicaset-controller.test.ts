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
