import { goQuote } from '../go-quote.ts';
import { withDisruptionAllowed } from '../pod/disruption-allowed.ts';
import { podWithCondition } from '../scheduler/pod-status.ts';
import { matchesSelector } from '../selector.ts';
import { deleteObject } from './delete-object.ts';
import { refused } from './refused.ts';
import type { ServerContext } from './create-server.ts';
import type { KubeObject, Pod, PodDisruptionBudget } from './schema/kinds.ts';
import type { Caller, DeleteOptions } from './server.ts';
import { notFound, type Answer, type StatusError } from './status-error.ts';
import { timestamp } from '../timestamp.ts';

const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget.";

/**
 * POST pods/eviction: a delete that asks the pod's budget first, and takes one disruption from it.
 * @source kubernetes/kubernetes pkg/registry/core/pod/storage/eviction.go
 */
export function evictPod(
  context: ServerContext,
  namespace: string,
  name: string,
  options: DeleteOptions,
  caller: Caller,
): Answer<KubeObject> {
  const { store } = context;
  const target = { kind: 'Pod', namespace, name } as const;
  const pod = store.get('Pod', namespace, name);
  if (!pod) return refused(notFound('pods', name));
  const evict = (): Answer<KubeObject> => {
    if (!caller.dryRun) markDisrupted(context, pod, caller);
    return deleteObject(context, target, options, caller);
  };
  if (canIgnoreBudget(pod)) return evict();
  const budgets = store
    .list('PodDisruptionBudget', namespace)
    .filter((b) => matchesSelector(b.spec.selector, pod.metadata.labels));
  if (budgets.length > 1)
    return refused({
      code: 500,
      reason: 'InternalError',
      message: 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    });
  const budget = budgets[0];
  if (budget && isCounted(pod, budget)) {
    const refusal = problem(budget);
    if (refusal) return refused(refusal);
    if (!caller.dryRun)
      store.update<'PodDisruptionBudget'>(charged(budget, name, timestamp(context.clock)), caller.cause);
  }
  return evict();
}

/** The Pod says why it ends. */
function markDisrupted({ store, clock }: ServerContext, pod: Pod, { cause }: Caller): void {
  const reason = 'EvictionByEvictionAPI';
  const message = 'Eviction API: evicting';
  const marked = podWithCondition(pod, { type: 'DisruptionTarget', status: 'True', reason, message }, clock);
  if (marked !== pod) store.update<'Pod'>(marked, cause);
}

/** One disruption fewer; the controller counts on the Pod's end. */
function charged(budget: PodDisruptionBudget, pod: string, now: string): PodDisruptionBudget {
  const { disruptionsAllowed = 0, disruptedPods, conditions, observedGeneration } = budget.status;
  const left = disruptionsAllowed - 1;
  return {
    ...budget,
    status: {
      ...budget.status,
      disruptionsAllowed: left,
      disruptedPods: { ...disruptedPods, [pod]: now },
      conditions: left === 0 ? withDisruptionAllowed(conditions, left, observedGeneration ?? 0, now) : conditions,
    },
  };
}

const canIgnoreBudget = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp !== undefined || ['Succeeded', 'Failed', 'Pending'].includes(pod.status.phase ?? '');

const isReady = (pod: Pod): boolean =>
  pod.status.conditions?.some((c) => c.type === 'Ready' && c.status === 'True') === true;

/** A pod that is not ready costs the budget nothing where the budget says so, or as long as enough others are healthy. */
function isCounted(pod: Pod, budget: PodDisruptionBudget): boolean {
  if (isReady(pod)) return true;
  if (budget.spec.unhealthyPodEvictionPolicy === 'AlwaysAllow') return false;
  const { currentHealthy = 0, desiredHealthy = 0 } = budget.status;
  return !(currentHealthy >= desiredHealthy && desiredHealthy > 0);
}

/** Why the budget refuses (being processed, or too few healthy) is a cause in the Status's details, which no text shows. */
function problem(budget: PodDisruptionBudget): StatusError | undefined {
  const { status, metadata } = budget;
  const allowed = status.disruptionsAllowed ?? 0;
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0) || allowed === 0)
    return { code: 429, reason: 'TooManyRequests', message: VIOLATES };
  return allowed < 0
    ? {
        code: 403,
        reason: 'Forbidden',
        message: `poddisruptionbudgets.policy ${goQuote(metadata.name)} is forbidden: pdb disruptions allowed is negative`,
      }
    : undefined;
}
