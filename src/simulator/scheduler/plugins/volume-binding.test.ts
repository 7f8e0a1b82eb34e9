import { expect, test } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/schema/kinds.ts';
import type { ClusterEvent } from '../cluster-event.ts';
import { exampleCluster, examplePod, verdicts } from '../cluster.fixture.ts';
import { pass, unresolvable } from '../framework.ts';
import type { Lookups } from '../lookups.ts';
import { volumeBinding } from './volume-binding.ts';

const claim = (spec: Partial<PersistentVolumeClaim['spec']>, rest: object = {}): PersistentVolumeClaim =>
  ({
    metadata: { name: 'data', namespace: 'default' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
    status: {},
    ...rest,
  }) as unknown as PersistentVolumeClaim;
const bound = (volumeName: string): PersistentVolumeClaim =>
  claim(
    { volumeName },
    { metadata: { name: 'data', namespace: 'default', annotations: { 'pv.kubernetes.io/bind-completed': 'yes' } } },
  );
const onNode = (node: string): object => ({
  nodeAffinity: {
    required: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [node] }] }],
    },
  },
});
const volume = (rest: object): PersistentVolume =>
  ({
    metadata: { name: 'pv' },
    spec: { capacity: { storage: '2Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'local', ...rest },
    status: { phase: 'Available' },
  }) as unknown as PersistentVolume;
const local = {
  provisioner: 'kubernetes.io/no-provisioner',
  volumeBindingMode: 'WaitForFirstConsumer',
} as StorageClass;
const nowhere = unresolvable("node(s) didn't find available persistent volumes to bind");

test.each<[string, Partial<Lookups>, unknown]>([
  ['a claim that is not there', {}, unresolvable('persistentvolumeclaim "data" not found')],
  [
    'a claim that is going',
    { claim: () => claim({}, { metadata: { name: 'data', deletionTimestamp: 'T' } }) },
    unresolvable('persistentvolumeclaim "data" is being deleted'),
  ],
  [
    'a claim that lost its volume',
    { claim: () => claim({ volumeName: 'pv' }, { status: { phase: 'Lost' } }) },
    unresolvable('persistentvolumeclaim "data" bound to non-existent persistentvolume "pv"'),
  ],
  [
    'a claim that should be bound by now',
    { claim: () => claim({}) },
    unresolvable('pod has unbound immediate PersistentVolumeClaims'),
  ],
  [
    'a bound claim, whose volume one node reaches',
    { claim: () => bound('pv'), volume: () => volume(onNode('a')) },
    { a: pass, b: unresolvable("node(s) didn't match PersistentVolume's node affinity") },
  ],
  [
    'a claim that names its volume, but does not have it yet',
    { claim: () => claim({ volumeName: 'pv' }), volume: () => volume(onNode('a')) },
    unresolvable('pod has unbound immediate PersistentVolumeClaims'),
  ],
  [
    'a volume that is not there',
    { claim: () => bound('pv') },
    {
      a: unresolvable('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'),
      b: unresolvable('node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)'),
    },
  ],
  [
    'a waiting claim takes a volume that suits',
    {
      claim: () => claim({ storageClassName: 'local' }),
      storageClass: () => local,
      volumes: () => [volume(onNode('b'))],
    },
    { a: nowhere, b: pass },
  ],
  [
    'not one that is too small',
    {
      claim: () => claim({ storageClassName: 'local', resources: { requests: { storage: '3Gi' } } }),
      storageClass: () => local,
      volumes: () => [volume({})],
    },
    { a: nowhere, b: nowhere },
  ],
  [
    'nor one that another claim has',
    {
      claim: () => claim({ storageClassName: 'local' }),
      storageClass: () => local,
      volumes: () => [volume({ claimRef: { name: 'other', namespace: 'default' } })],
    },
    { a: nowhere, b: nowhere },
  ],
  [
    'a class that provisions makes one',
    { claim: () => claim({ storageClassName: 'fast' }), storageClass: () => ({ ...local, provisioner: 'x.com/disk' }) },
    { a: pass, b: pass },
  ],
])('%s', (_, lookups, expected) => {
  const pod = examplePod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
  expect(verdicts(volumeBinding, pod, exampleCluster({ a: {}, b: {} }, {}, lookups))).toEqual(expected);
});

test('two claims that wait need two volumes, and the larger one gets the larger', () => {
  const sizes: Record<string, string> = { small: '1Gi', large: '3Gi' };
  const lookups = (...volumes: PersistentVolume[]): Partial<Lookups> => ({
    claim: (_, name) =>
      claim(
        { storageClassName: 'local', resources: { requests: { storage: sizes[name] ?? '' } } },
        { metadata: { name } },
      ),
    storageClass: () => local,
    volumes: () => volumes,
  });
  const sized = (name: string, storage: string): PersistentVolume =>
    ({ ...volume({ capacity: { storage } }), metadata: { name } }) as unknown as PersistentVolume;
  const pod = examplePod({
    volumes: ['large', 'small'].map((name) => ({ name, persistentVolumeClaim: { claimName: name } })),
  });
  const said = (...volumes: PersistentVolume[]): unknown =>
    verdicts(volumeBinding, pod, exampleCluster({ a: {} }, {}, lookups(...volumes)));
  expect(said(sized('x', '4Gi'))).toEqual({ a: nowhere });
  expect(said(sized('x', '4Gi'), sized('y', '2Gi'))).toEqual({ a: pass });
  expect(said(sized('x', '2Gi'), sized('y', '2Gi'))).toEqual({ a: nowhere });
});

test('a class that is allowed in some zones only makes volumes there', () => {
  const allowedTopologies = [{ matchLabelExpressions: [{ key: 'zone', values: ['z1'] }] }];
  const lookups: Partial<Lookups> = {
    claim: () => claim({ storageClassName: 'fast' }),
    storageClass: () => ({ ...local, provisioner: 'x.com/disk', allowedTopologies }),
  };
  const pod = examplePod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
  const cluster = exampleCluster({ a: { labels: { zone: 'z1' } }, b: { labels: { zone: 'z2' } } }, {}, lookups);
  expect(verdicts(volumeBinding, pod, cluster)).toEqual({ a: pass, b: nowhere });
});

test.each<[string, object, unknown]>([
  [
    'is waited for until its controller has made it',
    {},
    unresolvable('waiting for ephemeral volume controller to create the persistentvolumeclaim "p-scratch"'),
  ],
  [
    'must be the pod’s own',
    { claim: () => claim({}, { metadata: { name: 'p-scratch', namespace: 'default' } }) },
    unresolvable('PVC default/p-scratch was not created for pod default/p (pod is not owner)'),
  ],
])('a claim that is made for the pod %s', (_, lookups, expected) => {
  const pod = examplePod({ volumes: [{ name: 'scratch', ephemeral: {} }] });
  expect(verdicts(volumeBinding, pod, exampleCluster({ a: {} }, {}, lookups))).toEqual(expected);
});

test('what may help: the pod’s own claim, any volume, a new class', () => {
  const pod = examplePod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'data' } }] });
  const helps = (object: object, before?: object): boolean =>
    volumeBinding.mayHelp(pod, { type: 'storage', object, before } as unknown as ClusterEvent);
  const of = (kind: string, name: string, namespace?: string): object => ({ kind, metadata: { name, namespace } });
  expect([
    helps(of('PersistentVolumeClaim', 'data', 'default')),
    helps(of('PersistentVolumeClaim', 'data', 'other')),
    helps(of('PersistentVolumeClaim', 'other', 'default')),
    helps(of('PersistentVolume', 'x'), of('PersistentVolume', 'x')),
    helps(of('StorageClass', 'x')),
    helps(of('StorageClass', 'x'), of('StorageClass', 'x')),
  ]).toEqual([true, false, false, true, true, false]);
});

test('a pod without claims is not looked at', () => {
  expect(
    verdicts(volumeBinding, examplePod({ volumes: [{ name: 'v', emptyDir: {} }] }), exampleCluster({ a: {} })),
  ).toBe('skip');
});
