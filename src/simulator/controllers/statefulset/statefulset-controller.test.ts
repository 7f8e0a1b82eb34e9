import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { Cluster } from '../../cluster.ts';

const cause = { actor: 'test', reason: 'the test has it' };
const name = { kind: 'StatefulSet', namespace: 'default', name: 'web' } as const;

/** A StatefulSet of two Pods, each with a claim of a class that makes volumes. */
function running(policy: JsonObject): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'a' }] });
  const create = (object: JsonObject, namespace?: string): void => {
    const answer = cluster.api.create(object, namespace, { cause });
    if (!answer.ok) throw new Error(answer.error.message);
  };
  create({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'local' },
    provisioner: 'example.com/local',
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  const spec = {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'local',
    resources: { requests: { storage: '1Gi' } },
  };
  create(
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 'web' },
      spec: {
        replicas: 2,
        serviceName: 'web',
        selector: { matchLabels: { app: 'web' } },
        persistentVolumeClaimRetentionPolicy: policy,
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'course/web:1.0' }], terminationGracePeriodSeconds: 1 },
        },
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
      },
    },
    'default',
  );
  cluster.runUntil(30_000);
  return cluster;
}

const claims = ({ store }: Cluster): string[] =>
  store.list('PersistentVolumeClaim').map(({ metadata }) => metadata.name);

test.each<[string, JsonObject, readonly string[], readonly string[]]>([
  [
    'claims stay',
    { whenDeleted: 'Retain', whenScaled: 'Retain' },
    ['data-web-0', 'data-web-1'],
    ['data-web-0', 'data-web-1'],
  ],
  [
    'claims go with the Pods that are scaled away',
    { whenDeleted: 'Retain', whenScaled: 'Delete' },
    ['data-web-0'],
    ['data-web-0'],
  ],
  ['claims go with the set', { whenDeleted: 'Delete', whenScaled: 'Retain' }, ['data-web-0', 'data-web-1'], []],
  ['claims go with either', { whenDeleted: 'Delete', whenScaled: 'Delete' }, ['data-web-0'], []],
])('%s', (_, policy, whenScaled, whenDeleted) => {
  const cluster = running(policy);
  const pods = cluster.store.list('Pod').map(({ metadata, status }) => `${metadata.name} ${status.phase ?? ''}`);
  expect([pods, claims(cluster)]).toEqual([
    ['web-0 Running', 'web-1 Running'],
    ['data-web-0', 'data-web-1'],
  ]);
  cluster.api.patch(name, { type: 'merge', body: { spec: { replicas: 1 } } }, { cause });
  cluster.runUntil(60_000);
  expect(claims(cluster)).toEqual(whenScaled);
  cluster.api.delete(name, { propagation: 'Background' }, { cause });
  cluster.runUntil(90_000);
  expect([cluster.store.count('Pod'), claims(cluster)]).toEqual([0, whenDeleted]);
});

test('a name that is taken is tried again without a word', () => {
  const cluster = running({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  const pod = { kind: 'Pod', namespace: 'default', name: 'web-0' } as const;
  cluster.api.patch(pod, { type: 'merge', body: { metadata: { labels: { app: null } } } }, { cause });
  cluster.runUntil(60_000);
  const told = cluster.store.list('Event').map(({ reason }) => reason);
  expect([
    cluster.store.get('Pod', 'default', 'web-0')?.metadata.ownerReferences,
    told.includes('FailedCreate'),
  ]).toEqual([undefined, false]);
});
