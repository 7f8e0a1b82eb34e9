import { definitionOf } from './api/schema/definitions.ts';
import { findResource } from './api/resources.ts';
import { kinds } from './api/schema/facts.ts';
import type { Json, JsonObject } from './api/json.ts';

/** Why something that Kubernetes acts on does nothing here; the sentences are in src/i18n/not-simulated.ts. */
export type NotSimulatedReason =
  | 'no-controller'
  | 'no-kernel'
  | 'no-host-namespaces'
  | 'no-node-traffic'
  | 'no-packets'
  | 'no-pod-dns-settings'
  | 'no-storage'
  | 'no-devices'
  | 'no-terminal'
  | 'no-registry'
  | 'no-certificates'
  | 'gated'
  | 'no-windows';

/**
 * One thing that is read, defaulted and validated, and then has no effect in this cluster.
 * `at` is a kind, or a field of a definition of the API ("SecurityContext.seccompProfile"): it is meant wherever a manifest
 * can hold one, as in every pod template.
 */
export interface NotSimulated {
  readonly at: string;
  readonly why: NotSimulatedReason;
  /** Values that ask for nothing but what happens here anyway. */
  readonly unless?: readonly Json[];
  /** The only values meant. */
  readonly only?: readonly Json[];
  /** The controller that would act on this kind. */
  readonly controller?: string;
}

export const notSimulatedRows: readonly NotSimulated[] = [
  { at: 'HorizontalPodAutoscaler', why: 'no-controller', controller: 'horizontal-pod-autoscaler-controller' },
  { at: 'ReplicationController', why: 'no-controller', controller: 'replicationcontroller-controller' },

  { at: 'SecurityContext.allowPrivilegeEscalation', why: 'no-kernel' },
  { at: 'SecurityContext.appArmorProfile', why: 'no-kernel' },
  { at: 'SecurityContext.capabilities', why: 'no-kernel' },
  { at: 'SecurityContext.privileged', why: 'no-kernel', unless: [false] },
  { at: 'SecurityContext.procMount', why: 'no-kernel', unless: ['Default'] },
  { at: 'SecurityContext.seLinuxOptions', why: 'no-kernel' },
  { at: 'SecurityContext.seccompProfile', why: 'no-kernel' },
  { at: 'SecurityContext.windowsOptions', why: 'no-windows' },
  { at: 'PodSecurityContext.appArmorProfile', why: 'no-kernel' },
  { at: 'PodSecurityContext.fsGroupChangePolicy', why: 'no-kernel' },
  { at: 'PodSecurityContext.seLinuxChangePolicy', why: 'no-kernel' },
  { at: 'PodSecurityContext.seLinuxOptions', why: 'no-kernel' },
  { at: 'PodSecurityContext.seccompProfile', why: 'no-kernel' },
  { at: 'PodSecurityContext.supplementalGroupsPolicy', why: 'no-kernel', unless: ['Merge'] },
  { at: 'PodSecurityContext.sysctls', why: 'no-kernel' },
  { at: 'PodSecurityContext.windowsOptions', why: 'no-windows' },
  { at: 'PodOS.name', why: 'no-windows', only: ['windows'] },

  { at: 'PodSpec.hostIPC', why: 'no-host-namespaces', unless: [false] },
  { at: 'PodSpec.hostPID', why: 'no-host-namespaces', unless: [false] },
  { at: 'PodSpec.hostUsers', why: 'no-host-namespaces', unless: [true] },
  { at: 'ContainerPort.hostPort', why: 'no-node-traffic', unless: [0] },
  { at: 'ContainerPort.hostIP', why: 'no-node-traffic' },
  { at: 'PodSpec.dnsConfig', why: 'no-pod-dns-settings' },
  { at: 'PodSpec.dnsPolicy', why: 'no-pod-dns-settings', unless: ['ClusterFirst'] },
  { at: 'PodSpec.setHostnameAsFQDN', why: 'no-pod-dns-settings', unless: [false] },
  { at: 'PodSpec.hostnameOverride', why: 'no-pod-dns-settings' },

  { at: 'Container.tty', why: 'no-terminal', unless: [false] },
  { at: 'PodSpec.imagePullSecrets', why: 'no-registry' },
  { at: 'ServiceAccount.imagePullSecrets', why: 'no-registry' },

  { at: 'PodSpec.resourceClaims', why: 'no-devices' },
  { at: 'ResourceRequirements.claims', why: 'no-devices' },
  { at: 'Container.volumeDevices', why: 'no-devices' },
  { at: 'PodSpec.schedulingGroup', why: 'gated' },
  { at: 'Lifecycle.stopSignal', why: 'gated' },
  { at: 'RollingUpdateStatefulSetStrategy.maxUnavailable', why: 'gated' },

  { at: 'EnvVarSource.fileKeyRef', why: 'no-storage' },
  { at: 'VolumeMount.mountPropagation', why: 'no-storage', unless: ['None'] },
  { at: 'VolumeMount.recursiveReadOnly', why: 'no-storage', unless: ['Disabled'] },
  { at: 'EmptyDirVolumeSource.medium', why: 'no-storage', only: ['HugePages', 'HugePages-2Mi', 'HugePages-1Gi'] },
  { at: 'VolumeProjection.clusterTrustBundle', why: 'gated' },
  { at: 'VolumeProjection.podCertificate', why: 'gated' },
  { at: 'ServiceAccountTokenProjection.audience', why: 'no-certificates' },
  ...[
    'awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk gitRepo glusterfs',
    'image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume',
    'ephemeral',
  ]
    .flatMap((list) => list.split(' '))
    .map((field): NotSimulated => ({ at: `Volume.${field}`, why: 'no-storage' })),
  { at: 'PersistentVolumeSpec.mountOptions', why: 'no-storage' },
  { at: 'PersistentVolumeSpec.volumeAttributesClassName', why: 'no-storage' },
  { at: 'PersistentVolumeClaimSpec.dataSource', why: 'no-storage' },
  { at: 'PersistentVolumeClaimSpec.dataSourceRef', why: 'no-storage' },
  { at: 'PersistentVolumeClaimSpec.volumeAttributesClassName', why: 'no-storage' },
  { at: 'StorageClass.mountOptions', why: 'no-storage' },
  { at: 'StorageClass.parameters', why: 'no-storage' },

  { at: 'ServiceSpec.externalIPs', why: 'no-packets' },
  { at: 'ServiceSpec.externalTrafficPolicy', why: 'no-packets', unless: ['Cluster'] },
  { at: 'ServiceSpec.healthCheckNodePort', why: 'no-packets' },
  { at: 'ServiceSpec.internalTrafficPolicy', why: 'no-packets', unless: ['Cluster'] },
  { at: 'ServiceSpec.loadBalancerClass', why: 'no-packets' },
  { at: 'ServiceSpec.loadBalancerIP', why: 'no-packets' },
  { at: 'ServiceSpec.loadBalancerSourceRanges', why: 'no-packets' },
  { at: 'ServiceSpec.sessionAffinity', why: 'no-packets', unless: ['None'] },
  { at: 'ServiceSpec.sessionAffinityConfig', why: 'no-packets' },
  { at: 'ServiceSpec.trafficDistribution', why: 'no-packets' },
  { at: 'ServiceSpec.type', why: 'no-packets', only: ['LoadBalancer'] },
  { at: 'ServicePort.protocol', why: 'no-packets', only: ['UDP', 'SCTP'] },
];

/** What an object asks for that has no effect here. */
export interface WithoutEffect {
  /** As the API server's messages write it: spec.containers[0].tty; '' for the whole object. */
  readonly path: string;
  readonly why: NotSimulatedReason;
}

/**
 * What a manifest asks for, in its own words (before defaults), that this cluster reads and then does nothing about.
 * @example notSimulated({ kind: 'Pod', …, spec: { hostPID: true } }) → [{ path: 'spec.hostPID', why: 'no-host-namespaces' }]
 */
export function notSimulated(object: JsonObject): readonly WithoutEffect[] {
  const { apiVersion, kind } = object;
  const found = findResource(String(apiVersion), String(kind));
  if (!found) return [];
  const without: WithoutEffect[] = [];
  const whole = rowsAt.get(found.kind);
  if (whole) without.push({ path: '', why: whole.why });
  walkStruct(object, found.definition, '', without);
  return without;
}

const rowsAt: ReadonlyMap<string, NotSimulated> = new Map(notSimulatedRows.map((row) => [row.at, row]));

function walkStruct(object: JsonObject, definition: string, path: string, without: WithoutEffect[]): void {
  const fields = definitionOf(definition) ?? {};
  for (const [name, value] of Object.entries(object)) {
    const facts = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!facts || value === undefined || value === null) continue;
    const here = path === '' ? name : `${path}.${name}`;
    const row = rowsAt.get(`${definition}.${name}`);
    if (row && isMeant(row, value)) without.push({ path: here, why: row.why });
    else walk(value, facts.type, here, without);
  }
}

function walk(value: Json, type: string, path: string, without: WithoutEffect[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (type.startsWith('[]')) {
    if (isList(value)) for (const [i, item] of value.entries()) walk(item, type.slice(2), `${path}[${i}]`, without);
  } else if (type.startsWith('#') && !isList(value)) walkStruct(value, type.slice(1), path, without);
}

const isList = (value: JsonObject | readonly Json[]): value is readonly Json[] => Array.isArray(value);

function isMeant({ unless, only }: NotSimulated, value: Json): boolean {
  if (unless?.includes(value)) return false;
  return only ? only.includes(value) : !(Array.isArray(value) && value.length === 0);
}

/**
 * Where in manifests a row's field can stand: one path for each kind, templates of Pods told by the Pod alone.
 * @example placesOfRow(…'PodSpec.hostPID') → [{ kind: 'Pod', path: 'spec.hostPID' }]
 */
export function placesOfRow({ at }: NotSimulated): readonly { readonly kind: string; readonly path: string }[] {
  const [definition = '', field] = at.split('.');
  if (field === undefined) return kinds.some((k) => k.name === at) ? [{ kind: at, path: '' }] : [];
  if (!definitionOf(definition)?.[field]) return [];
  return kinds.flatMap(({ name }) =>
    pathsTo(definition, name, '', []).map((path) => ({ kind: name, path: path === '' ? field : `${path}.${field}` })),
  );
}

/** Templates of Pods are followed in the Pod's own kind only; `within` holds what is being walked, against recursion. */
function pathsTo(wanted: string, definition: string, path: string, within: readonly string[]): readonly string[] {
  if (definition === wanted) return [path];
  if (within.includes(definition)) return [];
  return Object.entries(definitionOf(definition) ?? {}).flatMap(([name, { type }]) => {
    const [, list, next] = /^((?:\[\])*)#(\w+)$/.exec(type) ?? [];
    if (next === undefined || next === 'PodTemplateSpec' || name === 'status') return [];
    if (name === 'ephemeralContainers') return []; // no manifest may hold them
    return pathsTo(wanted, next, `${path === '' ? '' : `${path}.`}${name}${list ?? ''}`, [...within, definition]);
  });
}
