import { MAX_NODE_SCORE, type ScorePlugin } from '../framework.ts';
import type { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';
import {
  countedPods,
  defaultConstraints,
  hasKeys,
  isCounted,
  ownConstraints,
  type SpreadConstraint,
} from '../spread-constraint.ts';

type PodCounts = ReturnType<typeof countedPods>;

const HOSTNAME = 'kubernetes.io/hostname';
/** Marks nodes that lack a label: they end with 0. */
const IGNORED = -1;

/**
 * ScheduleAnyway constraints: the fewer matching pods a node's domains have, the higher its score; domains of a key with
 * many values weigh more.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/podtopologyspread/scoring.go
 */
export const podTopologySpreadScore: ScorePlugin = {
  name: 'PodTopologySpread',
  weight: 2,
  preScore(pod, cluster, feasible) {
    const own = pod.pod.spec.topologySpreadConstraints?.length ? ownConstraints(pod, 'ScheduleAnyway') : undefined;
    const constraints = own ?? defaultConstraints(pod, cluster);
    if (constraints.length === 0) return 'skip';
    const everyKeyNeeded = own !== undefined;
    const scored = everyKeyNeeded ? feasible.filter((node) => hasKeys(node, constraints)) : feasible;
    const needed = everyKeyNeeded ? constraints : [];
    const counts = new Map<SpreadConstraint['selectors'], PodCounts>();
    const parts = constraints.map((constraint) => {
      const pods = counts.get(constraint.selectors) ?? countedPods(pod, constraint, cluster);
      counts.set(constraint.selectors, pods);
      return scorePart(constraint, pod, pods, scored, needed);
    });
    return {
      score(node) {
        if (everyKeyNeeded && !hasKeys(node, constraints)) return IGNORED;
        return Math.round(parts.reduce((sum, part) => sum + part(node), 0));
      },
      normalise,
    };
  },
};

/** A constraint's share of a node's score: matching pods in its domain × the key's weight + maxSkew − 1. */
function scorePart(
  constraint: SpreadConstraint,
  pod: PodInfo,
  pods: PodCounts,
  scored: readonly NodeInfo[],
  needed: readonly SpreadConstraint[],
): (node: NodeInfo) => number {
  const { topologyKey, maxSkew } = constraint;
  if (topologyKey === HOSTNAME) {
    const weight = Math.log(scored.length + 2);
    return (node) => (node.labels[topologyKey] === undefined ? 0 : (pods.get(node) ?? 0) * weight + maxSkew - 1);
  }
  const domains = new Map<string, number>();
  for (const { labels } of scored) domains.set(labels[topologyKey] ?? '', 0);
  const weight = Math.log(domains.size + 2);
  for (const [node, count] of pods) {
    if (!hasKeys(node, needed) || !isCounted(constraint, pod, node)) continue;
    const value = node.labels[topologyKey] ?? '';
    const before = domains.get(value);
    if (before !== undefined) domains.set(value, before + count);
  }
  return ({ labels }) => {
    const value = labels[topologyKey];
    return value === undefined ? 0 : (domains.get(value) ?? 0) * weight + maxSkew - 1;
  };
}

function normalise(scores: number[]): void {
  const scored = scores.filter((score) => score !== IGNORED);
  const least = Math.min(...scored);
  const most = Math.max(0, ...scored);
  for (const [i, score] of scores.entries()) {
    if (score === IGNORED) scores[i] = 0;
    else scores[i] = most === 0 ? MAX_NODE_SCORE : Math.floor((MAX_NODE_SCORE * (most + least - score)) / most);
  }
}
