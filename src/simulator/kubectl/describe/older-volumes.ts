import type { PersistentVolume, Volume } from '../../api/schema/kinds.ts';
import { isMap, type Value } from '../printers/json-text.ts';
import { goValue } from '../printers/go-syntax.ts';
import type { Told } from './volumes.ts';

/** A volume of a Pod and a PersistentVolume name the same sources, a few fields apart. */
export type Sources = Omit<Volume, 'name'> | NonNullable<PersistentVolume['spec']>;

/** How Go prints a field that is not there: a pointer as nil, a list and a map as empty, everything else by its zero. */
type Empty = '' | 'nil' | '[]' | 'map[]' | '<none>' | '<unset>' | '0' | 'false';
type Field = readonly [title: string, field: string, empty?: Empty];

const FS: Field = ['FSType', 'fsType'];
const READ_ONLY: Field = ['ReadOnly', 'readOnly', 'false'];
const SECRET: Field = ['SecretRef', 'secretRef', 'nil'];
const PARTITION: Field = ['Partition', 'partition', '0'];

/**
 * The volumes of clouds and of older storage, by the field that names them.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describeVolumes, describePersistentVolume
 */
const OLDER: Readonly<Record<string, readonly [type: string, fields: readonly Field[]]>> = {
  gcePersistentDisk: [
    'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    [['PDName', 'pdName'], FS, PARTITION, READ_ONLY],
  ],
  awsElasticBlockStore: [
    'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    [['VolumeID', 'volumeID'], FS, PARTITION, READ_ONLY],
  ],
  gitRepo: [
    'GitRepo (a volume that is pulled from git when the pod is created)',
    [
      ['Repository', 'repository'],
      ['Revision', 'revision'],
    ],
  ],
  iscsi: [
    "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    [
      ['TargetPortal', 'targetPortal'],
      ['IQN', 'iqn'],
      ['Lun', 'lun', '0'],
      ['ISCSIInterface', 'iscsiInterface'],
      FS,
      READ_ONLY,
      ['Portals', 'portals', '[]'],
      ['DiscoveryCHAPAuth', 'chapAuthDiscovery', 'false'],
      ['SessionCHAPAuth', 'chapAuthSession', 'false'],
      SECRET,
      ['InitiatorName', 'initiatorName', '<none>'],
    ],
  ],
  glusterfs: [
    "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
    [
      ['EndpointsName', 'endpoints'],
      ['EndpointsNamespace', 'endpointsNamespace', '<unset>'],
      ['Path', 'path'],
      READ_ONLY,
    ],
  ],
  rbd: [
    "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
    [
      ['CephMonitors', 'monitors', '[]'],
      ['RBDImage', 'image'],
      FS,
      ['RBDPool', 'pool'],
      ['RadosUser', 'user'],
      ['Keyring', 'keyring'],
      SECRET,
      READ_ONLY,
    ],
  ],
  cephfs: [
    "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    [
      ['Monitors', 'monitors', '[]'],
      ['Path', 'path'],
      ['User', 'user'],
      ['SecretFile', 'secretFile'],
      SECRET,
      READ_ONLY,
    ],
  ],
  azureDisk: [
    'AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)',
    [['DiskName', 'diskName'], ['DiskURI', 'diskURI'], ['Kind', 'kind'], FS, ['CachingMode', 'cachingMode'], READ_ONLY],
  ],
  azureFile: [
    'AzureFile (an Azure File Service mount on the host and bind mount to the pod)',
    [
      ['SecretName', 'secretName'],
      ['SecretNamespace', 'secretNamespace', '<unset>'],
      ['ShareName', 'shareName'],
      READ_ONLY,
    ],
  ],
  vsphereVolume: [
    'vSphereVolume (a Persistent Disk resource in vSphere)',
    [['VolumePath', 'volumePath'], FS, ['StoragePolicyName', 'storagePolicyName']],
  ],
  cinder: ['Cinder (a Persistent Disk resource in OpenStack)', [['VolumeID', 'volumeID'], FS, READ_ONLY, SECRET]],
  portworxVolume: ['PortworxVolume (a Portworx Volume resource)', [['VolumeID', 'volumeID']]],
  fc: ['FC (a Fibre Channel disk)', [['TargetWWNs', 'targetWWNs'], ['LUN', 'lun', '<none>'], FS, READ_ONLY]],
  quobyte: [
    "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
    [['Registry', 'registry'], ['Volume', 'volume'], READ_ONLY],
  ],
  storageos: [
    'StorageOS (a StorageOS Persistent Disk resource)',
    [['VolumeName', 'volumeName'], ['VolumeNamespace', 'volumeNamespace'], FS, READ_ONLY],
  ],
  photonPersistentDisk: [
    'PhotonPersistentDisk (a Persistent Disk resource in photon platform)',
    [['PdID', 'pdID'], FS],
  ],
  flocker: [
    'Flocker (a Flocker volume mounted by the Flocker agent)',
    [
      ['DatasetName', 'datasetName'],
      ['DatasetUUID', 'datasetUUID'],
    ],
  ],
  flexVolume: [
    'FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)',
    [['Driver', 'driver'], FS, SECRET, READ_ONLY, ['Options', 'options', 'map[]']],
  ],
};

/** Where a secret is, and a name's namespace, only a PersistentVolume says: a Pod's are its own. */
export function olderVolumeTold(sources: Sources, of: 'Pod' | 'PersistentVolume' = 'Pod'): Told | undefined {
  for (const [kind, source] of Object.entries(sources)) {
    const known = Object.hasOwn(OLDER, kind) ? OLDER[kind] : undefined;
    if (!known || !isMap(source)) continue;
    const [type, fields] = known;
    return {
      type,
      fields: fields
        .filter(([, , empty]) => of === 'PersistentVolume' || empty !== '<unset>')
        .map(([title, field, empty = '']) => {
          const value = source[field];
          if (value === undefined || value === null) return [title, empty] as const;
          if (kind === 'fc' && Array.isArray(value)) return [title, value.join(', ')] as const;
          return [title, field === 'secretRef' && isMap(value) ? secretText(value, of) : goValue(value)] as const;
        }),
    };
  }
  return undefined;
}

function secretText(secret: Readonly<Record<string, Value>>, of: 'Pod' | 'PersistentVolume'): string {
  const name = `Name:${goValue(secret['name'] ?? '')},`;
  return of === 'Pod'
    ? `&LocalObjectReference{${name}}`
    : `&SecretReference{${name}Namespace:${goValue(secret['namespace'] ?? '')},}`;
}
