import type { PodCondition, PodStatus } from '../api/schema/kinds.ts';

/** Conditions the kubelet writes; all others in a Pod's status belong to somebody else and are kept. */
const KUBELETS: ReadonlySet<string> = new Set([
  'PodScheduled',
  'Ready',
  'Initialized',
  'ContainersReady',
  'PodReadyToStartContainers',
  'PodResizePending',
  'PodResizeInProgress',
  'AllContainersRestarting',
]);

/** @source kubernetes/kubernetes pkg/kubelet/types/pod_status.go PodConditionByKubelet */
export const isKubeletsCondition = (type: string): boolean => KUBELETS.has(type);

export const findCondition = (
  conditions: readonly PodCondition[] | undefined,
  type: string,
): PodCondition | undefined => conditions?.find((condition) => condition.type === type);

export const hasCondition = (status: PodStatus | undefined, type: string, value = 'True'): boolean =>
  findCondition(status?.conditions, type)?.status === value;

/** Puts a condition in the place of the one of its type, or behind the others. */
export function withCondition(
  conditions: readonly PodCondition[] | undefined,
  condition: PodCondition,
): readonly PodCondition[] {
  const all = conditions ?? [];
  return findCondition(all, condition.type)
    ? all.map((other) => (other.type === condition.type ? condition : other))
    : [...all, condition];
}

/**
 * A condition changes its time only when its status changes.
 * @source kubernetes/kubernetes pkg/kubelet/status/status_manager.go updateLastTransitionTime
 */
export function withTransitionTime(
  condition: PodCondition,
  before: readonly PodCondition[] | undefined,
  now: string,
): PodCondition {
  const old = findCondition(before, condition.type);
  const at = old && old.status === condition.status ? (old.lastTransitionTime ?? now) : now;
  return { ...condition, lastProbeTime: condition.lastProbeTime ?? null, lastTransitionTime: at };
}
