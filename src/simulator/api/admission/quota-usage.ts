import type { Clock } from '../../clock.ts';
import { qosClass } from '../../pod/qos.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { qualified, resourceOf } from '../resources.ts';
import type {
  KubeObject,
  PersistentVolumeClaim,
  Pod,
  PodAffinityTerm,
  ResourceQuota,
  ScopedResourceSelectorRequirement,
  Service,
} from '../schema/kinds.ts';
import { podResources } from './pod-resources.ts';
import { addResources, count, readResources, type ResourceList } from './resource-list.ts';

const ONE = count(1);

/** Kinds that a quota also counts by their bare plural: "configmaps" beside "count/configmaps". */
const COUNTED_BY_NAME: ReadonlySet<string> = new Set([
  'ConfigMap',
  'PersistentVolumeClaim',
  'ReplicationController',
  'ResourceQuota',
  'Secret',
  'Service',
]);

/**
 * What an object takes from a quota, by the names that quotas use.
 * @source kubernetes/kubernetes pkg/quota/v1/evaluator/core/{pods,services,persistent_volume_claims}.go, staging/src/k8s.io/apiserver/pkg/quota/v1/generic/evaluator.go
 */
export function quotaUsage(object: KubeObject, clock: Clock): ResourceList {
  const resource = resourceOf(object.kind);
  const usage = new Map([[`count/${qualified(resource)}`, ONE]]);
  if (COUNTED_BY_NAME.has(object.kind)) usage.set(resource.plural, ONE);
  switch (object.kind) {
    case 'Pod':
      return isOver(object, clock) ? usage : addResources(usage, podUsage(object));
    case 'Service':
      return addResources(usage, serviceUsage(object));
    case 'PersistentVolumeClaim':
      return addResources(usage, claimUsage(object));
    default:
      return usage;
  }
}

/** Whether a quota says anything about the resource names that this kind uses. */
export function concernsKind(kind: KubeObject['kind'], name: string): boolean {
  const resource = resourceOf(kind);
  if (name === `count/${qualified(resource)}`) return true;
  if (kind === 'Pod') return isPodResource(name);
  if (kind === 'Service')
    return name === 'services' || name === 'services.nodeports' || name === 'services.loadbalancers';
  if (kind === 'PersistentVolumeClaim')
    return name === 'persistentvolumeclaims' || name === 'requests.storage' || name.includes(CLASS_INFIX);
  return COUNTED_BY_NAME.has(kind) && name === resource.plural;
}

/** Whether all of a quota's scopes hold for the object; only pods have scopes. */
export function matchesScopes(quota: ResourceQuota, object: KubeObject): boolean {
  const selectors = [
    ...(quota.spec.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(quota.spec.scopeSelector?.matchExpressions ?? []),
  ];
  return selectors.every((selector) => object.kind === 'Pod' && matchesScope(selector, object));
}

/** Succeeded and Failed pods use nothing any more, nor does one whose grace period is over. */
function isOver({ metadata, status }: Pod, clock: Clock): boolean {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return true;
  if (!metadata.deletionTimestamp || metadata.deletionGracePeriodSeconds === undefined) return false;
  const gone = parseTimestamp(metadata.deletionTimestamp);
  return gone !== undefined && clock.epoch + clock.now > gone;
}

const PLAIN = ['cpu', 'memory', 'ephemeral-storage'];
const POD_RESOURCES: ReadonlySet<string> = new Set([
  'pods',
  ...PLAIN.flatMap((name) => [name, `requests.${name}`, `limits.${name}`]),
]);

const isPodResource = (name: string): boolean =>
  POD_RESOURCES.has(name) ||
  name.startsWith('hugepages-') ||
  name.startsWith('requests.hugepages-') ||
  (name.startsWith('requests.') && name.includes('/') && !name.includes('kubernetes.io/'));

const podUsage = (pod: Pod): ResourceList => usageOf(podResources(pod, 'requests'), podResources(pod, 'limits'));

/** The names under which requests and limits are charged: a bare "cpu" means the request. */
export function usageOf(requests: ResourceList, limits: ResourceList): ResourceList {
  const usage = new Map([['pods', ONE]]);
  for (const [name, amount] of requests) {
    if (PLAIN.includes(name) || name.startsWith('hugepages-')) {
      usage.set(name, amount);
      usage.set(`requests.${name}`, amount);
    } else if (name.includes('/') && !name.includes('kubernetes.io/')) usage.set(`requests.${name}`, amount);
  }
  for (const [name, amount] of limits) if (PLAIN.includes(name)) usage.set(`limits.${name}`, amount);
  return usage;
}

function serviceUsage({ spec }: Service): ResourceList {
  const ports = spec.ports ?? [];
  const balanced = spec.type === 'LoadBalancer';
  const taken =
    balanced && spec.allocateLoadBalancerNodePorts === false ? ports.filter((port) => port.nodePort) : ports;
  return new Map([
    ['services.loadbalancers', count(balanced ? 1 : 0)],
    ['services.nodeports', count(balanced || spec.type === 'NodePort' ? taken.length : 0)],
  ]);
}

const CLASS_INFIX = '.storageclass.storage.k8s.io/';

function claimUsage({ metadata, spec }: PersistentVolumeClaim): ResourceList {
  const storageClass = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? spec.storageClassName;
  const storage = readResources(spec.resources?.requests).get('storage');
  const usage = new Map<string, typeof ONE>();
  if (storageClass) usage.set(`${storageClass}${CLASS_INFIX}persistentvolumeclaims`, ONE);
  if (!storage) return usage;
  usage.set('requests.storage', storage);
  if (storageClass) usage.set(`${storageClass}${CLASS_INFIX}requests.storage`, storage);
  return usage;
}

function matchesScope({ scopeName, operator, values }: ScopedResourceSelectorRequirement, { spec }: Pod): boolean {
  switch (scopeName) {
    case 'Terminating':
      return (spec.activeDeadlineSeconds ?? -1) >= 0;
    case 'NotTerminating':
      return (spec.activeDeadlineSeconds ?? -1) < 0;
    case 'BestEffort':
      return qosClass(spec) === 'BestEffort';
    case 'NotBestEffort':
      return qosClass(spec) !== 'BestEffort';
    case 'PriorityClass': {
      const name = spec.priorityClassName;
      if (operator === 'Exists') return !!name;
      if (operator === 'DoesNotExist') return !name;
      const listed = !!name && (values ?? []).includes(name);
      return operator === 'In' ? listed : !listed;
    }
    case 'CrossNamespacePodAffinity':
      return affinityTerms(spec).some((term) => term.namespaces?.length || term.namespaceSelector !== undefined);
    default:
      return false;
  }
}

const affinityTerms = ({ affinity }: Pod['spec']): readonly PodAffinityTerm[] =>
  [affinity?.podAffinity, affinity?.podAntiAffinity].flatMap((half) => [
    ...(half?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(half?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((weighted) => weighted.podAffinityTerm),
  ]);
