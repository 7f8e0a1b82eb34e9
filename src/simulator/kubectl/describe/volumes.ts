import type { PersistentVolume, Volume } from '../../api/schema/kinds.ts';
import { milliOf } from '../../quantity.ts';
import { claimLines } from './claims.ts';
import { olderVolumeTold } from './older-volumes.ts';
import { entriesOf, row } from './text.ts';

// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describeVolumes

type Fields = readonly (readonly [title: string, value: string | number | boolean])[];
/** What a volume's source says of itself: its type in words, and its fields. */
export interface Told {
  readonly type: string;
  readonly fields: Fields;
  /** Lines after the fields. */
  readonly more?: string;
}

export function volumesText(volumes: readonly Volume[] | undefined, indent = ''): string {
  if (!volumes?.length) return row('Volumes', '<none>', indent);
  return `${indent}Volumes:\n${volumes.map((volume) => `  ${indent === '' ? '' : ' '}${volume.name}:\n${sourceText(volume)}`).join('')}`;
}

function sourceText(volume: Volume): string {
  const told = sourceOf(volume) ?? olderVolumeTold(volume);
  return told ? sourceLines(told) : '  <unknown>\n';
}

/** Where a PersistentVolume's bytes are. */
export function persistentSourceText(spec: PersistentVolume['spec']): string {
  const { hostPath, nfs, local, csi } = spec ?? {};
  const told = hostPath
    ? hostPathTold(hostPath.path, hostPath.type)
    : nfs
      ? nfsTold(nfs.server, nfs.path, nfs.readOnly === true)
      : local
        ? {
            type: 'LocalVolume (a persistent volume backed by local storage on a node)',
            fields: [['Path', local.path]] as const,
          }
        : csi
          ? csiTold(csi, [['VolumeHandle', csi.volumeHandle]])
          : olderVolumeTold(spec ?? {}, 'PersistentVolume');
  return told ? sourceLines(told) : '  <unknown>\n';
}

/** Upstream forgot it here. */
const NO_COLON = 'ISCSIInterface';

function sourceLines({ type, fields, more = '' }: Told): string {
  return (
    row('Type', type, '    ') +
    fields
      .map(([title, value]) => (title === NO_COLON ? `    ${title}\t${value}\n` : row(title, value, '    ')))
      .join('') +
    more
  );
}

function sourceOf(volume: Volume): Told | undefined {
  const {
    hostPath,
    emptyDir,
    secret,
    configMap,
    nfs,
    persistentVolumeClaim,
    ephemeral,
    downwardAPI,
    projected,
    csi,
    image,
  } = volume;
  if (hostPath) return hostPathTold(hostPath.path, hostPath.type);
  if (emptyDir)
    return {
      type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
      fields: [
        ['Medium', emptyDir.medium ?? ''],
        [
          'SizeLimit',
          emptyDir.sizeLimit !== undefined && milliOf(emptyDir.sizeLimit) > 0 ? emptyDir.sizeLimit : '<unset>',
        ],
      ],
    };
  if (secret)
    return {
      type: 'Secret (a volume populated by a Secret)',
      fields: [
        ['SecretName', secret.secretName ?? ''],
        ['Optional', secret.optional === true],
      ],
    };
  if (configMap)
    return {
      type: 'ConfigMap (a volume populated by a ConfigMap)',
      fields: [
        ['Name', configMap.name ?? ''],
        ['Optional', configMap.optional === true],
      ],
    };
  if (nfs) return nfsTold(nfs.server, nfs.path, nfs.readOnly === true);
  if (persistentVolumeClaim)
    return {
      type: 'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
      fields: [
        ['ClaimName', persistentVolumeClaim.claimName],
        ['ReadOnly', persistentVolumeClaim.readOnly === true],
      ],
    };
  if (ephemeral)
    return {
      type: 'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
      fields: [],
      more: ephemeral.volumeClaimTemplate ? claimLines(ephemeral.volumeClaimTemplate, '    ') : '',
    };
  if (downwardAPI)
    return {
      type: 'DownwardAPI (a volume populated by information about the pod)',
      fields: [],
      more: `    Items:\n${(downwardAPI.items ?? []).map((item) => `      ${item.fieldRef?.fieldPath ?? item.resourceFieldRef?.resource ?? ''} -> ${item.path}\n`).join('')}`,
    };
  if (projected)
    return {
      type: 'Projected (a volume that contains injected data from multiple sources)',
      fields: (projected.sources ?? []).flatMap(projectionFields),
    };
  if (csi) return csiTold(csi, []);
  if (image)
    return {
      type: 'Image (a container image or OCI artifact)',
      fields: [
        ['Reference', image.reference ?? ''],
        ['PullPolicy', image.pullPolicy ?? ''],
      ],
    };
  return undefined;
}

interface Csi {
  readonly driver: string;
  readonly fsType?: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly volumeAttributes?: Readonly<Record<string, string>> | undefined;
}

/** Longer attributes are cut off. */
const ATTRIBUTE = 140;

function csiTold({ driver, fsType, readOnly, volumeAttributes }: Csi, handle: Fields): Told {
  const attributes = entriesOf(volumeAttributes).map(([key, value]) => `${key}=${value}`);
  const shown = attributes.map((text) => (text.length > ATTRIBUTE ? `${text.slice(0, ATTRIBUTE)}...` : text));
  return {
    type: 'CSI (a Container Storage Interface (CSI) volume source)',
    fields: [['Driver', driver], ['FSType', fsType ?? ''], ...handle, ['ReadOnly', readOnly === true]],
    more: `    VolumeAttributes:\t${shown.length ? `    ${shown.join('\n        \t    ')}` : '<none>'}\n`,
  };
}

function hostPathTold(path: string, type: string | undefined): Told {
  return {
    type: 'HostPath (bare host directory volume)',
    fields: [
      ['Path', path],
      ['HostPathType', type ?? '<none>'],
    ],
  };
}

function nfsTold(server: string, path: string, readOnly: boolean): Told {
  return {
    type: 'NFS (an NFS mount that lasts the lifetime of a pod)',
    fields: [
      ['Server', server],
      ['Path', path],
      ['ReadOnly', readOnly],
    ],
  };
}

type Projection = NonNullable<NonNullable<Volume['projected']>['sources']>[number];

function projectionFields({ secret, downwardAPI, configMap, serviceAccountToken }: Projection): Fields {
  if (secret)
    return [
      ['SecretName', secret.name ?? ''],
      ['Optional', secret.optional === true],
    ];
  if (downwardAPI) return [['DownwardAPI', true]];
  if (configMap)
    return [
      ['ConfigMapName', configMap.name ?? ''],
      ['Optional', configMap.optional === true],
    ];
  return serviceAccountToken ? [['TokenExpirationSeconds', serviceAccountToken.expirationSeconds ?? 3600]] : [];
}
