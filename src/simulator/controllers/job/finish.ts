import type { Job, JobCondition, Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { parseIndexes } from './indexes.ts';
import { isFailed, isIndexed } from './job-pods.ts';
import type { Progress } from './job-progress.ts';
import { judgeFailure } from './pod-failure-policy.ts';

/** That a Job has to end, and why. */
export interface Finish {
  readonly type: 'FailureTarget' | 'SuccessCriteriaMet';
  readonly reason: string;
  readonly message: string;
}

const failure = (reason: string, message: string): Finish => ({ type: 'FailureTarget', reason, message });

export const COMPLETIONS_REACHED: Finish = {
  type: 'SuccessCriteriaMet',
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

/**
 * Whether a Job has to end before all is done: what was decided before, a rule of its podFailurePolicy, its limits, its
 * deadline, its failed indexes, its success policy; the first counts.
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go syncJob
 */
export function finishOf(job: Job, pods: readonly Pod[], progress: Progress, now: Millis): Finish | undefined {
  return (
    decided(job, 'SuccessCriteriaMet') ??
    decided(job, 'FailureTarget') ??
    byRule(job, pods) ??
    byLimit(job, pods, progress) ??
    byDeadline(job, now) ??
    byIndexes(job, progress) ??
    bySuccessPolicy(job, progress)
  );
}

function decided({ status }: Job, wanted: Finish['type']): Finish | undefined {
  const found = status.conditions?.find(({ type, status: is }) => type === wanted && is === 'True');
  return found && { type: wanted, reason: found.reason ?? '', message: found.message ?? '' };
}

function byRule(job: Job, pods: readonly Pod[]): Finish | undefined {
  if (!job.spec.podFailurePolicy) return undefined;
  for (const pod of pods) {
    if (!isFailed(job, pod)) continue;
    const verdict = judgeFailure(job.spec.podFailurePolicy, pod);
    if (verdict.action === 'FailJob') return failure('PodFailurePolicy', verdict.message);
  }
  return undefined;
}

const byLimit = (job: Job, pods: readonly Pod[], { failed }: Progress): Finish | undefined =>
  failed > (job.spec.backoffLimit ?? 6) || hasRestartedTooOften(job, pods)
    ? failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit')
    : undefined;

/** Containers that restart in place count too. @source the same file, pastBackoffLimitOnFailure */
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

function byDeadline(job: Job, now: Millis): Finish | undefined {
  const left = untilDeadline(job, now);
  return left !== undefined && left <= 0
    ? failure('DeadlineExceeded', 'Job was active longer than specified deadline')
    : undefined;
}

/** How long the Job may still be active; undefined without a deadline, while it is suspended or has not begun. */
export function untilDeadline({ spec, status }: Job, now: Millis): Millis | undefined {
  const started = parseTimestamp(status.startTime ?? '');
  if (spec.activeDeadlineSeconds === undefined || spec.suspend || started === undefined) return undefined;
  return started + spec.activeDeadlineSeconds * 1000 - now;
}

function byIndexes({ spec }: Job, { failedIndexes, completedIndexes }: Progress): Finish | undefined {
  const failed = failedIndexes?.size ?? 0;
  if (spec.maxFailedIndexes !== undefined && failed > spec.maxFailedIndexes)
    return failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
  return failed > 0 && failed + completedIndexes.size >= (spec.completions ?? 0)
    ? failure('FailedIndexes', 'Job has failed indexes')
    : undefined;
}

/** @source kubernetes/kubernetes pkg/controller/job/success_policy.go matchSuccessPolicy */
function bySuccessPolicy(job: Job, { completedIndexes }: Progress): Finish | undefined {
  if (!isIndexed(job)) return undefined;
  const rule = (job.spec.successPolicy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    const asked =
      succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes, job.spec.completions ?? 0);
    const done = asked ? [...asked].filter((index) => completedIndexes.has(index)).length : completedIndexes.size;
    return done >= (succeededCount ?? asked?.size ?? Infinity);
  });
  if (rule < 0) return undefined;
  return { type: 'SuccessCriteriaMet', reason: 'SuccessPolicy', message: `Matched rules at index ${rule}` };
}

export const conditionIs = (
  conditions: readonly JobCondition[] | undefined,
  type: JobCondition['type'],
  status: string,
): boolean => conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;

/** Whether a Job is over. */
export const isFinishedJob = ({ status }: Job): boolean =>
  conditionIs(status.conditions, 'Complete', 'True') || conditionIs(status.conditions, 'Failed', 'True');
