import type { DaemonSet, Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { REVISION_HASH } from '../controller-revisions.ts';
import { scaled } from '../deployment/fenceposts.ts';
import { isAvailable, isFinished, isReady, isTerminating } from '../pod-state.ts';
import type { Fit } from './daemon-pod.ts';

/** A node as the plan sees it: whether it suits, and the set's Pods that are there or on their way. */
export interface NodePods {
  readonly node: string;
  readonly fit: Fit;
  readonly pods: readonly Pod[];
}

export interface Plan {
  readonly create: readonly string[];
  readonly remove: readonly Pod[];
  /** Those among them that ended by themselves. */
  readonly ended: readonly Pod[];
}

export const isUpdated = (pod: Pod, hash: string): boolean => pod.metadata.labels?.[REVISION_HASH] === hash;

/**
 * Which nodes lack their Pod and which Pods are in the wrong place, or there twice.
 * @source kubernetes/kubernetes pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode
 */
export function placement(set: DaemonSet, nodes: readonly NodePods[], hash: string, now: Millis): Plan {
  const create: string[] = [];
  const remove: Pod[] = [];
  const ended: Pod[] = [];
  for (const { node, fit, pods } of nodes) {
    const living = pods.filter((pod) => !isTerminating(pod));
    if (fit === 'go') remove.push(...living);
    else if (fit === 'run' && pods.length === 0) create.push(node);
    else {
      ended.push(...living.filter(isFinished));
      const running = living.filter((pod) => !isFinished(pod)).sort(oldestFirst);
      if (allowsSurge(set) && fit === 'run' && running.length === 0) create.push(node);
      remove.push(...surplus(set, running, hash, now));
    }
  }
  return { create, remove: [...remove, ...ended], ended };
}

/** With a surge nobody waits for a Pod that is going. */
const allowsSurge = (set: DaemonSet): boolean => counts(set, 1).surge > 0;

/** Without a surge only the oldest stays; with one, an old Pod until its successor is available. */
function surplus(set: DaemonSet, running: readonly Pod[], hash: string, now: Millis): readonly Pod[] {
  if (running.length <= 1) return [];
  if (!allowsSurge(set)) return running.slice(1);
  const fresh = running.find((pod) => isUpdated(pod, hash));
  const old = running.find((pod) => !isUpdated(pod, hash));
  const others = running.filter((pod) => pod !== fresh && pod !== old);
  if (fresh && old && (!isReady(old) || isAvailable(fresh, set.spec.minReadySeconds ?? 0, now)))
    return [...others, old];
  return others;
}

/** The set's Pods on a node that are not going: the one that is as it shall be, and the one that is not. */
interface Pair {
  readonly node: string;
  readonly shallRun: boolean;
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
  /** More than one of either: the placement has to clean up first. */
  readonly isCrowded: boolean;
}

function pairOf({ node, fit, pods }: NodePods, hash: string): Pair {
  const living = pods.filter((pod) => !isTerminating(pod));
  const [fresh, ...moreFresh] = living.filter((pod) => isUpdated(pod, hash));
  const [old, ...moreOld] = living.filter((pod) => !isUpdated(pod, hash));
  return { node, shallRun: fit === 'run', fresh, old, isCrowded: moreFresh.length + moreOld.length > 0 };
}

/**
 * The next step of a rolling update, when every node that suits has a Pod.
 * @source kubernetes/kubernetes pkg/controller/daemon/update.go rollingUpdate
 */
export function rollingStep(
  set: DaemonSet,
  nodes: readonly NodePods[],
  hash: string,
  now: Millis,
): Pick<Plan, 'create' | 'remove'> {
  const wanted = nodes.filter(({ fit }) => fit === 'run').length;
  const { surge, unavailable } = counts(set, wanted);
  const pairs = nodes.filter(({ pods }) => pods.length > 0).map((one) => pairOf(one, hash));
  const isThere = (pod: Pod | undefined): boolean =>
    pod !== undefined && isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
  return surge > 0
    ? surgeStep(pairs, surge, wanted, isThere)
    : { create: [], remove: replaced(pairs, unavailable, isThere) };
}

/** Old Pods that make way: all that are not available, and of the others as many as may be missing. */
function replaced(pairs: readonly Pair[], most: number, isThere: (pod: Pod | undefined) => boolean): readonly Pod[] {
  const atOnce: Pod[] = [];
  const inTurn: Pod[] = [];
  let missing = 0;
  for (const { fresh, old, isCrowded } of pairs) {
    if (isCrowded || Boolean(fresh) === Boolean(old)) missing++;
    else if (!old) missing += isThere(fresh) ? 0 : 1;
    else if (isThere(old)) inTurn.push(old);
    else {
      missing++;
      atOnce.push(old);
    }
  }
  return [...atOnce, ...inTurn.slice(0, Math.max(0, most - missing))];
}

/** New Pods beside the old ones, which go once theirs is available. */
function surgeStep(
  pairs: readonly Pair[],
  most: number,
  wanted: number,
  isThere: (pod: Pod | undefined) => boolean,
): Pick<Plan, 'create' | 'remove'> {
  const atOnce: string[] = [];
  const inTurn: string[] = [];
  const remove: Pod[] = [];
  const misplaced: Pod[] = [];
  let [surging, available] = [0, 0];
  for (const { node, shallRun, fresh, old, isCrowded } of pairs) {
    if (isCrowded) {
      surging++;
      continue;
    }
    if (isThere(old ?? fresh)) available++;
    if (!old) continue;
    if (fresh) {
      if (isThere(fresh)) remove.push(old);
      else surging++;
    } else if (shallRun) (isThere(old) ? inTurn : atOnce).push(node);
    else (isThere(old) ? misplaced : remove).push(old);
  }
  return {
    create: [...atOnce, ...inTurn.slice(0, Math.max(0, most - surging))],
    remove: [...remove, ...misplaced.slice(0, Math.max(0, available - wanted))],
  };
}

/** @source kubernetes/kubernetes pkg/controller/daemon/util/daemonset_util.go SurgeCount, UnavailableCount */
function counts({ spec }: DaemonSet, wanted: number): { readonly surge: number; readonly unavailable: number } {
  if (spec.updateStrategy?.type !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const { maxSurge, maxUnavailable } = spec.updateStrategy.rollingUpdate ?? {};
  const surge = scaled(maxSurge, wanted, 'up');
  const unavailable = scaled(maxUnavailable, wanted, 'up');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** Pods that have their node first, then by age. @source daemon_controller.go podByCreationTimestampAndPhase */
export function oldestFirst(a: Pod, b: Pod): number {
  const [x, y] = [a.metadata, b.metadata];
  const byNode = Number(Boolean(b.spec.nodeName)) - Number(Boolean(a.spec.nodeName));
  if (byNode !== 0) return byNode;
  if (x.creationTimestamp !== y.creationTimestamp) return x.creationTimestamp < y.creationTimestamp ? -1 : 1;
  return x.name < y.name ? -1 : 1;
}
