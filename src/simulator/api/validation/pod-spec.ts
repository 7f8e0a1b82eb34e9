import {
  coded,
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notFound,
  notSupported,
  required,
  tooLong,
  type Errors,
  type Path,
} from '../field-error.ts';
import type { PodDNSConfig, PodSpec } from '../schema/kinds.ts';
import { validateAffinity } from './affinity.ts';
import { containersOf } from './container-list.ts';
import { validateContainers, validateEphemeralContainers, validateInitContainers } from './containers.ts';
import { validateStrictIp } from './address-range.ts';
import { validateLabels } from './metadata.ts';
import {
  between,
  byteLength,
  dns1123Label,
  dns1123Subdomain,
  dns1123SubdomainWithUnderscore,
  qualifiedName,
  type Complaints,
} from './names.ts';
import { validateOwnResources } from './pod-level-resources.ts';
import { validateResourceClaims } from './pod-resource-claims.ts';
import { validateOverhead } from './resource-requirements.ts';
import { validateHostUsers, validatePodSecurityContext } from './security-context.ts';
import { validateTolerations } from './tolerations.ts';
import { validateTopologySpread } from './topology-spread.ts';
import { validateVolumes, type VolumeContext } from './volumes.ts';
import { validateHostProcesses, validateOs } from './windows.ts';

const MAX_INT32 = 2_147_483_647;

/**
 * Everything a pod's spec has to be, in the order in which the API server says it.
 * @param context - whether it is a Pod's own or a template's, and the Pod's name
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodSpec
 */
export function* validatePodSpec(spec: PodSpec, at: Path, context: VolumeContext): Errors {
  if (spec.terminationGracePeriodSeconds === undefined) yield required(at.field('terminationGracePeriodSeconds'));
  const volumes = yield* validateVolumes(spec.volumes ?? [], at.field('volumes'), context);
  const claims = new Set((spec.resourceClaims ?? []).map(({ name }) => name).filter(Boolean));
  yield* validateResourceClaims(spec.resourceClaims ?? [], at.field('resourceClaims'));
  const parts = { spec, volumes, claims };
  yield* validateContainers(parts, at.field('containers'));
  yield* validateInitContainers(parts, at.field('initContainers'));
  yield* validateEphemeralContainers(parts, at.field('ephemeralContainers'));
  if (spec.resources) yield* validateOwnResources(spec, spec.resources, claims, at.field('resources'));
  if (spec.hostNetwork) yield* portsOfTheHost(spec, at.field('containers'), context);
  for (const error of oneOf(spec.restartPolicy, RESTART_POLICIES, at.field('restartPolicy')))
    yield coded('restart-policy-unknown', error);
  yield* oneOf(spec.dnsPolicy, DNS_POLICIES, at.field('dnsPolicy'));
  yield* validateLabels(spec.nodeSelector, at.field('nodeSelector'));
  yield* validatePodSecurityContext(spec, at.field('securityContext'));
  yield* validateAffinity(spec.affinity, at.field('affinity'));
  yield* validateDns(spec.dnsConfig, spec.dnsPolicy, at.field('dnsConfig'));
  for (const [i, gate] of (spec.readinessGates ?? []).entries())
    yield* named(gate.conditionType ?? '', qualifiedName, at.field('readinessGates').index(i).field('conditionType'));
  yield* validateSchedulingGates(spec, at.field('schedulingGates'));
  yield* validateTopologySpread(spec.topologySpreadConstraints ?? [], at.field('topologySpreadConstraints'));
  yield* validateHostProcesses(spec, at);
  yield* validateHostUsers(spec, at);
  yield* validateHostnameOverride(spec, at.field('hostnameOverride'));
  yield* named(spec.serviceAccountName, dns1123Subdomain, at.field('serviceAccountName'));
  yield* named(spec.nodeName, dns1123Subdomain, at.field('nodeName'));
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32))
    yield invalid(at.field('activeDeadlineSeconds'), deadline, between(1, MAX_INT32));
  yield* named(spec.hostname, dns1123Label, at.field('hostname'));
  yield* named(spec.subdomain, dns1123Label, at.field('subdomain'));
  yield* validateTolerations(spec.tolerations ?? [], at.field('tolerations'));
  yield* validateHostAliases(spec, at.field('hostAliases'));
  yield* named(spec.priorityClassName, dns1123Subdomain, at.field('priorityClassName'));
  if (spec.runtimeClassName !== undefined)
    yield* invalidFor(at.field('runtimeClassName'), spec.runtimeClassName, dns1123Subdomain(spec.runtimeClassName));
  if (spec.preemptionPolicy !== undefined)
    yield* oneOf(spec.preemptionPolicy, PREEMPTION_POLICIES, at.field('preemptionPolicy'));
  if (spec.overhead) yield* validateOverhead(spec.overhead, at.field('overhead'));
  yield* validateOs(spec, at);
  yield* validateFileKeyVolumes(spec, at);
}

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PREEMPTION_POLICIES = ['PreemptLowerPriority', 'Never'];

function* oneOf(value: string | undefined, supported: readonly string[], at: Path): Errors {
  if (!value) yield required(at);
  else if (!supported.includes(value)) yield notSupported(at, value, supported);
}

function* named(name: string | undefined, form: (name: string) => Complaints, at: Path): Errors {
  if (name !== undefined && (name !== '' || form === qualifiedName)) yield* invalidFor(at, name, form(name));
}

/** On the host's network a container's port is the node's. @source …/validation.go validatePodHostNetworkDeps */
function* portsOfTheHost(spec: PodSpec, at: Path, { of }: VolumeContext): Errors {
  for (const [c, container] of (spec.containers ?? []).entries())
    for (const [p, { hostPort = 0, containerPort = 0 }] of (container.ports ?? []).entries())
      if ((of === 'pod' || hostPort !== 0) && hostPort !== containerPort)
        yield invalid(
          at.index(c).field('ports').index(p).field('hostPort'),
          hostPort,
          'must match `containerPort` when `hostNetwork` is true',
        );
}

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;

/** The limits are the C library's. @source …/validation.go validatePodDNSConfig */
function* validateDns(config: PodDNSConfig | undefined, policy: string | undefined, at: Path): Errors {
  if (policy === 'None') {
    if (!config) return yield required(at, 'must provide `dnsConfig` when `dnsPolicy` is None');
    if (!config.nameservers?.length)
      return yield required(
        at.field('nameservers'),
        'must provide at least one DNS nameserver when `dnsPolicy` is None',
      );
  }
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  if (nameservers.length > MOST_NAMESERVERS)
    yield invalid(at.field('nameservers'), nameservers, `must not have more than ${MOST_NAMESERVERS} nameservers`);
  for (const [i, server] of nameservers.entries()) yield* validateStrictIp(server, at.field('nameservers').index(i));
  if (searches.length > MOST_SEARCHES)
    yield invalid(at.field('searches'), searches, `must not have more than ${MOST_SEARCHES} search paths`);
  if (byteLength(searches.join(' ')) > LONGEST_SEARCHES)
    yield invalid(
      at.field('searches'),
      searches,
      `must not have more than ${LONGEST_SEARCHES} characters (including spaces) in the search list`,
    );
  for (const [i, search] of searches.entries()) {
    const domain = search.endsWith('.') ? search.slice(0, -1) : search;
    if (search !== '.')
      yield* invalidFor(at.field('searches').index(i), domain, dns1123SubdomainWithUnderscore(domain));
  }
  for (const [i, option] of options.entries())
    if (!option.name) yield required(at.field('options').index(i), 'must not be empty');
}

function* validateSchedulingGates(spec: PodSpec, at: Path): Errors {
  const seen = new Set<string>();
  for (const [i, { name = '' }] of (spec.schedulingGates ?? []).entries()) {
    yield* invalidFor(at.index(i), name, qualifiedName(name));
    if (seen.has(name)) yield duplicate(at.index(i), name);
    seen.add(name);
  }
}

function* validateHostAliases(spec: PodSpec, at: Path): Errors {
  for (const [i, { ip = '', hostnames = [] }] of (spec.hostAliases ?? []).entries()) {
    yield* validateStrictIp(ip, at.index(i).field('ip'));
    for (const [h, name] of hostnames.entries())
      yield* invalidFor(at.index(i).field('hostnames').index(h), name, dns1123Subdomain(name));
  }
}

/** 64 characters are what the kernel's hostname holds. @source …/validation.go validatePodHostName */
function* validateHostnameOverride(
  { hostnameOverride: name, setHostnameAsFQDN, hostNetwork }: PodSpec,
  at: Path,
): Errors {
  if (name === undefined) return;
  if (setHostnameAsFQDN) yield forbidden(at, 'may not be specified when setHostnameAsFQDN is true');
  if (hostNetwork) yield forbidden(at, 'may not be specified when hostNetwork is true');
  if (byteLength(name) > 64) yield tooLong(at, 64);
  yield* invalidFor(at, name, dns1123Subdomain(name));
}

/** A variable is read from a file of a volume that the pod itself fills. @source …/validation.go validateFileKeyRefVolumes */
function* validateFileKeyVolumes(spec: PodSpec, at: Path): Errors {
  const volumes = new Map((spec.volumes ?? []).map((volume) => [volume.name ?? '', volume]));
  for (const { container, at: here } of containersOf(spec, at))
    for (const [i, { valueFrom }] of (container.env ?? []).entries()) {
      if (!valueFrom?.fileKeyRef) continue;
      const name = valueFrom.fileKeyRef.volumeName ?? '';
      const volumeName = here.field('env').index(i).field('valueFrom').field('fileKeyRef').field('volumeName');
      const volume = volumes.get(name);
      if (!volume) yield notFound(volumeName, name);
      else if (!volume.emptyDir) yield invalid(volumeName, name, 'referenced volume must be of type emptyDir');
    }
}
