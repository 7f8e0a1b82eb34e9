import type { LabelSelector, TopologySpreadConstraint } from '../api/schema/kinds.ts';
import { matchesSelector } from '../selector.ts';
import type { NodeInfo } from './node-info.ts';
import { hasRequiredNodeAffinity } from './node-selector.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';
import { FORBIDDING, untoleratedTaint } from './tolerations.ts';

/** A TopologySpreadConstraint with its defaults; a pod counts where it matches every selector. */
export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly selectors: readonly (LabelSelector | undefined)[];
  readonly nodeAffinityPolicy: string;
  readonly nodeTaintsPolicy: string;
}

/**
 * The pod's own constraints of one sort. Labels that matchLabelKeys names are taken from the pod.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/podtopologyspread/common.go filterTopologySpreadConstraints
 */
export function ownConstraints({ pod, labels }: PodInfo, sort: 'DoNotSchedule' | 'ScheduleAnyway'): SpreadConstraint[] {
  const constraints: SpreadConstraint[] = [];
  for (const constraint of pod.spec.topologySpreadConstraints ?? []) {
    if (constraint.whenUnsatisfiable !== sort) continue;
    const keyed = Object.fromEntries(
      (constraint.matchLabelKeys ?? []).flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])),
    );
    constraints.push(spreadConstraint(constraint, [constraint.labelSelector, { matchLabels: keyed }]));
  }
  return constraints;
}

/** What pods without constraints of their own are spread by, if a Service or an owner has them. @source kubernetes/kubernetes pkg/scheduler/framework/plugins/podtopologyspread/plugin.go systemDefaultConstraints */
export function defaultConstraints(pod: PodInfo, cluster: Snapshot): SpreadConstraint[] {
  const selectors = cluster.lookups.workloadSelectors(pod);
  if (selectors.length === 0) return [];
  return [
    spreadConstraint({ topologyKey: 'kubernetes.io/hostname', maxSkew: 3 }, selectors),
    spreadConstraint({ topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 }, selectors),
  ];
}

export const selects = ({ selectors }: SpreadConstraint, pod: Pick<PodInfo, 'labels'>): boolean =>
  selectors.every((selector) => matchesSelector(selector, pod.labels));

/** A node without one of the keys stands in no domain. */
export function hasKeys({ labels }: NodeInfo, constraints: readonly SpreadConstraint[]): boolean {
  for (const { topologyKey } of constraints) if (labels[topologyKey] === undefined) return false;
  return true;
}

/** Whether the constraint's node affinity and taint policies let the node count. */
export function isCounted(
  constraint: SpreadConstraint,
  { pod: { spec } }: PodInfo,
  { node, taints }: NodeInfo,
): boolean {
  if (constraint.nodeAffinityPolicy === 'Honor' && !hasRequiredNodeAffinity(spec, node)) return false;
  return constraint.nodeTaintsPolicy !== 'Honor' || !untoleratedTaint(taints, spec.tolerations, FORBIDDING);
}

/** The pods on each node that the constraint selects: of the pod's namespace, and not on their way out. */
export function countedPods(
  pod: PodInfo,
  constraint: SpreadConstraint,
  cluster: Snapshot,
): ReadonlyMap<NodeInfo, number> {
  const counts = new Map<NodeInfo, number>();
  for (const { example, terminating, nodes } of cluster.classes) {
    if (terminating || example.namespace !== pod.namespace || !selects(constraint, example)) continue;
    for (const [node, pods] of nodes) counts.set(node, (counts.get(node) ?? 0) + pods);
  }
  return counts;
}

function spreadConstraint(
  constraint: Pick<
    TopologySpreadConstraint,
    'topologyKey' | 'maxSkew' | 'minDomains' | 'nodeAffinityPolicy' | 'nodeTaintsPolicy'
  >,
  selectors: SpreadConstraint['selectors'],
): SpreadConstraint {
  const { topologyKey, maxSkew, minDomains, nodeAffinityPolicy, nodeTaintsPolicy } = constraint;
  return {
    topologyKey,
    maxSkew,
    minDomains: minDomains ?? 1,
    selectors,
    nodeAffinityPolicy: nodeAffinityPolicy ?? 'Honor',
    nodeTaintsPolicy: nodeTaintsPolicy ?? 'Ignore',
  };
}
