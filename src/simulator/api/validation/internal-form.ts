import { definitionOf } from '../schema/definitions.ts';
import { goFacts } from '../schema/go-facts.ts';

/**
 * An object as the API server's internal Go types hold it, which its messages show: Go's field names, every field, in
 * the order of the struct; null for a pointer, list or map that is not set, the zero of its type for anything else.
 * @param definition - the name of its definition in the v1 API
 * @example internalForm('Toleration', { key: 'a', operator: 'Exists' }) → { Key: 'a', Operator: 'Exists', Value: '', Effect: '', TolerationSeconds: null }
 * @source kubernetes/kubernetes pkg/apis/core/types.go; recorded: pod/* of updates
 */
export function internalForm(definition: string, object: object | undefined): Record<string, unknown> {
  const value = object as Fields | undefined;
  const adapted = definition === 'PodSpec' ? hostFlagsMoved(value) : value;
  const out: Record<string, unknown> = {};
  for (const { go, json, kind, type } of layoutOf(definition)) {
    const field = adapted?.[json];
    if (kind === 'object-meta') Object.assign(out, metaForm(field as Fields | undefined));
    else out[go] = field === undefined || field === null ? zeroOf(kind, type) : formOf(type, field);
  }
  return out;
}

/** A template as messages about controllers show it. */
export const shownPodTemplate = (template: object): Record<string, unknown> =>
  internalForm('PodTemplateSpec', template);

type Fields = Readonly<Record<string, unknown>>;
type Kind = 'nullable' | 'value' | 'object-meta';
interface Slot {
  readonly go: string;
  readonly json: string;
  readonly kind: Kind;
  readonly type: string;
}

/** Go's names of the fields of each struct, in order. */
const ORDER: Readonly<Record<string, string>> = {
  Affinity: 'NodeAffinity PodAffinity PodAntiAffinity',
  AppArmorProfile: 'Type LocalhostProfile',
  Capabilities: 'Add Drop',
  ConfigMapEnvSource: 'Name Optional',
  ConfigMapKeySelector: 'Name Key Optional',
  ConfigMapProjection: 'Name Items Optional',
  ConfigMapVolumeSource: 'Name Items DefaultMode Optional',
  Container:
    'Name Image Command Args WorkingDir Ports EnvFrom Env Resources ResizePolicy RestartPolicy RestartPolicyRules VolumeMounts VolumeDevices LivenessProbe ReadinessProbe StartupProbe Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy SecurityContext Stdin StdinOnce TTY',
  ContainerPort: 'Name HostPort ContainerPort Protocol HostIP',
  ContainerResizePolicy: 'ResourceName RestartPolicy',
  ContainerRestartRule: 'Action ExitCodes',
  ContainerRestartRuleOnExitCodes: 'Operator Values',
  DownwardAPIVolumeFile: 'Path FieldRef ResourceFieldRef Mode',
  DownwardAPIVolumeSource: 'Items DefaultMode',
  EmptyDirVolumeSource: 'Medium SizeLimit',
  EnvFromSource: 'Prefix ConfigMapRef SecretRef',
  EnvVar: 'Name Value ValueFrom',
  EnvVarSource: 'FieldRef ResourceFieldRef ConfigMapKeyRef SecretKeyRef FileKeyRef',
  EphemeralContainer:
    'Name Image Command Args WorkingDir Ports EnvFrom Env Resources ResizePolicy RestartPolicy RestartPolicyRules VolumeMounts VolumeDevices LivenessProbe ReadinessProbe StartupProbe Lifecycle TerminationMessagePath TerminationMessagePolicy ImagePullPolicy SecurityContext Stdin StdinOnce TTY TargetContainerName',
  FileKeySelector: 'VolumeName Path Key Optional',
  GRPCAction: 'Port Service',
  HTTPGetAction: 'Path Port Host Scheme HTTPHeaders',
  HTTPHeader: 'Name Value',
  HostAlias: 'IP Hostnames',
  HostPathVolumeSource: 'Path Type',
  ImageVolumeSource: 'Reference PullPolicy',
  KeyToPath: 'Key Path Mode',
  Lifecycle: 'PostStart PreStop StopSignal',
  LifecycleHandler: 'Exec HTTPGet TCPSocket Sleep',
  NodeAffinity: 'RequiredDuringSchedulingIgnoredDuringExecution PreferredDuringSchedulingIgnoredDuringExecution',
  NodeSelectorRequirement: 'Key Operator Values',
  NodeSelectorTerm: 'MatchExpressions MatchFields',
  ObjectFieldSelector: 'APIVersion FieldPath',
  PersistentVolumeClaimVolumeSource: 'ClaimName ReadOnly',
  PodAffinity: 'RequiredDuringSchedulingIgnoredDuringExecution PreferredDuringSchedulingIgnoredDuringExecution',
  PodAffinityTerm: 'LabelSelector Namespaces TopologyKey NamespaceSelector MatchLabelKeys MismatchLabelKeys',
  PodAntiAffinity: 'RequiredDuringSchedulingIgnoredDuringExecution PreferredDuringSchedulingIgnoredDuringExecution',
  PodDNSConfig: 'Nameservers Searches Options',
  PodDNSConfigOption: 'Name Value',
  PodResourceClaim: 'Name ResourceClaimName ResourceClaimTemplateName',
  PodSecurityContext:
    'HostNetwork HostPID HostIPC ShareProcessNamespace HostUsers SELinuxOptions WindowsOptions RunAsUser RunAsGroup RunAsNonRoot SupplementalGroups SupplementalGroupsPolicy FSGroup FSGroupChangePolicy Sysctls SeccompProfile AppArmorProfile SELinuxChangePolicy',
  PodSpec:
    'Volumes InitContainers Containers EphemeralContainers RestartPolicy TerminationGracePeriodSeconds ActiveDeadlineSeconds DNSPolicy NodeSelector ServiceAccountName AutomountServiceAccountToken NodeName SecurityContext ImagePullSecrets Hostname Subdomain SetHostnameAsFQDN Affinity SchedulerName Tolerations HostAliases PriorityClassName Priority PreemptionPolicy DNSConfig ReadinessGates RuntimeClassName Overhead EnableServiceLinks TopologySpreadConstraints OS SchedulingGates ResourceClaims Resources HostnameOverride SchedulingGroup',
  PodTemplateSpec: 'Metadata Spec',
  PreferredSchedulingTerm: 'Weight Preference',
  Probe:
    'Exec HTTPGet TCPSocket GRPC InitialDelaySeconds TimeoutSeconds PeriodSeconds SuccessThreshold FailureThreshold TerminationGracePeriodSeconds',
  ProjectedVolumeSource: 'Sources DefaultMode',
  ResourceClaim: 'Name Request',
  ResourceFieldSelector: 'ContainerName Resource Divisor',
  ResourceRequirements: 'Limits Requests Claims',
  SELinuxOptions: 'User Role Type Level',
  SeccompProfile: 'Type LocalhostProfile',
  SecretEnvSource: 'Name Optional',
  SecretKeySelector: 'Name Key Optional',
  SecretProjection: 'Name Items Optional',
  SecretVolumeSource: 'SecretName Items DefaultMode Optional',
  SecurityContext:
    'Capabilities Privileged SELinuxOptions WindowsOptions RunAsUser RunAsGroup RunAsNonRoot ReadOnlyRootFilesystem AllowPrivilegeEscalation ProcMount SeccompProfile AppArmorProfile',
  ServiceAccountTokenProjection: 'Audience ExpirationSeconds Path',
  Sysctl: 'Name Value',
  TCPSocketAction: 'Port Host',
  Taint: 'Key Value Effect TimeAdded',
  Toleration: 'Key Operator Value Effect TolerationSeconds',
  TopologySpreadConstraint:
    'MaxSkew TopologyKey WhenUnsatisfiable LabelSelector MinDomains NodeAffinityPolicy NodeTaintsPolicy MatchLabelKeys',
  Volume:
    'Name HostPath EmptyDir GCEPersistentDisk AWSElasticBlockStore GitRepo Secret NFS ISCSI Glusterfs PersistentVolumeClaim RBD Quobyte FlexVolume Cinder CephFS Flocker DownwardAPI FC AzureFile ConfigMap VsphereVolume AzureDisk PhotonPersistentDisk Projected PortworxVolume ScaleIO StorageOS CSI Ephemeral Image',
  VolumeDevice: 'Name DevicePath',
  VolumeMount: 'Name ReadOnly RecursiveReadOnly MountPath SubPath MountPropagation SubPathExpr',
  VolumeProjection: 'Secret DownwardAPI ConfigMap ServiceAccountToken ClusterTrustBundle PodCertificate',
  WeightedPodAffinityTerm: 'Weight PodAffinityTerm',
  WindowsSecurityContextOptions: 'GMSACredentialSpecName GMSACredentialSpec RunAsUserName HostProcess',
};

/** What a pod's spec says of its host is kept in its security context. */
const HOST_FLAGS = ['hostNetwork', 'hostPID', 'hostIPC', 'shareProcessNamespace', 'hostUsers'];

function hostFlagsMoved(spec: Fields | undefined): Fields | undefined {
  if (!spec) return spec;
  const flags = Object.fromEntries(
    HOST_FLAGS.filter((flag) => spec[flag] !== undefined).map((flag) => [flag, spec[flag]]),
  );
  const context = spec['securityContext'] as Fields | undefined;
  return Object.keys(flags).length === 0 ? spec : { ...spec, securityContext: { ...flags, ...context } };
}

const layouts = new Map<string, readonly Slot[]>();

function layoutOf(definition: string): readonly Slot[] {
  const known = layouts.get(definition);
  if (known) return known;
  const facts =
    definition === 'PodSecurityContext'
      ? { ...definitionOf('PodSpec'), ...definitionOf(definition) }
      : (definitionOf(definition) ?? {});
  const byLetters = new Map(Object.keys(facts).map((name) => [name.toLowerCase(), name]));
  const pointers = new Set(`${goFacts[definition]?.pointers ?? ''} shareProcessNamespace hostUsers`.split(' '));
  const always = new Set((goFacts[definition]?.always ?? '').split(' '));
  const names =
    ORDER[definition]?.split(' ') ?? Object.keys(facts).map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const layout = names.map((go): Slot => {
    const json = byLetters.get(go.toLowerCase()) ?? go;
    const type = facts[json]?.type ?? 'string';
    if (type === '#ObjectMeta') return { go, json, kind: 'object-meta', type };
    const nullable =
      pointers.has(json) || /^(\[\]|\{\}|bytes|any|time)/.test(type) || (type.startsWith('#') && !always.has(json));
    return { go, json, kind: nullable || (type === 'quantity' && !always.has(json)) ? 'nullable' : 'value', type };
  });
  layouts.set(definition, layout);
  return layout;
}

function zeroOf(kind: Kind, type: string): unknown {
  if (kind === 'nullable') return null;
  if (type.startsWith('#')) return internalForm(type.slice(1), undefined);
  if (type === 'boolean') return false;
  if (type === 'string') return '';
  return type === 'quantity' ? '0' : 0;
}

function formOf(type: string, value: unknown): unknown {
  if (type.startsWith('[]')) return (value as readonly unknown[]).map((element) => formOf(type.slice(2), element));
  if (type.startsWith('{}')) return sorted(value as Fields);
  if (type === '#LabelSelector') return selectorForm(value as Fields);
  return type.startsWith('#') ? internalForm(type.slice(1), value as object) : value;
}

function sorted(map: Fields): Fields {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The types of apimachinery have tags: their names are those of the API, and what is empty is left out. */
function selectorForm({ matchLabels, matchExpressions }: Fields): Fields {
  const out: Record<string, unknown> = {};
  if (matchLabels && Object.keys(matchLabels).length > 0) out['matchLabels'] = sorted(matchLabels as Fields);
  const requirements = (matchExpressions ?? []) as readonly Fields[];
  if (requirements.length > 0)
    out['matchExpressions'] = requirements.map(({ key, operator, values }) => ({
      key,
      operator,
      ...((values as readonly unknown[] | undefined)?.length ? { values } : {}),
    }));
  return out;
}

const META =
  'name generateName namespace selfLink uid resourceVersion generation creationTimestamp deletionTimestamp deletionGracePeriodSeconds labels annotations ownerReferences finalizers managedFields'.split(
    ' ',
  );

function metaForm(meta: Fields | undefined): Fields {
  const out: Record<string, unknown> = {};
  for (const field of META) {
    const value = meta?.[field];
    if (value !== undefined && value !== null)
      out[field] = field === 'labels' || field === 'annotations' ? sorted(value as Fields) : value;
  }
  return out;
}
