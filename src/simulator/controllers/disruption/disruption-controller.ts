import { sameJson } from '../../api/same-json.ts';
import type { LabelSelector, Pod, PodDisruptionBudget } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Millis } from '../../clock.ts';
import { goQuote } from '../../go-quote.ts';
import type { Cause } from '../../history.ts';
import { findCondition } from '../../pod/conditions.ts';
import { withSyncFailed } from '../../pod/disruption-allowed.ts';
import { podWithCondition } from '../../scheduler/pod-status.ts';
import { matchesSelector } from '../../selector.ts';
import { keyOf } from '../../store.ts';
import { parseTimestamp, timestamp } from '../../timestamp.ts';
import { isFinished, isTerminating } from '../pod-state.ts';
import { indexPodsByLabel, selectedPods } from '../selected-pods.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { planBudget } from './budget-status.ts';
import { expectedPods, scaleFinder } from './expected-pods.ts';

const ACTOR = 'disruption-controller';
const BY_NAMESPACE = 'namespace';
/** A Pod that was to be disrupted and lives on so long is taken to have been spared. @source kubernetes/kubernetes pkg/controller/disruption/disruption.go stalePodDisruptionTimeout */
const STALE_AFTER: Millis = 120_000;

/**
 * Keeps the status of PodDisruptionBudgets: how many Pods may be evicted now.
 * @source kubernetes/kubernetes pkg/controller/disruption/disruption.go
 */
export function startDisruptionController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: 'controllermanager', style: 'core' });
  const scaleOf = scaleFinder(context);
  indexPodsByLabel(context);
  store.addIndex('PodDisruptionBudget', BY_NAMESPACE, ({ metadata }) => [metadata.namespace ?? '']);
  const queue = new WorkQueue(clock, sync);
  const stale = new WorkQueue(clock, clearStale);
  store.watch('PodDisruptionBudget', (change) => queue.add(keyOf(change.object), change.entry));
  store.watch('Pod', (change) => {
    const budget = budgetOf(change.object, change.entry);
    if (budget) queue.add(keyOf(budget), change.entry);
    if (change.type === 'deleted') return;
    const wait = untilStale(change.object);
    if (wait !== undefined) stale.addAfter(keyOf(change.object), wait, change.entry);
  });

  /** A Pod should have one budget; of several the first is taken, and the Pod is told. */
  function budgetOf(pod: Pod, because: number): PodDisruptionBudget | undefined {
    const { namespace = '', name, labels } = pod.metadata;
    const [first, second] = store
      .byIndex('PodDisruptionBudget', BY_NAMESPACE, namespace)
      .filter(({ spec }) => matchesSelector(spec.selector, labels));
    if (first && second) {
      const message = `Pod ${goQuote(namespace)}/${goQuote(name)} matches multiple PodDisruptionBudgets.  Chose ${goQuote(first.metadata.name)} arbitrarily.`;
      const cause = { actor: ACTOR, reason: 'two budgets select the Pod', because };
      recorder.tell(pod, { type: 'Warning', reason: 'MultiplePodDisruptionBudgets', message, cause });
    }
    return first;
  }

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const budget = store.get('PodDisruptionBudget', namespace, name);
    if (!budget) return 'done';
    const cause: Cause = { actor: ACTOR, reason: `the Pods of PodDisruptionBudget ${name} changed`, because };
    const tell = (type: 'Normal' | 'Warning', reason: string, message: string): void =>
      recorder.tell(budget, { type, reason, message, cause });
    const pods = selectedPods(context, namespace, budget.spec.selector);
    if (pods.length === 0) tell('Normal', 'NoPods', 'No matching pods found');
    const expected = expectedPods(budget, pods, scaleOf);
    const stamp = timestamp(clock);
    if ('failed' in expected) {
      const message = `Failed to calculate the number of expected pods: ${expected.failed}`;
      tell('Warning', 'CalculateExpectedPodCountFailed', message);
      write(budget, { ...budget.status, ...failSafe(budget, expected.failed, stamp) }, cause);
      return 'done';
    }
    if (expected.hasUnmanaged) tell('Warning', 'UnmanagedPods', unmanaged(budget.spec.selector));
    const plan = planBudget(budget, pods, expected, { now: clock.epoch + clock.now, stamp });
    for (const pod of plan.notDeleted) {
      const message = `Pod was expected by PDB ${namespace ?? ''}/${namespace ?? ''} to be deleted but it wasn't`; // sic
      recorder.tell(pod, { type: 'Warning', reason: 'NotDeleted', message, cause });
    }
    write(budget, plan.status, cause);
    if (plan.recheckAfter !== undefined) queue.addAfter(key, plan.recheckAfter + 1, because);
    return 'done';
  }

  function write({ metadata }: PodDisruptionBudget, status: PodDisruptionBudget['status'], cause: Cause): void {
    const change = (stored: PodDisruptionBudget): PodDisruptionBudget =>
      sameJson(stored.status, status) ? stored : { ...stored, status };
    api.writeStatus('PodDisruptionBudget', metadata.namespace, metadata.name, change, cause);
  }

  function untilStale(pod: Pod): Millis | undefined {
    const condition = findCondition(pod.status.conditions, 'DisruptionTarget');
    if (condition?.status !== 'True' || condition.reason === 'TerminationByKubelet') return undefined;
    if (isTerminating(pod) || isFinished(pod)) return undefined;
    const since = parseTimestamp(condition.lastTransitionTime ?? '') ?? 0;
    return Math.max(0, since + STALE_AFTER - clock.epoch - clock.now);
  }

  function clearStale(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const pod = store.get('Pod', namespace, name);
    const wait = pod && untilStale(pod);
    if (wait === undefined) return 'done';
    if (wait > 0) stale.addAfter(key, wait, because);
    else
      api.writeStatus(
        'Pod',
        namespace,
        name,
        (stored) => podWithCondition(stored, { type: 'DisruptionTarget', status: 'False' }, clock),
        { actor: ACTOR, reason: 'the Pod was to be disrupted and was not', because },
      );
    return 'done';
  }
}

/** What cannot be counted may not be disrupted. @source the same file, failSafe */
const failSafe = (
  { status }: PodDisruptionBudget,
  message: string,
  stamp: string,
): Partial<PodDisruptionBudget['status']> => ({
  disruptionsAllowed: 0,
  conditions: withSyncFailed(status.conditions, message, status.observedGeneration ?? 0, stamp),
});

const unmanaged = (selector: LabelSelector | undefined): string =>
  `Pods selected by this PodDisruptionBudget (selector: ${asGoPrints(selector)}) were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.`;

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/generated.pb.go LabelSelector.String */
function asGoPrints(selector: LabelSelector | undefined): string {
  if (!selector) return 'nil';
  const labels = Object.entries(selector.matchLabels ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${value},`);
  const requirements = (selector.matchExpressions ?? []).map(
    ({ key, operator, values }) =>
      `LabelSelectorRequirement{Key:${key},Operator:${operator},Values:[${(values ?? []).join(' ')}],},`,
  );
  return `&LabelSelector{MatchLabels:map[string]string{${labels.join('')}},MatchExpressions:[]LabelSelectorRequirement{${requirements.join('')}},}`;
}
