import type { PodDisruptionBudget } from '../api/schema/kinds.ts';
import { matchesSelector } from '../selector.ts';
import { parseTimestamp } from '../timestamp.ts';
import { copyFilters, runFiltersWithNominated, type NamedFilter, type Nominated } from './filtering.ts';
import { fitErrorMessage } from './fit-error.ts';
import { unresolvable, type Refusal } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';

export type Preemption =
  /** `nominated` stays where the pod still waits for its victims to end, and goes where nothing can help. */
  | { readonly kind: 'none'; readonly message: string; readonly nominated: 'stays' | 'goes' }
  /** Victims from the most to the least important. */
  | { readonly kind: 'found'; readonly node: string; readonly victims: readonly PodInfo[] };

export interface PreemptionInput {
  readonly pod: PodInfo;
  readonly cluster: Snapshot;
  readonly filters: readonly NamedFilter[];
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly budgets: () => readonly PodDisruptionBudget[];
  readonly nominated: Nominated;
  /** A whole number, 0 ≤ n < `below`: where the search among nodes begins. */
  readonly random: (below: number) => number;
  readonly choose: (nodes: readonly string[]) => string;
}

interface Candidate {
  readonly node: string;
  readonly victims: readonly PodInfo[];
  readonly violations: number;
}

/** Candidates to look for: a tenth of the nodes, at least a hundred. @source kubernetes/kubernetes pkg/scheduler/apis/config/v1/defaults.go DefaultPreemptionArgs */
const CANDIDATES_SHARE = 0.1;
const CANDIDATES_LEAST = 100;

/**
 * DefaultPreemption: finds the node where ending the least important pods of lower priority lets the pod in.
 * @source kubernetes/kubernetes pkg/scheduler/framework/preemption/preemption.go, pkg/scheduler/framework/plugins/defaultpreemption/default_preemption.go; recorded: preempt/*
 */
export function findPreemption(input: PreemptionInput): Preemption {
  const { pod, cluster, refusals } = input;
  const why = notEligible(pod, cluster, refusals);
  if (why) return { kind: 'none', message: `preemption: not eligible due to ${why}.`, nominated: 'stays' };

  const potential = cluster.nodes.filter((node) => refusals.get(node.name)?.code === 'unschedulable');
  const results = new Map<string, Refusal>();
  const candidates: Candidate[] = [];
  const wanted = Math.min(
    potential.length,
    Math.max(CANDIDATES_LEAST, Math.floor(potential.length * CANDIDATES_SHARE)),
  );
  const offset = potential.length > 0 ? input.random(potential.length) : 0;
  for (let i = 0; i < potential.length; i++) {
    const node = potential[(offset + i) % potential.length];
    if (!node) continue;
    const found = victimsOn(node, input);
    if ('code' in found) results.set(node.name, found);
    else candidates.push(found);
    if (candidates.length >= wanted && candidates.some(({ violations }) => violations === 0)) break;
  }
  if (candidates.length === 0) {
    const others = unresolvable('Preemption is not helpful for scheduling');
    const message = fitErrorMessage({ allNodes: cluster.nodes.length, refusals: results, others });
    return { kind: 'none', message: `preemption: ${message}`, nominated: 'goes' };
  }
  const { node, victims } = best(candidates, input.choose);
  return { kind: 'found', node, victims };
}

/** A pod that may not preempt, or whose victims are still ending, looks for no more. */
function notEligible(
  { pod, priority }: PodInfo,
  cluster: Snapshot,
  refusals: ReadonlyMap<string, Refusal>,
): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'preemptionPolicy=Never';
  const promised = pod.status.nominatedNodeName;
  if (!promised || refusals.get(promised)?.code === 'unresolvable') return undefined;
  const pods = [...(cluster.node(promised)?.pods.values() ?? [])];
  return pods.some((other) => other.priority < priority && isEndingByPreemption(other))
    ? 'a terminating pod on the nominated node'
    : undefined;
}

function isEndingByPreemption({ pod: { metadata, status } }: PodInfo): boolean {
  const condition = status.conditions?.find(({ type }) => type === 'DisruptionTarget');
  return (
    Boolean(metadata.deletionTimestamp) && condition?.status === 'True' && condition.reason === 'PreemptionByScheduler'
  );
}

/**
 * Takes away every pod of lower priority; if the pod then fits, gives back as many as it can: those first whose budget
 * would be broken, and among them the most important first.
 */
function victimsOn(original: NodeInfo, { pod, filters, budgets, nominated }: PreemptionInput): Candidate | Refusal {
  const lower = [...original.pods.values()].filter((other) => other.priority < pod.priority);
  if (lower.length === 0) return unresolvable('No preemption victims found for incoming pod');
  const node = original.copy();
  const aware = copyFilters(filters);
  const change = (other: PodInfo, by: 1 | -1): void => {
    if (by === 1) node.add(other);
    else node.remove(other);
    for (const filter of aware) filter.by.withPod?.(other, node, by);
  };
  const refusal = (): Refusal | undefined => runFiltersWithNominated(aware, pod, node, nominated);

  for (const other of lower) change(other, -1);
  const stillRefused = refusal();
  if (stillRefused) return stillRefused;

  const [violating, others] = byBudget(lower.toSorted(moreImportantFirst), budgets());
  const victims: PodInfo[] = [];
  const reprieve = (other: PodInfo): boolean => {
    change(other, 1);
    if (!refusal()) return true;
    change(other, -1);
    victims.push(other);
    return false;
  };
  const violations = violating.filter((other) => !reprieve(other)).length;
  for (const other of others) reprieve(other);
  return { node: node.name, victims: violations > 0 ? victims.toSorted(moreImportantFirst) : victims, violations };
}

/** The pods whose ending a budget does not allow, and the others; each in the order given. */
function byBudget(pods: readonly PodInfo[], budgets: readonly PodDisruptionBudget[]): [PodInfo[], PodInfo[]] {
  const allowed = budgets.map((budget) => budget.status.disruptionsAllowed ?? 0);
  const violating: PodInfo[] = [];
  const others: PodInfo[] = [];
  for (const pod of pods) {
    let violates = false;
    for (const [i, budget] of budgets.entries()) {
      if (!protects(budget, pod)) continue;
      allowed[i] = (allowed[i] ?? 0) - 1;
      if ((allowed[i] ?? 0) < 0) violates = true;
    }
    (violates ? violating : others).push(pod);
  }
  return [violating, others];
}

/** A pod without labels, or one whose eviction is already counted, is not protected; an empty selector protects none here. */
function protects({ metadata, spec, status }: PodDisruptionBudget, { namespace, labels, pod }: PodInfo): boolean {
  const { selector } = spec ?? {};
  if (metadata.namespace !== namespace || Object.keys(labels).length === 0 || !selector) return false;
  const isEmpty = Object.keys(selector.matchLabels ?? {}).length === 0 && !selector.matchExpressions?.length;
  return !isEmpty && matchesSelector(selector, labels) && status.disruptedPods?.[pod.metadata.name] === undefined;
}

const startOf = ({ pod }: PodInfo): number => parseTimestamp(pod.status.startTime ?? '') ?? Infinity;

/** By priority, then the longest running first. @source kubernetes/kubernetes pkg/scheduler/util/utils.go MoreImportantPod */
const moreImportantFirst = (a: PodInfo, b: PodInfo): number => {
  if (a.priority !== b.priority) return b.priority - a.priority;
  const [x, y] = [startOf(a), startOf(b)];
  return x === y ? 0 : x - y;
};

/** Added to each priority, so that more victims weigh more though their priorities be negative. */
const ABOVE_ZERO = 2 ** 31;

/** What makes a candidate better, the most telling first: lower is better. */
const RANKS: readonly ((candidate: Candidate) => number)[] = [
  ({ violations }) => violations,
  ({ victims }) => victims[0]?.priority ?? 0,
  ({ victims }) => victims.reduce((sum, { priority }) => sum + priority + ABOVE_ZERO, 0),
  ({ victims }) => victims.length,
  ({ victims }) => -Math.min(...victims.filter((v) => v.priority === victims[0]?.priority).map(startOf)),
];

function best(candidates: readonly Candidate[], choose: (nodes: readonly string[]) => string): Candidate {
  let left = candidates;
  for (const rank of RANKS) {
    const least = Math.min(...left.map(rank));
    left = left.filter((candidate) => rank(candidate) === least);
  }
  const chosen = left.length === 1 ? left[0]?.node : choose(left.map(({ node }) => node));
  const found = left.find(({ node }) => node === chosen);
  if (!found) throw new Error(`${chosen} is no candidate`);
  return found;
}
