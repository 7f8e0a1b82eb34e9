import { matchesSelector, type Labels } from '../../selector.ts';
import { isLabelledAnew, type ClusterEvent } from '../cluster-event.ts';
import type { Detail } from '../detail.ts';
import { pass, unresolvable, unschedulable, type FilterPlugin, type NodeFilter } from '../framework.ts';
import { termMatches, type AffinityTerm, type PodInfo } from '../pod-info.ts';
import type { Snapshot } from '../snapshot.ts';
import { copyCounts, countDomains, countIn, countOf, isZero, type TopologyCounts } from '../topology-counts.ts';
import { interPodAffinityScore } from './inter-pod-affinity-score.ts';

/** What is counted for one pod, by topology domain. */
interface Counts {
  /** Existing pods whose required anti-affinity matches the pod. */
  readonly refusing: TopologyCounts;
  /** Existing pods that match all of the pod's required affinity terms. */
  readonly wanted: TopologyCounts;
  /** Existing pods that match a required anti-affinity term of the pod. */
  readonly unwanted: TopologyCounts;
}

/**
 * Required pod affinity and anti-affinity, of the pod and against it.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/interpodaffinity/filtering.go; recorded: pod-affinity/*, pod-anti-affinity/*
 */
export const interPodAffinity: FilterPlugin & typeof interPodAffinityScore = {
  ...interPodAffinityScore,
  preFilter(pod, cluster) {
    const counts = countAll(pod, cluster);
    const { requiredAffinity, requiredAntiAffinity } = pod;
    return requiredAffinity.length + requiredAntiAffinity.length === 0 && counts.refusing.size === 0
      ? 'skip'
      : nodeFilter(pod, cluster, counts);
  },
  mayHelp,
};

function nodeFilter(pod: PodInfo, cluster: Snapshot, counts: Counts): NodeFilter {
  const { namespaceLabels } = cluster.lookups;
  return {
    filter({ labels }) {
      if (!hasWanted(pod, counts.wanted, labels, namespaceLabels))
        return unresolvable("node(s) didn't match pod affinity rules");
      if (pod.requiredAntiAffinity.some((term) => countOf(counts.unwanted, term.topologyKey, labels) > 0))
        return unschedulable("node(s) didn't match pod anti-affinity rules");
      for (const key of counts.refusing.keys())
        if (countOf(counts.refusing, key, labels) > 0)
          return unschedulable("node(s) didn't satisfy existing pods anti-affinity rules");
      return pass;
    },
    explain: ({ labels }) => brokenRules(pod, counts, labels),
    withPod: (other, { labels }, change) =>
      countTerms(pod, other, counts, namespaceLabels, (into, key) => countIn(into, key, labels, change)),
    copy: () =>
      nodeFilter(pod, cluster, {
        refusing: copyCounts(counts.refusing),
        wanted: copyCounts(counts.wanted),
        unwanted: copyCounts(counts.unwanted),
      }),
  };
}

/** The terms that keep the pod off a node, with the pods that they find, or do not find, in its domains. */
function brokenRules({ requiredAffinity, requiredAntiAffinity }: PodInfo, counts: Counts, labels: Labels): Detail[] {
  const detail = (rule: Rule['rule'], topologyKey: string, found: TopologyCounts): Rule => ({
    type: 'pod-affinity',
    rule,
    topologyKey,
    domain: labels[topologyKey],
    matching: countOf(found, topologyKey, labels),
  });
  return [
    ...requiredAffinity
      .map(({ topologyKey }) => detail('affinity', topologyKey, counts.wanted))
      .filter(({ matching }) => matching === 0),
    ...requiredAntiAffinity
      .map(({ topologyKey }) => detail('anti-affinity', topologyKey, counts.unwanted))
      .filter(({ matching }) => matching > 0),
    ...[...counts.refusing.keys()]
      .map((topologyKey) => detail('anti-affinity of others', topologyKey, counts.refusing))
      .filter(({ matching }) => matching > 0),
  ];
}

type Rule = Extract<Detail, { type: 'pod-affinity' }>;

/**
 * The node has the label of every term and a matching pod in each of those domains. The first of a series of pods that
 * want each other is let in where no pod matches anywhere.
 */
function hasWanted(
  pod: PodInfo,
  wanted: TopologyCounts,
  labels: Labels,
  namespaceLabels: (namespace: string) => Labels,
): boolean {
  const terms = pod.requiredAffinity;
  let everywhere = true;
  for (const { topologyKey } of terms) {
    if (labels[topologyKey] === undefined) return false;
    if (countOf(wanted, topologyKey, labels) <= 0) everywhere = false;
  }
  return everywhere || (isZero(wanted) && matchesAll(terms, pod, namespaceLabels));
}

const matchesAll = (
  terms: readonly AffinityTerm[],
  other: PodInfo,
  namespaceLabels: (namespace: string) => Labels,
): boolean => terms.length > 0 && terms.every((term) => termMatches(term, other, namespaceLabels));

function countAll(pod: PodInfo, cluster: Snapshot): Counts {
  const counts: Counts = { refusing: new Map(), wanted: new Map(), unwanted: new Map() };
  const asks = pod.requiredAffinity.length + pod.requiredAntiAffinity.length > 0;
  for (const group of asks ? cluster.classes : cluster.classesWithAffinity)
    countTerms(pod, group.example, counts, cluster.lookups.namespaceLabels, (into, key) =>
      countDomains(into, key, group.domains(key), 1),
    );
  return counts;
}

/** Calls `count` for each term by which pods like `other` matter to the pod. */
function countTerms(
  pod: PodInfo,
  other: PodInfo,
  { refusing, wanted, unwanted }: Counts,
  namespaceLabels: (namespace: string) => Labels,
  count: (into: TopologyCounts, topologyKey: string) => void,
): void {
  for (const term of other.requiredAntiAffinity)
    if (termMatches(term, pod, namespaceLabels)) count(refusing, term.topologyKey);
  if (matchesAll(pod.requiredAffinity, other, namespaceLabels))
    for (const { topologyKey } of pod.requiredAffinity) count(wanted, topologyKey);
  for (const term of pod.requiredAntiAffinity)
    if (termMatches(term, other, namespaceLabels)) count(unwanted, term.topologyKey);
}

/** @source kubernetes/kubernetes pkg/scheduler/framework/plugins/interpodaffinity/plugin.go isSchedulableAfterPodChange, isSchedulableAfterNodeChange */
/**
 * What upstream takes for helpful, and no more: a pod that wants company is not woken when the last one that it could
 * keep company with goes, although it may then be the first of its kind.
 * @source the same folder, plugin.go isSchedulableAfterPodChange, isSchedulableAfterNodeChange
 */
function mayHelp(pod: PodInfo, event: ClusterEvent): boolean {
  const { requiredAffinity, requiredAntiAffinity } = pod;
  switch (event.type) {
    case 'pod-assigned':
      return mightMatchAll(requiredAffinity, event.pod);
    case 'pod-updated':
      return (
        (!mightMatchAll(requiredAffinity, event.before) && mightMatchAll(requiredAffinity, event.pod)) ||
        (mightMatchAll(requiredAntiAffinity, event.before) && !mightMatchAll(requiredAntiAffinity, event.pod))
      );
    case 'pod-removed':
      return mightMatchAll(requiredAntiAffinity, event.pod) || mightMatchAll(event.pod.requiredAntiAffinity, pod);
    case 'self':
      return isLabelledAnew(event);
    case 'node-added': {
      const { labels } = event.node.metadata;
      return (
        requiredAntiAffinity.length > 0 ||
        requiredAffinity.some(({ topologyKey }) => labels?.[topologyKey] !== undefined)
      );
    }
    case 'node-updated': {
      const [before = {}, after = {}] = [event.before.metadata.labels, event.node.metadata.labels];
      const moved = (key: string): boolean => before[key] !== after[key];
      return (
        requiredAffinity.some(({ topologyKey: key }) => after[key] !== undefined && moved(key)) ||
        requiredAntiAffinity.some(({ topologyKey: key }) => before[key] !== undefined && moved(key))
      );
    }
    default:
      return false;
  }
}

const mightMatchAll = (terms: readonly AffinityTerm[], other: PodInfo): boolean =>
  terms.length > 0 && terms.every((term) => mightMatch(term, other));

/** As termMatches, but a namespaceSelector sees no labels: upstream does not look the namespace up here. */
const mightMatch = ({ term, namespaces }: AffinityTerm, other: PodInfo): boolean =>
  (namespaces.includes(other.namespace) || matchesSelector(term.namespaceSelector, {})) &&
  matchesSelector(term.labelSelector, other.labels);
