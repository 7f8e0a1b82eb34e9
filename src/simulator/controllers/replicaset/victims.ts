import type { Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { isActive, isReady, readySince } from '../pod-state.ts';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * Which Pods go when there are too many: the first `count` in the order of `comparePods`.
 * @param pods - the active Pods of the set
 * @param related - Pods of all sets with the same owner: where many are on one node, one of them goes before others
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/controller/replicaset/replica_set.go getPodsToDelete
 */
export function victims(pods: readonly Pod[], related: readonly Pod[], count: number, now: Millis): readonly Pod[] {
  if (count >= pods.length) return pods;
  const onNode = new Map<string, number>();
  for (const pod of related) {
    const node = pod.spec.nodeName ?? '';
    if (isActive(pod)) onNode.set(node, (onNode.get(node) ?? 0) + 1);
  }
  const rankOf = (pod: Pod): number => onNode.get(pod.spec.nodeName ?? '') ?? 0;
  return [...pods].sort((a, b) => comparePods(a, b, rankOf, now)).slice(0, count);
}

const PHASES: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };

/**
 * Negative where `a` goes before `b`: unassigned, then less far in its life, not ready, cheaper to delete, with more
 * related Pods on its node, ready for a shorter time, restarted more often, younger. Times differ only where they differ in magnitude.
 * @source kubernetes/kubernetes pkg/controller/controller_utils.go ActivePodsWithRanks.Less
 */
function comparePods(a: Pod, b: Pod, rankOf: (pod: Pod) => number, now: Millis): number {
  const byState = compareState(a, b) || deletionCost(a) - deletionCost(b) || rankOf(b) - rankOf(a);
  if (byState !== 0) return byState;
  const [readyA, readyB] = [readySince(a), readySince(b)];
  if (readyA !== undefined && readyB !== undefined && readyA !== readyB)
    return magnitude(now - readyA) - magnitude(now - readyB) || compareUid(a, b);
  const byRestarts = mostRestarts(b) - mostRestarts(a);
  if (byRestarts !== 0) return byRestarts;
  const [createdA, createdB] = [createdAt(a), createdAt(b)];
  return createdA === createdB ? 0 : magnitude(now - createdA) - magnitude(now - createdB) || compareUid(a, b);
}

/**
 * As comparePods, without what only ReplicaSets look at: deletion cost, related Pods, magnitudes of age.
 * @source kubernetes/kubernetes pkg/controller/controller_utils.go ActivePods.Less
 */
export function compareActivePods(a: Pod, b: Pod): number {
  const byState = compareState(a, b);
  if (byState !== 0) return byState;
  const [readyA, readyB] = [readySince(a), readySince(b)];
  if (readyA !== undefined && readyB !== undefined && readyA !== readyB) return readyB - readyA;
  return mostRestarts(b) - mostRestarts(a) || createdAt(b) - createdAt(a);
}

/** Unassigned, then less far in its life, then not ready. */
const compareState = (a: Pod, b: Pod): number =>
  Number(Boolean(a.spec.nodeName)) - Number(Boolean(b.spec.nodeName)) ||
  (PHASES[a.status.phase ?? ''] ?? 0) - (PHASES[b.status.phase ?? ''] ?? 0) ||
  Number(isReady(a)) - Number(isReady(b));

/** Whole power of two of an age in nanoseconds. @source logarithmicRankDiff in the same file */
const magnitude = (age: Millis): number => (age > 0 ? Math.floor(Math.log2(age * 1_000_000)) : -1);

const compareUid = (a: Pod, b: Pod): number => (a.metadata.uid < b.metadata.uid ? -1 : 1);

const createdAt = (pod: Pod): Millis => parseTimestamp(pod.metadata.creationTimestamp) ?? 0;

/** What cannot be read as an int32 costs 0. */
function deletionCost(pod: Pod): number {
  const text = pod.metadata.annotations?.[DELETION_COST] ?? '';
  const cost = /^(0|-?[1-9]\d{0,9})$/.test(text) ? Number(text) : 0;
  return cost === (cost | 0) ? cost : 0;
}

const mostRestarts = (pod: Pod): number =>
  Math.max(0, ...(pod.status.containerStatuses ?? []).map(({ restartCount }) => restartCount));
