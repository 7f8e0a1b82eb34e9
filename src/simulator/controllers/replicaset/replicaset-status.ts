import type { Pod, ReplicaSet, ReplicaSetCondition, ReplicaSetStatus } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { isAvailable, isReady } from '../pod-state.ts';

/** What kept the set from having as many Pods as it wants. */
export interface ReplicaFailure {
  readonly reason: 'FailedCreate' | 'FailedDelete';
  readonly message: string;
}

/**
 * @param active - the set's Pods that are neither finished nor being deleted
 * @param terminating - how many are being deleted
 * @param now - milliseconds since 1970; `stamp` is the same as Kubernetes writes it
 * @source kubernetes/kubernetes pkg/controller/replicaset/replica_set_utils.go calculateStatus
 */
export function replicaSetStatus(
  set: ReplicaSet,
  active: readonly Pod[],
  terminating: number,
  failure: ReplicaFailure | undefined,
  { now, stamp }: { readonly now: Millis; readonly stamp: string },
): ReplicaSetStatus {
  const labels = Object.entries(set.spec.template?.metadata?.labels ?? {});
  const labelled = active.filter(({ metadata }) =>
    labels.every(([key, value]) => metadata.labels?.[key] === value),
  ).length;
  const ready = active.filter(isReady).length;
  const available = active.filter((pod) => isAvailable(pod, set.spec.minReadySeconds ?? 0, now)).length;
  const conditions = conditionsWith(set.status.conditions ?? [], failure, stamp);
  return {
    replicas: active.length,
    ...(labelled ? { fullyLabeledReplicas: labelled } : {}),
    ...(ready ? { readyReplicas: ready } : {}),
    ...(available ? { availableReplicas: available } : {}),
    terminatingReplicas: terminating,
    observedGeneration: set.metadata.generation,
    ...(conditions.length > 0 ? { conditions } : {}),
  };
}

/** A failure that is told already keeps its first message. */
function conditionsWith(
  before: readonly ReplicaSetCondition[],
  failure: ReplicaFailure | undefined,
  stamp: string,
): readonly ReplicaSetCondition[] {
  const told = before.some(({ type }) => type === 'ReplicaFailure');
  if (!failure) return told ? before.filter(({ type }) => type !== 'ReplicaFailure') : before;
  if (told) return before;
  return [...before, { type: 'ReplicaFailure', status: 'True', lastTransitionTime: stamp, ...failure }];
}
