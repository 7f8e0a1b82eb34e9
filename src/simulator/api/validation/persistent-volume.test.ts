import { expect, test } from 'vitest';
import { changed, errorsOf, errorsOfUpdate } from './errors-of.fixture.ts';

const volume = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'a' },
  spec: { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/data' } },
};
const storageClass = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'fast' },
  provisioner: 'example.com/disk',
};

test.each([
  [volume, 'spec.hostPath', undefined, ['spec: Required value: must specify a volume type']],
  [volume, 'spec.nfs', { server: 'a', path: '/x' }, ['spec.nfs: Forbidden: may not specify more than 1 volume type']],
  [
    volume,
    'spec.capacity',
    { cpu: '1' },
    ['spec.capacity: Unsupported value: {"cpu":"1"}: supported values: "storage"'],
  ],
  [
    volume,
    'spec.accessModes',
    ['x'],
    [
      'spec.accessModes: Unsupported value: "x": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
    ],
  ],
  [
    volume,
    'spec.nodeAffinity',
    { required: { nodeSelectorTerms: [] } },
    ['spec.nodeAffinity.required.nodeSelectorTerms: Required value: must have at least one node selector term'],
  ],
  [
    changed(volume, 'spec.hostPath', undefined),
    'spec.local',
    { path: '/x' },
    ['spec.nodeAffinity: Required value: Local volume requires node affinity'],
  ],
  [
    changed(volume, 'spec.hostPath', undefined),
    'spec.csi',
    { driver: 'A_b', volumeHandle: '', nodePublishSecretRef: { name: 's' } },
    [
      "spec.csi.driver: Invalid value: \"A_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
      'spec.csi.volumeHandle: Required value',
      'spec.csi.nodePublishSecretRef.namespace: Required value',
    ],
  ],
  [
    changed(volume, 'spec.hostPath', undefined),
    'spec.iscsi',
    { targetPortal: '192.0.2.1', iqn: 'bad', lun: 300 },
    [
      'spec.iscsi.iqn: Invalid value: "bad": must be valid format',
      'spec.iscsi.lun: Invalid value: 300: must be between 0 and 255, inclusive',
    ],
  ],
  [
    changed(volume, 'spec.hostPath', undefined),
    'spec.gcePersistentDisk',
    { pdName: '', partition: 256 },
    [
      'spec.persistentDisk.pdName: Required value',
      'spec.persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive',
    ],
  ],
  [
    changed(volume, 'spec.hostPath', undefined),
    'spec.cinder',
    { volumeID: 'v', secretRef: { name: 's' } },
    ['spec.cinder.secretRef.namespace: Required value'],
  ],
  [storageClass, 'provisioner', '', ['provisioner: Required value']],
  [
    storageClass,
    'reclaimPolicy',
    'Recycle',
    ['reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"'],
  ],
])('%#: %s', (base, path, value, errors) => expect(errorsOf(changed(base, path, value))).toEqual(errors));

test.each([
  [
    'a volume’s place',
    changed(volume, 'spec.hostPath', { path: '/other' }),
    volume,
    ['spec.persistentvolumesource: Forbidden: spec.persistentvolumesource is immutable after creation'],
  ],
  [
    'what provides a class',
    changed(storageClass, 'provisioner', 'b'),
    storageClass,
    ['provisioner: Forbidden: updates to provisioner are forbidden.'],
  ],
  [
    'when a class binds',
    changed(storageClass, 'volumeBindingMode', 'WaitForFirstConsumer'),
    storageClass,
    ['volumeBindingMode: Invalid value: "WaitForFirstConsumer": field is immutable'],
  ],
])('%s may not change', (_, object, before, errors) => expect(errorsOfUpdate(object, before)).toEqual(errors));
