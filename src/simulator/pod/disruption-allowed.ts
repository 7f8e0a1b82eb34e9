import type { Condition } from '../api/schema/kinds.ts';

const TYPE = 'DisruptionAllowed';

/**
 * A budget's conditions with the one that says whether a Pod may be disrupted.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/apps/poddisruptionbudget/helpers.go UpdateDisruptionAllowedCondition
 */
export const withDisruptionAllowed = (
  conditions: readonly Condition[] | undefined,
  allowed: number,
  observedGeneration: number,
  now: string,
): readonly Condition[] =>
  withStatus(conditions, allowed > 0 ? 'True' : 'False', allowed > 0 ? 'SufficientPods' : 'InsufficientPods', '', {
    observedGeneration,
    now,
  });

/** As `withDisruptionAllowed`, where the budget's state could not be found out. */
export const withSyncFailed = (
  conditions: readonly Condition[] | undefined,
  message: string,
  observedGeneration: number,
  now: string,
): readonly Condition[] => withStatus(conditions, 'False', 'SyncFailed', message, { observedGeneration, now });

/** The time is that of the last change of the status. @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/meta/conditions.go SetStatusCondition */
function withStatus(
  conditions: readonly Condition[] | undefined,
  status: string,
  reason: string,
  message: string,
  { observedGeneration, now }: { readonly observedGeneration: number; readonly now: string },
): readonly Condition[] {
  const before = conditions?.find(({ type }) => type === TYPE);
  const lastTransitionTime = before?.status === status ? before.lastTransitionTime : now;
  const condition: Condition = { type: TYPE, status, observedGeneration, lastTransitionTime, reason, message };
  return before
    ? (conditions ?? []).map((other) => (other.type === TYPE ? condition : other))
    : [...(conditions ?? []), condition];
}
