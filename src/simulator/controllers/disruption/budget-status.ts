import type { Pod, PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { withDisruptionAllowed } from '../../pod/disruption-allowed.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { isReady, isTerminating } from '../pod-state.ts';
import type { Expected } from './expected-pods.ts';

/** A Pod whose eviction was allowed counts as gone so long. @source kubernetes/kubernetes pkg/controller/disruption/disruption.go DeletionTimeout */
const DELETION_TIMEOUT: Millis = 120_000;

export interface BudgetPlan {
  readonly status: PodDisruptionBudgetStatus;
  /** Until a Pod that was to be gone counts again; undefined where none is awaited. */
  readonly recheckAfter: Millis | undefined;
  /** Pods that were to be gone and are still there. */
  readonly notDeleted: readonly Pod[];
}

/**
 * @param now - milliseconds since 1970; `stamp` is the same as Kubernetes writes it
 * @source kubernetes/kubernetes pkg/controller/disruption/disruption.go buildDisruptedPodMap, countHealthyPods, updatePdbStatus
 */
export function planBudget(
  budget: PodDisruptionBudget,
  pods: readonly Pod[],
  { expected, desired }: Expected,
  { now, stamp }: { readonly now: Millis; readonly stamp: string },
): BudgetPlan {
  const disrupted: Record<string, string> = {};
  const notDeleted: Pod[] = [];
  let recheckAfter: Millis | undefined;
  let healthy = 0;
  for (const pod of pods) {
    if (isTerminating(pod)) continue;
    const { name } = pod.metadata;
    const allowedAt = budget.status.disruptedPods?.[name];
    const left = allowedAt ? (parseTimestamp(allowedAt) ?? 0) + DELETION_TIMEOUT - now : -1;
    if (allowedAt && left >= 0) {
      disrupted[name] = allowedAt;
      recheckAfter = Math.min(recheckAfter ?? Infinity, left);
    } else if (allowedAt) notDeleted.push(pod);
    if (left <= 0 && isReady(pod)) healthy++;
  }
  const allowed = expected > 0 ? Math.max(0, healthy - desired) : 0;
  const { generation = 0 } = budget.metadata;
  const status: PodDisruptionBudgetStatus = {
    ...(generation ? { observedGeneration: generation } : {}),
    ...(Object.keys(disrupted).length > 0 ? { disruptedPods: disrupted } : {}),
    disruptionsAllowed: allowed,
    currentHealthy: healthy,
    desiredHealthy: desired,
    expectedPods: expected,
    conditions: withDisruptionAllowed(budget.status.conditions, allowed, generation, stamp),
  };
  return { status, recheckAfter, notDeleted };
}
