import { expect, test } from 'vitest';
import type { JsonObject } from '../../api/json.ts';
import { Cluster } from '../../cluster.ts';

const cause = { actor: 'test', reason: 'the test has it' };
const make = (of: Cluster, object: JsonObject, namespace?: string): void => {
  const answer = of.api.create(object, namespace, { cause });
  expect(answer.ok ? '' : answer.error.message).toBe('');
};
const cluster = (...objects: readonly (readonly [JsonObject, string?])[]): Cluster => {
  const made = new Cluster({ nodes: [{ name: 'a' }, { name: 'b' }], run: { kubelets: false } });
  for (const [object, namespace] of objects) make(made, object, namespace);
  made.runUntil(1_000);
  return made;
};
const volume = (name: string, storage: string, rest: JsonObject = {}): readonly [JsonObject] => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage },
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'own',
      hostPath: { path: '/data' },
      ...rest,
    },
  },
];
const claim = (storage: string, storageClassName = 'own'): readonly [JsonObject, string] => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, storageClassName },
  },
  'default',
];
const storageClass = (name: string, provisioner: string, volumeBindingMode: string): readonly [JsonObject] => [
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name }, provisioner, volumeBindingMode },
];
const pod: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    containers: [{ name: 'app', image: 'nginx' }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  },
};
const stored = (of: Cluster) => of.store.get('PersistentVolumeClaim', 'default', 'data');
const volumeOf = (of: Cluster, name: string) => of.store.get('PersistentVolume', undefined, name);
const said = (of: Cluster): string[] =>
  of.store
    .list('Event')
    .filter(({ involvedObject }) => involvedObject.kind === 'PersistentVolumeClaim')
    .map(({ reason }) => reason ?? '');

test('a claim gets the smallest volume that is large enough', () => {
  const made = cluster(volume('large', '10Gi'), volume('right', '2Gi'), volume('small', '1Gi'));
  make(made, ...claim('2Gi'));
  made.runUntil(2_000);
  expect(stored(made)?.spec.volumeName).toBe('right');
  expect(stored(made)?.status).toMatchObject({ phase: 'Bound', capacity: { storage: '2Gi' } });
  expect(volumeOf(made, 'right')?.status?.phase).toBe('Bound');
  expect(volumeOf(made, 'large')?.status?.phase).toBe('Available');
});

test('a claim waits for a volume that suits it, and says so once', () => {
  const made = cluster(volume('small', '1Gi'), claim('2Gi', ''));
  expect(stored(made)?.status.phase).toBe('Pending');
  expect(said(made)).toEqual(['FailedBinding']);
  make(made, volume('late', '2Gi', { storageClassName: '' })[0]);
  made.runUntil(2_000);
  expect(stored(made)?.spec.volumeName).toBe('late');
});

test('a class that nobody provisions for is told', () => {
  expect(said(cluster(claim('1Gi', 'nowhere')))).toEqual(['ProvisioningFailed']);
});

test('a class that waits binds once its first consumer is placed, to a volume that this node reaches', () => {
  const terms = [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['b'] }] }];
  const local = { hostPath: null, local: { path: '/data' }, nodeAffinity: { required: { nodeSelectorTerms: terms } } };
  const made = cluster(
    storageClass('own', 'kubernetes.io/no-provisioner', 'WaitForFirstConsumer'),
    volume('on-b', '1Gi', local),
    claim('1Gi'),
  );
  expect([stored(made)?.status.phase, said(made)]).toEqual(['Pending', ['WaitForFirstConsumer']]);
  make(made, pod, 'default');
  made.runUntil(3_000);
  expect(made.store.get('Pod', 'default', 'web')?.spec.nodeName).toBe('b');
  expect(stored(made)?.spec.volumeName).toBe('on-b');
});

test('a volume that is provisioned goes with its claim, one that is retained is released', () => {
  const provisioned = cluster(storageClass('own', 'example.com/disk', 'Immediate'), claim('1Gi'));
  const name = stored(provisioned)?.spec.volumeName ?? '';
  expect(stored(provisioned)?.status.phase).toBe('Bound');
  provisioned.kubectl('kubectl delete pvc data --wait=false');
  provisioned.runUntil(3_000);
  expect([stored(provisioned), volumeOf(provisioned, name)]).toEqual([undefined, undefined]);

  const retained = cluster(volume('kept', '1Gi'), claim('1Gi'));
  retained.kubectl('kubectl delete pvc data --wait=false');
  retained.runUntil(3_000);
  expect(volumeOf(retained, 'kept')?.status?.phase).toBe('Released');
});

test('a claim that a Pod uses stays until the Pod has gone', () => {
  const made = cluster(volume('own', '1Gi'), claim('1Gi'));
  make(made, pod, 'default');
  made.runUntil(2_000);
  made.kubectl('kubectl delete pvc data --wait=false');
  made.runUntil(3_000);
  expect(stored(made)?.metadata.deletionTimestamp).toBeDefined();
  made.kubectl('kubectl delete pod web --grace-period=0 --force');
  made.runUntil(4_000);
  expect(stored(made)).toBeUndefined();
});

test("a Pod's own volume has a claim that is made for it", () => {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'own' };
  const own = {
    ...pod,
    spec: {
      containers: [{ name: 'app', image: 'nginx' }],
      volumes: [{ name: 'scratch', ephemeral: { volumeClaimTemplate: { spec } } }],
    },
  };
  const made = cluster(volume('free', '1Gi'), [own, 'default']);
  made.runUntil(20_000);
  expect(made.store.get('PersistentVolumeClaim', 'default', 'web-scratch')?.status.phase).toBe('Bound');
  expect(made.store.get('Pod', 'default', 'web')?.spec.nodeName).toBeDefined();
});
