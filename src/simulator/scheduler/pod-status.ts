import type { Pod, PodCondition } from '../api/schema/kinds.ts';
import type { Clock } from '../clock.ts';
import { timestamp } from '../timestamp.ts';

/** The condition without its times; the pod's generation is noted in it. */
export type NewCondition = Pick<PodCondition, 'type' | 'status' | 'reason' | 'message'>;

/**
 * The pod with the condition, whose transition time changes with its status only; the pod itself where nothing changes.
 * @source kubernetes/kubernetes pkg/api/v1/pod/util.go UpdatePodCondition
 */
export function withCondition(pod: Pod, { type, status, reason, message }: NewCondition, clock: Clock): Pod {
  const conditions = pod.status.conditions ?? [];
  const before = conditions.find((condition) => condition.type === type);
  const { generation } = pod.metadata;
  if (
    before &&
    before.status === status &&
    before.reason === reason &&
    before.message === message &&
    before.observedGeneration === generation
  )
    return pod;
  const condition: PodCondition = {
    type,
    status,
    reason,
    message,
    lastProbeTime: null,
    lastTransitionTime: before?.status === status ? before.lastTransitionTime : timestamp(clock),
    ...(generation ? { observedGeneration: generation } : {}),
  };
  const others = before ? conditions.map((c) => (c === before ? condition : c)) : [...conditions, condition];
  return { ...pod, status: { ...pod.status, conditions: others } };
}

/** @param node - '' takes an earlier nomination away */
export function withNomination(pod: Pod, node: string): Pod {
  const { nominatedNodeName, ...rest } = pod.status;
  if ((nominatedNodeName ?? '') === node) return pod;
  return { ...pod, status: node ? { ...rest, nominatedNodeName: node } : rest };
}
