import type { JsonObject } from '../json.ts';
import { fill, isObject, within } from './fill.ts';

/** @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_PersistentVolume */
export const defaultPersistentVolume = (volume: JsonObject): JsonObject =>
  within(
    within(volume, 'status', (status) => fill(status, { phase: 'Pending' })),
    'spec',
    (spec) => {
      const filled = fill(spec, { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
      return SOURCES.reduce(
        (done, [source, defaults]) =>
          isObject(done[source]) ? within(done, source, (inner) => fill(inner, defaults)) : done,
        filled,
      );
    },
  );

/** Kinds of volumes that have defaults of their own. */
const SOURCES: readonly (readonly [string, JsonObject])[] = [
  ['hostPath', { type: '' }],
  ['rbd', { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' }],
  ['iscsi', { iscsiInterface: 'default' }],
  ['azureDisk', { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false }],
  ['scaleIO', { storageMode: 'ThinProvisioned', fsType: 'xfs' }],
];
