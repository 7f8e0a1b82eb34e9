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
      const running = living.filter((pod) => !isFinished(pod)).sort(byCreation);
      remove.push(...surplus(set, running, hash, now));
    }
  }
  return { create, remove: [...remove, ...ended], ended };
}

/** Without a surge only the oldest stays; with one, an old Pod until its successor is available. */
function surplus(set: DaemonSet, running: readonly Pod[], hash: string, now: Millis): readonly Pod[] {
  if (running.length <= 1) return [];
  if (counts(set, 1).surge === 0) return running.slice(1);
  const fresh = running.find((pod) => isUpdated(pod, hash));
  const old = running.find((pod) => !isUpdated(pod, hash));
  const others = running.filter((pod) => pod !== fresh && pod !== old);
  if (fresh && old && (!isReady(old) || isAvailable(fresh, set.spec.minReadySeconds ?? 0, now)))
    return [...others, old];
  return others;
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
  const available = (pod: Pod): boolean => isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
  const replaceNow: Pod[] = [];
  const replaceable: Pod[] = [];
  const surgeNow: string[] = [];
  const surgeable: string[] = [];
  const superseded: Pod[] = [];
  let [missing, surging] = [0, 0];
  for (const { node, pods } of nodes.filter(({ pods }) => pods.length > 0)) {
    const living = pods.filter((pod) => !isTerminating(pod));
    const fresh = living.find((pod) => isUpdated(pod, hash));
    const old = living.find((pod) => !isUpdated(pod, hash));
    if (surge > 0) {
      if (fresh && old) {
        surging++;
        if (available(fresh)) superseded.push(old);
      } else if (old) (available(old) ? surgeable : surgeNow).push(node);
    } else if (fresh) missing += available(fresh) ? 0 : 1;
    else if (!old) missing++;
    else if (available(old)) replaceable.push(old);
    else {
      missing++;
      replaceNow.push(old);
    }
  }
  const room = Math.max(0, unavailable - missing);
  const surgeRoom = Math.max(0, surge - surging);
  return surge > 0
    ? { create: [...surgeNow, ...surgeable.slice(0, surgeRoom)], remove: superseded }
    : { create: [], remove: [...replaceNow, ...replaceable.slice(0, room)] };
}

/** @source kubernetes/kubernetes pkg/controller/daemon/util/daemonset_util.go SurgeCount, UnavailableCount */
function counts({ spec }: DaemonSet, wanted: number): { readonly surge: number; readonly unavailable: number } {
  if (spec.updateStrategy?.type !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const { maxSurge, maxUnavailable } = spec.updateStrategy.rollingUpdate ?? {};
  const surge = scaled(maxSurge, wanted, 'up');
  const unavailable = scaled(maxUnavailable, wanted, 'up');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

export function byCreation({ metadata: a }: Pod, { metadata: b }: Pod): number {
  if (a.creationTimestamp !== b.creationTimestamp) return a.creationTimestamp < b.creationTimestamp ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
