import type { Job, Pod } from '../../api/schema/kinds.ts';
import { isActive, isFinished, isTerminating } from '../pod-state.ts';
import { failsIndex, heldPods } from './index-failures.ts';
import { indexOf, parseIndexes } from './indexes.ts';
import { isFailed, isIndexed, isTracked, isValid } from './job-pods.ts';
import { judgeFailure } from './pod-failure-policy.ts';

/** How a Job stands, its Pods that ended since last time counted in. */
export interface Progress {
  readonly active: readonly Pod[];
  readonly succeeded: number;
  /** Failures that count towards backoffLimit. */
  readonly failed: number;
  /** Pods that are being deleted and still run. */
  readonly terminating: readonly Pod[];
  /** Pods that ended and are counted now for the first time. */
  readonly newSucceeded: readonly Pod[];
  /** Those that a rule ignores included. */
  readonly newFailed: readonly Pod[];
  readonly completedIndexes: ReadonlySet<number>;
  /** Only with backoffLimitPerIndex. */
  readonly failedIndexes: ReadonlySet<number> | undefined;
  /** Failed Pods that stay, and are not counted, until their replacement is there; by index. */
  readonly held: ReadonlyMap<number, Pod>;
}

/** @source kubernetes/kubernetes pkg/controller/job/job_controller.go syncJob, getNewFinishedPods, calculateSucceededIndexes, calculateFailedIndexes */
export function progressOf(job: Job, pods: readonly Pod[]): Progress {
  const tracked = pods.filter((pod) => isTracked(pod) && isValid(job, pod));
  const newSucceeded = tracked.filter(({ status }) => status.phase === 'Succeeded');
  const newFailed = tracked.filter((pod) => isFailed(job, pod));
  const active = pods.filter(isActive);
  const completions = job.spec.completions ?? 0;
  const completedIndexes = withIndexes(isIndexed(job), job.status.completedIndexes, completions, newSucceeded);
  const failedIndexes =
    job.spec.backoffLimitPerIndex === undefined
      ? undefined
      : withIndexes(
          true,
          job.status.failedIndexes,
          completions,
          newFailed.filter((pod) => failsIndex(job, pod)),
        );
  const settled = new Set([
    ...completedIndexes,
    ...(failedIndexes ?? []),
    ...active.flatMap((pod) => indexOf(pod) ?? []),
  ]);
  return {
    active,
    succeeded: isIndexed(job) ? completedIndexes.size : (job.status.succeeded ?? 0) + newSucceeded.length,
    failed: (job.status.failed ?? 0) + newFailed.filter((pod) => isCounted(job, pod)).length,
    terminating: pods.filter((pod) => isTerminating(pod) && !isFinished(pod)),
    newSucceeded,
    newFailed,
    completedIndexes,
    failedIndexes,
    held: heldPods(job, newFailed, settled),
  };
}

/** Whether a failure is one for the Job: no rule says that it shall be ignored. */
export const isCounted = ({ spec }: Job, pod: Pod): boolean =>
  judgeFailure(spec.podFailurePolicy, pod).action !== 'Ignore';

function withIndexes(
  areThere: boolean,
  before: string | undefined,
  completions: number,
  pods: readonly Pod[],
): ReadonlySet<number> {
  const indexes = parseIndexes(before, completions);
  if (areThere) for (const pod of pods) indexes.add(indexOf(pod) ?? 0);
  return indexes;
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
