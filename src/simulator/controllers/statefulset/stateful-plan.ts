import type { Pod, StatefulSet } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { isAvailable, isFinished, isReady, isTerminating } from '../pod-state.ts';
import { firstOrdinal, hasIdentity, ordinalOf, revisionOf, wantedReplicas } from './stateful-pod.ts';

export type Step =
  | { readonly do: 'create'; readonly ordinal: number }
  /** An adopted Pod gets the labels of its name. */
  | { readonly do: 'label'; readonly pod: Pod }
  | { readonly do: 'delete'; readonly pod: Pod };

/** Where Pods are managed in order, nothing comes after a change. */
const isChange = (step: Step | 'wait'): boolean => step !== 'wait' && step.do !== 'label';

const isRunning = (pod: Pod): boolean => pod.status.phase === 'Running' && isReady(pod);

/**
 * What a StatefulSet does next. In order, one Pod at a time and only while all before it are available, or all at once
 * where Pods are managed in parallel; Pods of another revision are replaced from the last on.
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/controller/statefulset/stateful_set_control.go updateStatefulSet
 */
export function statefulPlan(
  set: StatefulSet,
  pods: readonly Pod[],
  updateRevision: string,
  now: Millis,
): readonly Step[] {
  const isSettled = (pod: Pod): boolean =>
    isRunning(pod) && !isTerminating(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod) ?? -1, pod]));
  const isParallel = set.spec.podManagementPolicy === 'Parallel';
  const phases = [
    () => replicaSteps(set, byOrdinal, isParallel, isSettled),
    () => condemnedSteps(set, byOrdinal, isParallel, isSettled),
    () => rollingSteps(set, byOrdinal, updateRevision, isSettled),
  ];
  const steps: Step[] = [];
  for (const phase of phases) {
    const next = phase();
    steps.push(...next.filter((step) => step !== 'wait'));
    if (next.includes('wait') || (!isParallel && next.some(isChange))) break;
  }
  return steps;
}

/** Pods that are missing or have ended. @source the same file, processReplica */
function replicaSteps(
  set: StatefulSet,
  byOrdinal: ReadonlyMap<number, Pod>,
  isParallel: boolean,
  isSettled: (pod: Pod) => boolean,
): readonly (Step | 'wait')[] {
  const [from, to] = [firstOrdinal(set), firstOrdinal(set) + wantedReplicas(set)];
  const steps: Step[] = [];
  for (let ordinal = from; ordinal < to; ordinal++) {
    const pod = byOrdinal.get(ordinal);
    if (!pod) steps.push({ do: 'create', ordinal });
    else if (isFinished(pod) && !isTerminating(pod)) steps.push({ do: 'delete', pod });
    else if (!isParallel && !isSettled(pod)) return [...steps, 'wait'];
    else if (!hasIdentity(pod)) steps.push({ do: 'label', pod });
    if (!isParallel && steps.some(isChange)) return steps;
  }
  return steps;
}

/** Pods that the set has no place for, the last first; in order, one that is not well holds up all but itself. @source the same file, processCondemned */
function condemnedSteps(
  set: StatefulSet,
  byOrdinal: ReadonlyMap<number, Pod>,
  isParallel: boolean,
  isSettled: (pod: Pod) => boolean,
): readonly (Step | 'wait')[] {
  const [from, to] = [firstOrdinal(set), firstOrdinal(set) + wantedReplicas(set)];
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal < from || ordinal >= to)
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod);
  if (isParallel) return condemned.filter((pod) => !isTerminating(pod)).map((pod) => ({ do: 'delete', pod }));
  const [last] = condemned;
  if (!last) return [];
  const firstSick = condemned.findLast((pod) => !isSettled(pod));
  return isTerminating(last) || (!isSettled(last) && last !== firstSick) ? ['wait'] : [{ do: 'delete', pod: last }];
}

/**
 * Of Pods of another revision the last is replaced, well or not, unless one after it is not available.
 * (How many may be missing, maxUnavailable, is behind a feature gate that is off.)
 * @source the same file, updateStatefulSet
 */
function rollingSteps(
  set: StatefulSet,
  byOrdinal: ReadonlyMap<number, Pod>,
  updateRevision: string,
  isSettled: (pod: Pod) => boolean,
): readonly Step[] {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return [];
  const from = firstOrdinal(set);
  for (let place = wantedReplicas(set) - 1; place >= (rollingUpdate?.partition ?? 0); place--) {
    const pod = byOrdinal.get(from + place);
    if (pod && revisionOf(pod) !== updateRevision && !isTerminating(pod)) return [{ do: 'delete', pod }];
    if (!pod || !isSettled(pod)) return [];
  }
  return [];
}

/** Whether the Pod of an ordinal is still created as it was before the update. @source stateful_set_utils.go newVersionedStatefulSetPod */
export function isOfCurrentRevision(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return false;
  return (
    ordinal < firstOrdinal(set) + (rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status.currentReplicas ?? 0))
  );
}
