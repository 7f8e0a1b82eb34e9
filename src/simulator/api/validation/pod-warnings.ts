import { asInt64, parseQuantity } from '../../quantity.ts';
import { Path, quote } from '../field-error.ts';
import type {
  NodeSelectorTerm,
  ObjectMeta,
  Pod,
  PodAffinityTerm,
  PodSpec,
  PodTemplateSpec,
  Volume,
} from '../schema/kinds.ts';
import { profileOf, sameProfile } from '../strategies/pod-versions.ts';
import { containersOf, type PlacedContainer } from './container-list.ts';
import { ipWarnings } from './ip-warnings.ts';
import { dns1123Label, labelValue } from './names.ts';
import { APPARMOR, SECCOMP_OF_CONTAINER, SECCOMP_OF_POD } from './pod-annotations.ts';
import { portWarnings } from './port-warnings.ts';
import { volumePathWarnings } from './volume-path-warnings.ts';
import type { Warning } from './warning.ts';

/**
 * What the API server warns of in a new Pod or, without the name, in a changed one.
 * @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go WarningsOnCreate, pkg/api/pod/warnings.go GetWarningsForPod
 */
export function podWarnings(pod: Pod, before: Pod | undefined): Warning[] {
  const complaints = before ? [] : dns1123Label(pod.metadata.name);
  const name =
    complaints.length === 0
      ? []
      : [{ text: `metadata.name: ${HOSTNAME}: [${complaints.join(' ')}]`, code: 'name-not-for-hostname' }];
  return [...name, ...podSpecWarnings(pod.spec, Path.root('spec'), pod.metadata, Path.root('metadata'), 'pod')];
}

const HOSTNAME =
  "this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";

/** @param at - where the template stands @source …/warnings.go GetWarningsForPodTemplate */
export function podTemplateWarnings(template: PodTemplateSpec, at: Path): Warning[] {
  const spec = template.spec ?? { containers: [] };
  return [...podSpecWarnings(spec, at.field('spec'), template.metadata ?? {}, at.field('metadata'), 'template')];
}

/** @source …/warnings.go warningsForPodSpecAndMeta, in its order */
function* podSpecWarnings(
  spec: PodSpec,
  at: Path,
  metadata: ObjectMeta,
  metadataAt: Path,
  of: 'pod' | 'template',
): Generator<Warning> {
  const containers = containersOf(spec, at);
  yield* nodeLabelWarnings(spec, at);
  for (const [key, message] of OLD_ANNOTATIONS)
    if (metadata.annotations?.[key] !== undefined) yield `${metadataAt.field('annotations').key(key).text}: ${message}`;
  for (const [i, volume] of (spec.volumes ?? []).entries()) yield* volumeWarnings(volume, at.field('volumes').index(i));
  yield* volumePathWarnings(spec.volumes ?? []);
  yield* repeated(spec.hostAliases ?? [], 'ip', at.field('hostAliases'));
  yield* repeated(spec.imagePullSecrets ?? [], 'name', at.field('imagePullSecrets'));
  for (const [i, { name }] of (spec.imagePullSecrets ?? []).entries())
    if (!name) yield `${at.field('imagePullSecrets').index(i).field('name').text}: invalid empty name ""`;
  for (const resource of BYTES) yield* fractionWarning(spec.overhead?.[resource], at.field('overhead').key(resource));
  if (!spec.securityContext?.seccompProfile) yield* seccompWarning(metadata, SECCOMP_OF_POD, metadataAt);
  for (const placed of containers) {
    const { name, securityContext } = placed.container;
    if (!securityContext?.seccompProfile) yield* seccompWarning(metadata, SECCOMP_OF_CONTAINER + name, metadataAt);
    if (
      of === 'template' &&
      !securityContext?.appArmorProfile &&
      !isOfPod(metadata.annotations?.[APPARMOR + name], spec)
    )
      yield* appArmorWarning(metadata, name, metadataAt);
    yield* containerWarnings(placed);
  }
  yield* portWarnings(containers);
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0)
    yield `${at.field('terminationGracePeriodSeconds').text}: must be >= 0; negative values are invalid and will be treated as 1`;
  yield* affinityWarnings(spec, at.field('affinity'));
  for (const [i, server] of (spec.dnsConfig?.nameservers ?? []).entries())
    yield* ipWarnings(server, at.field('dnsConfig').field('nameservers').index(i));
  for (const [i, { ip }] of (spec.hostAliases ?? []).entries())
    yield* ipWarnings(ip, at.field('hostAliases').index(i).field('ip'));
}

const NEW_NODE_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
};
const OLD_ANNOTATIONS: readonly [string, string][] = [
  ['scheduler.alpha.kubernetes.io/critical-pod', 'non-functional in v1.16+; use the "priorityClassName" field instead'],
  ['security.alpha.kubernetes.io/sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
  ['security.alpha.kubernetes.io/unsafe-sysctls', 'non-functional in v1.11+; use the "sysctls" field instead'],
];
const GONE_VOLUMES: readonly (readonly [keyof Volume, string, shown?: string])[] = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'deprecated in v1.22, non-functional in v1.25+', 'storageOS'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];
const BYTES = ['memory', 'ephemeral-storage'];
const NO_POD = 'a null labelSelector results in matching no pod';

function deprecatedLabel(key: string): string | undefined {
  return Object.hasOwn(NEW_NODE_LABELS, key) ? NEW_NODE_LABELS[key] : undefined;
}

function* nodeLabelWarnings(spec: PodSpec, at: Path): Generator<string> {
  for (const key in spec.nodeSelector) {
    const message = deprecatedLabel(key);
    if (message) yield `${at.field('nodeSelector').key(key).text}: ${message}`;
  }
  const nodes = spec.affinity?.nodeAffinity;
  const here = at.field('affinity').field('nodeAffinity');
  const required = here.field('requiredDuringSchedulingIgnoredDuringExecution').field('nodeSelectorTerms');
  for (const [i, term] of (nodes?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).entries())
    yield* termWarnings(term, 'required', required.index(i));
  const preferred = here.field('preferredDuringSchedulingIgnoredDuringExecution');
  for (const [i, { preference }] of (nodes?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries())
    yield* termWarnings(preference ?? {}, 'preferred', preferred.index(i).field('preference'));
  for (const [i, { topologyKey, labelSelector }] of (spec.topologySpreadConstraints ?? []).entries()) {
    const place = at.field('topologySpreadConstraints').index(i);
    const message = deprecatedLabel(topologyKey);
    if (message) yield `${place.field('topologyKey').text}: ${topologyKey} is ${message}`;
    if (!labelSelector) yield `${place.field('labelSelector').text}: ${NO_POD}`;
  }
}

/** A preference with a value that no label can have is let through: only warned of. */
function* termWarnings(term: NodeSelectorTerm, kind: 'required' | 'preferred', at: Path): Generator<string> {
  for (const [i, { key, values }] of (term.matchExpressions ?? []).entries()) {
    const here = at.field('matchExpressions').index(i);
    const message = deprecatedLabel(key);
    if (message) yield `${here.field('key').text}: ${key} is ${message}`;
    if (kind === 'preferred')
      for (const [v, value] of (values ?? []).entries())
        for (const complaint of labelValue(value))
          yield `${here.field('values').index(v).text}: ${value} is ${complaint}`;
  }
}

function* volumeWarnings(volume: Volume, at: Path): Generator<Warning> {
  for (const [kind, message, shown] of GONE_VOLUMES)
    if (volume[kind] !== undefined) yield `${at.field(shown ?? kind).text}: ${message}`;
  const template = volume.ephemeral?.volumeClaimTemplate;
  if (template)
    yield* fractionWarning(
      template.spec.resources?.requests?.['storage'],
      at
        .field('ephemeral')
        .field('volumeClaimTemplate')
        .field('spec')
        .field('resources')
        .field('requests')
        .key('storage'),
    );
}

function* repeated<K extends string>(
  items: readonly Readonly<Partial<Record<K, string | undefined>>>[],
  field: K,
  at: Path,
): Generator<string> {
  const seen = new Set<string>();
  for (const [i, item] of items.entries()) {
    const value = item[field] ?? '';
    if (seen.has(value)) yield `${at.index(i).field(field).text}: duplicate ${field} ${quote(value)}`;
    seen.add(value);
  }
}

/** @source kubernetes/kubernetes pkg/api/pod/warnings.go, pkg/api/persistentvolumeclaim/util.go */
export function* fractionWarning(text: string | undefined, at: Path): Generator<Warning> {
  const amount = text === undefined ? undefined : parseQuantity(text);
  if (amount && asInt64(amount, 3) % 1000n !== 0n)
    yield {
      text: `${at.text}: fractional byte value ${quote(amount.canonical)} is invalid, must be an integer`,
      code: 'fractional-bytes',
    };
}

function* seccompWarning(metadata: ObjectMeta, key: string, at: Path): Generator<string> {
  if (metadata.annotations?.[key] !== undefined)
    yield `${at.field('annotations').key(key).text}: non-functional in v1.27+; use the "seccompProfile" field instead`;
}

function* containerWarnings({ container, at }: PlacedContainer): Generator<Warning> {
  for (const resource of BYTES)
    for (const list of ['limits', 'requests'] as const)
      yield* fractionWarning(container.resources?.[list]?.[resource], at.field('resources').field(list).key(resource));
  const seen = new Set<string>();
  for (const [i, { name, value = '', valueFrom }] of (container.env ?? []).entries()) {
    const reference = `$(${name})`;
    if (seen.has(name) && (valueFrom || value === reference || !value.includes(reference)))
      yield {
        text: `${at.field('env').index(i).text}: hides previous definition of ${quote(name)}, which may be dropped when using apply`,
        code: 'env-name-twice',
      };
    seen.add(name);
  }
}

function* affinityWarnings(spec: PodSpec, at: Path): Generator<string> {
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const affinity = spec.affinity?.[kind];
    const required = at.field(kind).field('requiredDuringSchedulingIgnoredDuringExecution');
    for (const [i, term] of (affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries())
      yield* selectorWarning(term, required.index(i));
    const preferred = at.field(kind).field('preferredDuringSchedulingIgnoredDuringExecution');
    for (const [i, { podAffinityTerm }] of (affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []).entries())
      yield* selectorWarning(podAffinityTerm, preferred.index(i).field('podAffinityTerm'));
  }
}

function* selectorWarning(term: PodAffinityTerm | undefined, at: Path): Generator<string> {
  if (!term?.labelSelector) yield `${at.field('labelSelector').text}: ${NO_POD}`;
}

/**
 * The old annotation is told of where it says something of its own, even if the Pod is then refused.
 * @source pkg/registry/core/pod/strategy.go applyAppArmorVersionSkew
 */
export function appArmorWarnings({ metadata, spec }: Pod): string[] {
  if (spec.os?.name === 'windows') return [];
  return containersOf(spec, Path.root('spec')).flatMap(({ container }) =>
    container.securityContext?.appArmorProfile || isOfPod(metadata.annotations?.[APPARMOR + container.name], spec)
      ? []
      : [...appArmorWarning(metadata, container.name, Path.root('metadata'))],
  );
}

/** Whether an annotation says what the pod's own field says. */
function isOfPod(annotation: string | undefined, { securityContext }: PodSpec): boolean {
  const profile = profileOf(annotation);
  return profile !== undefined && sameProfile(profile, securityContext?.appArmorProfile);
}

function* appArmorWarning(metadata: ObjectMeta, container: string, at: Path): Generator<string> {
  const key = APPARMOR + container;
  if (metadata.annotations?.[key] !== undefined)
    yield `${at.field('annotations').key(key).text}: deprecated since v1.30; use the "appArmorProfile" field instead`;
}
