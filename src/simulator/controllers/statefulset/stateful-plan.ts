import type { Pod, StatefulSet } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { scaled } from '../deployment/fenceposts.ts';
import { isAvailable, isFinished, isReady, isTerminating } from '../pod-state.ts';
import { ordinalOf, revisionOf } from './stateful-pod.ts';

export type Step = { readonly do: 'create'; readonly ordinal: number } | { readonly do: 'delete'; readonly pod: Pod };

export const firstOrdinal = ({ spec }: StatefulSet): number => spec.ordinals?.start ?? 0;
export const wantedReplicas = ({ spec }: StatefulSet): number => spec.replicas ?? 1;

const isRunning = (pod: Pod): boolean => pod.status.phase === 'Running' && isReady(pod);

/**
 * What a StatefulSet does next. In order, one Pod at a time and only while all before it are available, unless Pods are
 * managed in parallel; when all are there, Pods of another revision are replaced from the last on.
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/controller/statefulset/stateful_set_control.go updateStatefulSet
 */
export function statefulPlan(
  set: StatefulSet,
  pods: readonly Pod[],
  updateRevision: string,
  now: Millis,
): readonly Step[] {
  const inOrder = set.spec.podManagementPolicy !== 'Parallel';
  const isSettled = (pod: Pod): boolean =>
    isRunning(pod) && !isTerminating(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, now);
  const byOrdinal = new Map(pods.map((pod) => [ordinalOf(set, pod) ?? -1, pod]));
  const [from, to] = [firstOrdinal(set), firstOrdinal(set) + wantedReplicas(set)];
  const steps: Step[] = [];
  for (let ordinal = from; ordinal < to; ordinal++) {
    const pod = byOrdinal.get(ordinal);
    if (!pod) steps.push({ do: 'create', ordinal });
    else if (isFinished(pod)) {
      if (!isTerminating(pod)) steps.push({ do: 'delete', pod });
      return steps;
    }
    if (inOrder && (steps.length > 0 || !pod || !isSettled(pod))) return steps;
  }
  const condemned = [...byOrdinal]
    .filter(([ordinal]) => ordinal < from || ordinal >= to)
    .sort(([a], [b]) => b - a)
    .map(([, pod]) => pod);
  const firstSick = condemned.find((pod) => !isRunning(pod) || isTerminating(pod));
  for (const pod of condemned) {
    if (!inOrder && isTerminating(pod)) continue;
    if (inOrder && (isTerminating(pod) || (!isSettled(pod) && pod !== firstSick))) return steps;
    steps.push({ do: 'delete', pod });
    if (inOrder) return steps;
  }
  return steps.length > 0 ? steps : rollingStep(set, byOrdinal, updateRevision, isSettled);
}

/** @source the same file, updateStatefulSetAfterInvariantEstablished */
function rollingStep(
  set: StatefulSet,
  byOrdinal: ReadonlyMap<number, Pod>,
  updateRevision: string,
  isSettled: (pod: Pod) => boolean,
): readonly Step[] {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type === 'OnDelete') return [];
  const [from, wanted] = [firstOrdinal(set), wantedReplicas(set)];
  const most =
    rollingUpdate?.maxUnavailable === undefined ? 1 : Math.max(1, scaled(rollingUpdate.maxUnavailable, wanted, 'down'));
  const steps: Step[] = [];
  let missing = 0;
  for (
    let ordinal = from + wanted - 1;
    ordinal >= from + (rollingUpdate?.partition ?? 0) && missing < most;
    ordinal--
  ) {
    const pod = byOrdinal.get(ordinal);
    if (pod && revisionOf(pod) !== updateRevision && !isTerminating(pod)) {
      steps.push({ do: 'delete', pod });
      missing++;
    } else if (!pod || !isSettled(pod)) missing++;
  }
  return steps;
}

/** Whether the Pod of an ordinal is still created as it was before the update. @source stateful_set_utils.go newVersionedStatefulSetPod */
export function isOfCurrentRevision(set: StatefulSet, ordinal: number): boolean {
  const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
  if (type !== 'RollingUpdate') return false;
  return (
    ordinal < firstOrdinal(set) + (rollingUpdate ? (rollingUpdate.partition ?? 0) : (set.status.currentReplicas ?? 0))
  );
}
