import { sameJson } from '../../api/same-json.ts';
import { isLabelledAnew, nodeAfter, toleratesOther, type ClusterEvent } from '../cluster-event.ts';
import { pass, unresolvable, unschedulable, type FilterPlugin, type NodeFilter } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import {
  countedPods,
  hasKeys,
  isCounted,
  ownConstraints,
  selects,
  type SpreadConstraint,
} from '../spread-constraint.ts';
import { podTopologySpreadScore } from './pod-topology-spread-score.ts';

/** Matching pods in each domain that counts, for one constraint. */
type Domains = ReadonlyMap<string, number>;

/**
 * DoNotSchedule constraints: with the pod, a domain may not have more matching pods than the emptiest one and maxSkew.
 * With fewer than minDomains domains the emptiest counts as 0.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/podtopologyspread/filtering.go; recorded: spread/*
 */
export const podTopologySpread: FilterPlugin & typeof podTopologySpreadScore = {
  ...podTopologySpreadScore,
  preFilter(pod, cluster) {
    const constraints = ownConstraints(pod, 'DoNotSchedule');
    if (constraints.length === 0) return 'skip';
    const nodes = cluster.nodes.filter((node) => hasKeys(node, constraints));
    const domains = constraints.map((constraint) => {
      const pods = countedPods(pod, constraint, cluster);
      const counts = new Map<string, number>();
      for (const node of nodes) {
        if (!isCounted(constraint, pod, node)) continue;
        const value = node.labels[constraint.topologyKey] ?? '';
        counts.set(value, (counts.get(value) ?? 0) + (pods.get(node) ?? 0));
      }
      return counts;
    });
    return nodeFilter(pod, constraints, domains);
  },
  mayHelp,
};

function nodeFilter(
  pod: PodInfo,
  constraints: readonly SpreadConstraint[],
  domains: readonly Map<string, number>[],
): NodeFilter {
  let least = constraints.map((constraint, i) => emptiest(constraint, domains[i]));
  const itself = constraints.map((constraint) => (selects(constraint, pod) ? 1 : 0));
  return {
    filter(node) {
      for (const [i, { topologyKey, maxSkew }] of constraints.entries()) {
        const value = node.labels[topologyKey];
        if (value === undefined)
          return unresolvable("node(s) didn't match pod topology spread constraints (missing required label)");
        const skew = (domains[i]?.get(value) ?? 0) + (itself[i] ?? 0) - (least[i] ?? 0);
        if (skew > maxSkew) return unschedulable("node(s) didn't match pod topology spread constraints");
      }
      return pass;
    },
    explain: ({ labels }) =>
      constraints.flatMap(({ topologyKey, maxSkew }, i) => {
        const domain = labels[topologyKey];
        const matching = (domain === undefined ? 0 : (domains[i]?.get(domain) ?? 0)) + (itself[i] ?? 0);
        const fewest = least[i] ?? 0;
        const isBroken = domain === undefined || matching - fewest > maxSkew;
        return isBroken ? [{ type: 'spread', topologyKey, domain, matching, least: fewest, maxSkew }] : [];
      }),
    withPod(other, node, change) {
      if (other.namespace !== pod.namespace || !hasKeys(node, constraints)) return;
      for (const [i, constraint] of constraints.entries()) {
        if (!selects(constraint, other) || !isCounted(constraint, pod, node)) continue;
        const value = node.labels[constraint.topologyKey] ?? '';
        domains[i]?.set(value, (domains[i].get(value) ?? 0) + change);
      }
      least = constraints.map((constraint, i) => emptiest(constraint, domains[i]));
    },
    copy: () =>
      nodeFilter(
        pod,
        constraints,
        domains.map((counts) => new Map(counts)),
      ),
  };
}

function emptiest({ minDomains }: SpreadConstraint, domains: Domains | undefined): number {
  if (!domains || domains.size < minDomains) return 0;
  let least = Infinity;
  for (const count of domains.values()) least = Math.min(least, count);
  return least;
}

/** @source kubernetes/kubernetes pkg/scheduler/framework/plugins/podtopologyspread/plugin.go isSchedulableAfter… */
function mayHelp(pod: PodInfo, event: ClusterEvent): boolean {
  const constraints = ownConstraints(pod, 'DoNotSchedule');
  const concerns = (other: PodInfo): boolean =>
    other.namespace === pod.namespace && constraints.some((constraint) => selects(constraint, other));
  switch (event.type) {
    case 'pod-assigned':
    case 'pod-removed':
      return concerns(event.pod);
    case 'pod-updated':
      return (
        event.pod.namespace === pod.namespace &&
        constraints.some((constraint) => selects(constraint, event.before) !== selects(constraint, event.pod))
      );
    case 'self':
      return (
        (toleratesOther(event) && constraints.some(({ nodeTaintsPolicy }) => nodeTaintsPolicy === 'Honor')) ||
        (isLabelledAnew(event) &&
          constraints.some(
            (constraint) =>
              selects(constraint, { labels: event.before.metadata.labels ?? {} }) !== selects(constraint, pod),
          ))
      );
    case 'storage':
      return false;
    default: {
      const has = (labels: NodeInfo['labels'] | undefined): boolean =>
        constraints.every(({ topologyKey }) => labels?.[topologyKey] !== undefined);
      if (event.type !== 'node-updated') return has((nodeAfter(event) ?? event.node).metadata.labels);
      const before = event.before.metadata.labels;
      const after = event.node.metadata.labels;
      if (has(before) !== has(after)) return true;
      return (
        has(after) &&
        (!sameJson(event.before.spec?.taints, event.node.spec?.taints) ||
          constraints.some(({ topologyKey }) => before?.[topologyKey] !== after?.[topologyKey]))
      );
    }
  }
}
