import type {
  ConfigMap,
  Event,
  Lease,
  Namespace,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  PriorityClass,
  Secret,
  ServiceAccount,
  StorageClass,
} from '../../api/schema/kinds.ts';
import { ageOf } from './age.ts';
import { isDefaultClass, storageClassOf } from './storage-class.ts';
import { columns, type TablePrinter } from './table.ts';

// All of these: kubernetes/kubernetes pkg/printers/internalversion/printers.go

export const nodeTable: TablePrinter<Node> = {
  columns: columns('Name Status Roles Age Version | Internal-IP External-IP OS-Image Kernel-Version Container-Runtime'),
  cells: (node, now) => {
    const info = node.status?.nodeInfo;
    const address = (type: string): string => node.status?.addresses?.find((a) => a.type === type)?.address ?? '<none>';
    return [
      node.metadata.name,
      nodeStatus(node),
      nodeRoles(node),
      ageOf(node.metadata.creationTimestamp, now),
      info?.kubeletVersion ?? '',
      address('InternalIP'),
      address('ExternalIP'),
      info?.osImage || '<unknown>',
      info?.kernelVersion ? `${info.kernelVersion}${info.architecture ? ` (${info.architecture})` : ''}` : '<unknown>',
      info?.containerRuntimeVersion || '<unknown>',
    ];
  },
};

function nodeStatus(node: Node): string {
  const ready = node.status?.conditions?.find((c) => c.type === 'Ready');
  const status = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady';
  return node.spec?.unschedulable ? `${status},SchedulingDisabled` : status;
}

/** Roles are labels: node-role.kubernetes.io/<role>, or kubernetes.io/role. */
export function nodeRoles(node: Node): string {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith('node-role.kubernetes.io/')) roles.add(key.slice('node-role.kubernetes.io/'.length));
    else if (key === 'kubernetes.io/role') roles.add(value);
  }
  roles.delete('');
  return [...roles].sort().join(',') || '<none>';
}

export const namespaceTable: TablePrinter<Namespace> = {
  columns: columns('Name Status Age'),
  cells: ({ metadata, status }, now) => [metadata.name, status?.phase ?? '', ageOf(metadata.creationTimestamp, now)],
};

export const configMapTable: TablePrinter<ConfigMap> = {
  columns: columns('Name Data Age'),
  cells: ({ metadata, data, binaryData }, now) => [
    metadata.name,
    Object.keys(data ?? {}).length + Object.keys(binaryData ?? {}).length,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const secretTable: TablePrinter<Secret> = {
  columns: columns('Name Type Data Age'),
  cells: ({ metadata, type, data }, now) => [
    metadata.name,
    type ?? '',
    Object.keys(data ?? {}).length,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const serviceAccountTable: TablePrinter<ServiceAccount> = {
  columns: columns('Name Age'),
  cells: ({ metadata }, now) => [metadata.name, ageOf(metadata.creationTimestamp, now)],
};

export const priorityClassTable: TablePrinter<PriorityClass> = {
  columns: columns('Name Value Global-Default Age PreemptionPolicy'),
  cells: ({ metadata, value, globalDefault, preemptionPolicy }, now) => [
    metadata.name,
    value ?? 0,
    globalDefault ?? false,
    ageOf(metadata.creationTimestamp, now),
    preemptionPolicy ?? 'PreemptLowerPriority',
  ],
};

export const leaseTable: TablePrinter<Lease> = {
  columns: columns('Name Holder Age'),
  cells: ({ metadata, spec }, now) => [
    metadata.name,
    spec?.holderIdentity ?? '',
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const persistentVolumeTable: TablePrinter<PersistentVolume> = {
  columns: columns(
    'Name Capacity Access_Modes Reclaim_Policy Status Claim StorageClass VolumeAttributesClass Reason Age | VolumeMode',
  ),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    spec?.capacity?.['storage'] ?? '0',
    accessModes(spec?.accessModes),
    spec?.persistentVolumeReclaimPolicy ?? '',
    metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''),
    spec?.claimRef ? `${spec.claimRef.namespace ?? ''}/${spec.claimRef.name ?? ''}` : '',
    storageClassOf({ metadata, spec }),
    spec?.volumeAttributesClassName ?? '<unset>',
    status?.reason ?? '',
    ageOf(metadata.creationTimestamp, now),
    spec?.volumeMode ?? '<unset>',
  ],
};

export const persistentVolumeClaimTable: TablePrinter<PersistentVolumeClaim> = {
  columns: columns('Name Status Volume Capacity Access_Modes StorageClass VolumeAttributesClass Age | VolumeMode'),
  cells: ({ metadata, spec, status }, now) => [
    metadata.name,
    metadata.deletionTimestamp ? 'Terminating' : (status?.phase ?? ''),
    spec?.volumeName ?? '',
    spec?.volumeName ? (status?.capacity?.['storage'] ?? '0') : '',
    spec?.volumeName ? accessModes(status?.accessModes) : '',
    storageClassOf({ metadata, spec }),
    spec?.volumeAttributesClassName ?? '<unset>',
    ageOf(metadata.creationTimestamp, now),
    spec?.volumeMode ?? '<unset>',
  ],
};

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/util/storage/storage.go GetAccessModesAsString */
export function accessModes(modes: readonly string[] = []): string {
  return Object.keys(MODES)
    .filter((mode) => modes.includes(mode))
    .map((mode) => MODES[mode])
    .join(',');
}

export const storageClassTable: TablePrinter<StorageClass> = {
  columns: columns('Name Provisioner ReclaimPolicy VolumeBindingMode AllowVolumeExpansion Age'),
  cells: ({ metadata, provisioner, reclaimPolicy, volumeBindingMode, allowVolumeExpansion }, now) => [
    isDefaultClass(metadata) ? `${metadata.name} (default)` : metadata.name,
    provisioner,
    reclaimPolicy ?? 'Delete',
    volumeBindingMode ?? 'Immediate',
    allowVolumeExpansion ?? false,
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const eventTable: TablePrinter<Event> = {
  columns: [
    ...columns('Last_Seen Type Reason Object | Subobject Source'),
    ...columns('Message | First_Seen Count Name'),
  ],
  cells: (event, now) => {
    const first = ageOf(event.firstTimestamp ?? event.eventTime, now);
    const last = event.series
      ? ageOf(event.series.lastObservedTime, now)
      : event.lastTimestamp
        ? ageOf(event.lastTimestamp, now)
        : first;
    const { kind = '', name = '', fieldPath = '' } = event.involvedObject;
    return [
      last,
      event.type ?? '',
      event.reason ?? '',
      `${kind.toLowerCase()}/${name}`,
      fieldPath,
      eventSource(event),
      (event.message ?? '').trim(),
      first,
      event.series?.count ?? (event.count || 1),
      event.metadata.name,
    ];
  },
};

/** @source kubernetes/kubernetes pkg/printers/internalversion/printers.go formatEventSource */
function eventSource({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source?.component || reportingComponent || '';
  const host = source?.host || reportingInstance || '';
  return host === '' ? component : `${component}, ${host}`;
}
