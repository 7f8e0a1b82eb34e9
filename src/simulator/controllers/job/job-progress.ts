import type { Job, Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { isActive, isTerminating } from '../pod-state.ts';
import { formatIndexes, indexOf, parseIndexes } from './indexes.ts';
import { judgeFailure } from './pod-failure-policy.ts';

export const TRACKING = 'batch.kubernetes.io/job-tracking';

export const isTracked = (pod: Pod): boolean => pod.metadata.finalizers?.includes(TRACKING) === true;
export const isIndexed = ({ spec }: Job): boolean => spec.completionMode === 'Indexed';

/** How a Job stands, its Pods that ended since last time counted in. */
export interface Progress {
  readonly active: readonly Pod[];
  readonly succeeded: number;
  readonly failed: number;
  readonly terminating: number;
  /** Pods that ended and are counted now for the first time. */
  readonly newSucceeded: readonly Pod[];
  readonly newFailed: readonly Pod[];
  readonly completedIndexes: ReadonlySet<number>;
}

/** @source kubernetes/kubernetes pkg/controller/job/job_controller.go getNewFinishedPods, calculateSucceededIndexes */
export function progressOf(job: Job, pods: readonly Pod[]): Progress {
  const tracked = pods.filter(isTracked);
  const newSucceeded = tracked.filter(({ status }) => status.phase === 'Succeeded');
  const newFailed = tracked.filter((pod) => isFailed(job, pod) && counts(job, pod));
  const completions = job.spec.completions ?? 0;
  const completedIndexes = parseIndexes(job.status.completedIndexes, completions);
  if (isIndexed(job))
    for (const pod of newSucceeded) {
      const index = indexOf(pod);
      if (index !== undefined && index < completions) completedIndexes.add(index);
    }
  return {
    active: pods.filter(isActive),
    succeeded: isIndexed(job) ? completedIndexes.size : (job.status.succeeded ?? 0) + newSucceeded.length,
    failed: (job.status.failed ?? 0) + newFailed.length,
    terminating: pods.filter((pod) => isTerminating(pod) && !isOver(pod)).length,
    newSucceeded,
    newFailed,
    completedIndexes,
  };
}

const isOver = ({ status: { phase } }: Pod): boolean => phase === 'Succeeded' || phase === 'Failed';

/** A Pod that is being deleted counts as failed at once, unless its Job waits to see how it ends. @source the same file, isPodFailed */
export function isFailed({ spec }: Job, pod: Pod): boolean {
  if (pod.status.phase === 'Failed') return true;
  if (spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy) return false;
  return isTerminating(pod) && pod.status.phase !== 'Succeeded';
}

const counts = ({ spec }: Job, pod: Pod): boolean => judgeFailure(spec.podFailurePolicy, pod).action !== 'Ignore';

export interface Finish {
  readonly type: 'FailureTarget' | 'SuccessCriteriaMet';
  readonly reason: string;
  readonly message: string;
}

/**
 * Whether a Job has to end, and why: its Pods' failures, its deadline, its success policy.
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go syncJob, success_policy.go matchSuccessPolicy
 */
export function finishOf(job: Job, pods: readonly Pod[], progress: Progress, now: Millis): Finish | undefined {
  const decided = job.status.conditions?.find(
    ({ type, status }) => (type === 'FailureTarget' || type === 'SuccessCriteriaMet') && status === 'True',
  );
  if (decided)
    return { type: decided.type as Finish['type'], reason: decided.reason ?? '', message: decided.message ?? '' };
  const rule = matchingSuccessRule(job, progress);
  if (rule !== undefined)
    return { type: 'SuccessCriteriaMet', reason: 'SuccessPolicy', message: `Matched rules at index ${rule}` };
  for (const pod of pods.filter(isTracked)) {
    const verdict = judgeFailure(job.spec.podFailurePolicy, pod);
    if (verdict.action === 'FailJob')
      return { type: 'FailureTarget', reason: 'PodFailurePolicy', message: verdict.message };
  }
  if (progress.failed > (job.spec.backoffLimit ?? 6) || hasRestartedTooOften(job, pods))
    return {
      type: 'FailureTarget',
      reason: 'BackoffLimitExceeded',
      message: 'Job has reached the specified backoff limit',
    };
  const left = untilDeadline(job, now);
  return left !== undefined && left <= 0
    ? { type: 'FailureTarget', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' }
    : undefined;
}

/** How long the Job may still be active; undefined without a deadline, while it is suspended or has not begun. */
export function untilDeadline({ spec, status }: Job, now: Millis): Millis | undefined {
  const started = parseTimestamp(status.startTime ?? '');
  if (spec.activeDeadlineSeconds === undefined || spec.suspend || started === undefined) return undefined;
  return started + spec.activeDeadlineSeconds * 1000 - now;
}

/** Containers that restart in place count too. @source job_controller.go pastBackoffLimitOnFailure */
function hasRestartedTooOften({ spec }: Job, pods: readonly Pod[]): boolean {
  if (spec.template.spec?.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods)
    if (status.phase === 'Running' || status.phase === 'Pending')
      for (const { restartCount } of [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
        restarts += restartCount;
  const limit = spec.backoffLimit ?? 6;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

function matchingSuccessRule(job: Job, { completedIndexes }: Progress): number | undefined {
  const found = (job.spec.successPolicy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    const asked =
      succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes, job.spec.completions ?? 0);
    const done = asked ? [...asked].filter((index) => completedIndexes.has(index)).length : completedIndexes.size;
    return done >= (succeededCount ?? asked?.size ?? Infinity);
  });
  return found < 0 ? undefined : found;
}

/** How many Pods a Job wants to run now. @source job_controller.go manageJob */
export function wantedActive({ spec }: Job, { active, succeeded }: Pick<Progress, 'active' | 'succeeded'>): number {
  const parallelism = spec.parallelism ?? 1;
  if (spec.completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(spec.completions - succeeded, parallelism));
}

/** Whether nothing is left to do. */
export const isDone = ({ spec }: Job, succeeded: number, active: number): boolean =>
  active === 0 && (spec.completions === undefined ? succeeded > 0 : succeeded >= spec.completions);

export const completedText = (indexes: ReadonlySet<number>): { readonly completedIndexes?: string } =>
  indexes.size > 0 ? { completedIndexes: formatIndexes(indexes) } : {};
