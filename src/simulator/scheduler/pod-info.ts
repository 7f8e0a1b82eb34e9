import type { Pod, PodAffinityTerm, WeightedPodAffinityTerm } from '../api/schema/kinds.ts';
import { podPlacedRequests, podRequests, podScoredRequests, type Resources } from '../pod/requests.ts';
import { matchesSelector, type Labels } from '../selector.ts';
import { keyOf } from '../store.ts';

/** A pod with what the scheduler reads off it again and again. */
export interface PodInfo {
  /** The latest version; what else stands here does not change with it. */
  pod: Pod;
  /** "namespace/name" */
  readonly key: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly priority: number;
  readonly requests: Resources;
  /** With the assumed amounts for what is not asked: on its node, and while it is placed. */
  readonly scoredRequests: Pick<Resources, 'milliCpu' | 'memory'>;
  readonly placedRequests: Pick<Resources, 'milliCpu' | 'memory'>;
  readonly hostPorts: readonly HostPort[];
  /** In the order of its volumes. */
  readonly claims: readonly ClaimUse[];
  readonly requiredAffinity: readonly AffinityTerm[];
  readonly requiredAntiAffinity: readonly AffinityTerm[];
  readonly preferredAffinity: readonly AffinityTerm[];
  readonly preferredAntiAffinity: readonly AffinityTerm[];
  /** What a pod's fellows are told from it by: equal for pods that no affinity or spreading can tell apart. */
  readonly classKey: string;
}

export interface HostPort {
  readonly ip: string;
  readonly protocol: string;
  readonly port: number;
}

/** A PersistentVolumeClaim in the pod's namespace. */
export interface ClaimUse {
  readonly name: string;
  /** Made for the pod from a template in it. */
  readonly isEphemeral: boolean;
}

/** A PodAffinityTerm, whose namespaces are the pod's own where it names none. */
export interface AffinityTerm {
  readonly term: PodAffinityTerm;
  readonly namespaces: readonly string[];
  readonly topologyKey: string;
  /** 1 … 100 for preferred terms; 0 for required ones. */
  readonly weight: number;
}

/** What the scheduler reads of a pod over and over, worked out once. @source kubernetes/kubernetes pkg/scheduler/framework/types.go NewPodInfo */
export function podInfo(pod: Pod): PodInfo {
  const namespace = pod.metadata.namespace ?? 'default';
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const required = (terms: readonly PodAffinityTerm[] | undefined): AffinityTerm[] =>
    (terms ?? []).map((term) => affinityTerm(term, namespace, 0));
  const preferred = (terms: readonly WeightedPodAffinityTerm[] | undefined): AffinityTerm[] =>
    (terms ?? []).map(({ weight, podAffinityTerm }) => affinityTerm(podAffinityTerm, namespace, weight));
  return {
    pod,
    key: keyOf(pod),
    namespace,
    labels: pod.metadata.labels ?? NO_LABELS,
    priority: pod.spec.priority ?? 0,
    requests: podRequests(pod),
    scoredRequests: podScoredRequests(pod),
    placedRequests: podPlacedRequests(pod),
    hostPorts: hostPorts(pod),
    claims: claimsOf(pod),
    requiredAffinity: required(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAntiAffinity: required(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferredAffinity: preferred(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAntiAffinity: preferred(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    classKey: classKey(pod, namespace),
  };
}

/**
 * @param namespaceLabels - labels of the other pod's namespace
 * @source kubernetes/kubernetes staging/src/k8s.io/kube-scheduler/framework/types.go AffinityTerm.Matches
 */
export function termMatches(
  term: AffinityTerm,
  other: Pick<PodInfo, 'namespace' | 'labels'>,
  namespaceLabels: (namespace: string) => Labels,
): boolean {
  const inNamespace =
    term.namespaces.includes(other.namespace) ||
    matchesSelector(term.term.namespaceSelector, namespaceLabels(other.namespace));
  return inNamespace && matchesSelector(term.term.labelSelector, other.labels);
}

const NO_LABELS: Labels = {};
const NO_CLAIMS: readonly ClaimUse[] = [];

function affinityTerm(term: PodAffinityTerm, own: string, weight: number): AffinityTerm {
  const namespaces = term.namespaces?.length || term.namespaceSelector ? (term.namespaces ?? []) : [own];
  return { term, namespaces, topologyKey: term.topologyKey, weight };
}

/** Ports on the node that containers and sidecars ask for. @source kubernetes/kubernetes pkg/scheduler/util/utils.go GetHostPorts */
function hostPorts({ spec }: Pod): HostPort[] {
  const found: HostPort[] = [];
  const sidecars = (spec.initContainers ?? []).filter((c) => c.restartPolicy === 'Always');
  for (const container of [...spec.containers, ...sidecars])
    for (const { hostPort, hostIP, protocol } of container.ports ?? [])
      if (hostPort) found.push({ ip: hostIP || '0.0.0.0', protocol: protocol ?? 'TCP', port: hostPort });
  return found;
}

function claimsOf({ metadata, spec }: Pod): readonly ClaimUse[] {
  let claims: ClaimUse[] | undefined;
  for (const { name, persistentVolumeClaim, ephemeral } of spec.volumes ?? []) {
    if (persistentVolumeClaim) (claims ??= []).push({ name: persistentVolumeClaim.claimName, isEphemeral: false });
    else if (ephemeral) (claims ??= []).push({ name: `${metadata.name}-${name}`, isEphemeral: true });
  }
  return claims ?? NO_CLAIMS;
}

function classKey(pod: Pod, namespace: string): string {
  const { podAffinity, podAntiAffinity } = pod.spec.affinity ?? {};
  const ends = pod.metadata.deletionTimestamp ? 'ending' : '';
  const affinity = podAffinity || podAntiAffinity ? JSON.stringify([podAffinity, podAntiAffinity]) : '';
  return `${namespace} ${ends} ${JSON.stringify(pod.metadata.labels ?? NO_LABELS)} ${affinity}`;
}
