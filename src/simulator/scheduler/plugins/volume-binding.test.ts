import { expect, test } from 'vitest';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../api/schema/kinds.ts';
import { exampleCluster, examplePod, verdicts } from '../example-cluster.ts';
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
    { claim: () => claim({ volumeName: 'pv' }), volume: () => volume(onNode('a')) },
    { a: pass, b: unresolvable("node(s) didn't match PersistentVolume's node affinity") },
  ],
  [
    'a volume that is not there',
    { claim: () => claim({ volumeName: 'pv' }) },
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

test('a pod without claims is not looked at', () => {
  expect(
    verdicts(volumeBinding, examplePod({ volumes: [{ name: 'v', emptyDir: {} }] }), exampleCluster({ a: {} })),
  ).toBe('skip');
});
