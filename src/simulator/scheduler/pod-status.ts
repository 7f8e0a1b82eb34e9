import type { Pod, PodCondition } from '../api/schema/kinds.ts';
import type { Clock } from '../clock.ts';
import { findCondition, withCondition, withTransitionTime } from '../pod/conditions.ts';
import { timestamp } from '../timestamp.ts';

/** The condition without its times; the pod's generation is noted in it. */
export type NewCondition = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

/**
 * The pod with the condition; the pod itself where nothing changes.
 * @source kubernetes/kubernetes pkg/api/v1/pod/util.go UpdatePodCondition
 */
export function podWithCondition(pod: Pod, wanted: NewCondition, clock: Clock): Pod {
  const { conditions } = pod.status;
  const { generation } = pod.metadata;
  const before = findCondition(conditions, wanted.type);
  if (before && isSame(before, wanted)) return pod;
  const observed = generation ? { ...wanted, observedGeneration: generation } : wanted;
  const condition = withTransitionTime(observed, conditions, timestamp(clock));
  return { ...pod, status: { ...pod.status, conditions: withCondition(conditions, condition) } };
}

/** @param node - '' takes an earlier nomination away */
export function podWithNomination(pod: Pod, node: string): Pod {
  const { nominatedNodeName, ...rest } = pod.status;
  if ((nominatedNodeName ?? '') === node) return pod;
  return { ...pod, status: node ? { ...rest, nominatedNodeName: node } : rest };
}

const isSame = (a: NewCondition, b: NewCondition): boolean =>
  a.status === b.status && a.reason === b.reason && a.message === b.message;
