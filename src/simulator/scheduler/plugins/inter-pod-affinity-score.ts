import type { Labels } from '../../selector.ts';
import { MAX_NODE_SCORE, type ScorePlugin } from '../framework.ts';
import { termMatches, type AffinityTerm, type PodInfo } from '../pod-info.ts';
import { countDomains, countOf, type TopologyCounts } from '../topology-counts.ts';

/** What an existing pod's required affinity weighs for a pod that it matches. */
const REQUIRED_WEIGHT = 1;

/**
 * Preferred pod affinity and anti-affinity: the pod's towards those that run, and theirs (the required ones too) towards
 * the pod. Sums by domain, scaled so that the best node has 100 and the worst 0.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/interpodaffinity/scoring.go; recorded: pod-affinity/preferred-two
 */
export const interPodAffinityScore: ScorePlugin = {
  name: 'InterPodAffinity',
  weight: 2,
  preScore(pod, cluster) {
    const sums: TopologyCounts = new Map();
    const prefers = pod.preferredAffinity.length + pod.preferredAntiAffinity.length > 0;
    for (const group of prefers ? cluster.classes : cluster.classesWithAffinity) {
      const weights = weightsBetween(pod, group.example, cluster.lookups.namespaceLabels);
      for (const [key, weight] of weights) countDomains(sums, key, group.domains(key), weight);
    }
    if (sums.size === 0) return 'skip';
    const keys = [...sums.keys()];
    return {
      score: ({ labels }) => keys.reduce((sum, key) => sum + countOf(sums, key, labels), 0),
      normalise: spreadOut,
    };
  },
};

/** What each pod like `other` adds to its domains, by topology key. */
function weightsBetween(
  pod: PodInfo,
  other: PodInfo,
  namespaceLabels: (namespace: string) => Labels,
): readonly (readonly [key: string, weight: number])[] {
  const weights: [string, number][] = [];
  const consider = (
    terms: readonly AffinityTerm[],
    matched: PodInfo,
    weightOf: (term: AffinityTerm) => number,
  ): void => {
    for (const term of terms)
      if (termMatches(term, matched, namespaceLabels)) weights.push([term.topologyKey, weightOf(term)]);
  };
  consider(pod.preferredAffinity, other, ({ weight }) => weight);
  consider(pod.preferredAntiAffinity, other, ({ weight }) => -weight);
  consider(other.requiredAffinity, pod, () => REQUIRED_WEIGHT);
  consider(other.preferredAffinity, pod, ({ weight }) => weight);
  consider(other.preferredAntiAffinity, pod, ({ weight }) => -weight);
  return weights;
}

function spreadOut(scores: number[]): void {
  const least = Math.min(...scores);
  const range = Math.max(...scores) - least;
  for (const [i, score] of scores.entries())
    scores[i] = range === 0 ? 0 : Math.floor(MAX_NODE_SCORE * ((score - least) / range));
}
