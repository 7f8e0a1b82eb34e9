import type { Job, JobCondition, JobStatus, Pod } from '../../api/schema/kinds.ts';
import { conditionIs, type Finish } from './finish.ts';
import { formatIndexes } from './indexes.ts';
import { isIndexed, isTracked } from './job-pods.ts';
import { isCounted, type Progress } from './job-progress.ts';

/** What a round of the controller came to. */
export interface Round {
  readonly finish: Finish | undefined;
  /** Pods that run or are about to, once what was asked for has happened. */
  readonly active: number;
  readonly terminating: number;
  readonly ready: number;
  /** The time as Kubernetes writes it. */
  readonly stamp: string;
}

/**
 * A Job's status after a round; it has ended for good once no Pod is left that could still do something.
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers, enactJobFinished
 */
export function jobStatus(job: Job, progress: Progress, round: Round): JobStatus {
  const { finish, active, terminating, ready, stamp } = round;
  const conditions = conditionsWith(job, finish, active + terminating === 0, stamp);
  const failed = failedCount(job, progress, finish);
  const isResumed = conditions !== job.status.conditions && conditions.some(({ reason }) => reason === 'JobResumed');
  const {
    succeeded: _succeeded,
    failed: _failed,
    active: _active,
    completedIndexes: _completed,
    failedIndexes: _failedIndexes,
    completionTime: _time,
    startTime,
    ...rest
  } = job.status;
  return {
    ...rest,
    ...(conditions.length > 0 ? { conditions } : {}),
    ...startTimeOf(startTime, conditions, isResumed && !finish ? stamp : undefined),
    ...(conditionIs(conditions, 'Complete', 'True') ? { completionTime: stamp } : {}),
    ...(active ? { active } : {}),
    ...(progress.succeeded ? { succeeded: progress.succeeded } : {}),
    ...(failed ? { failed } : {}),
    terminating,
    ...(isIndexed(job) && progress.completedIndexes.size > 0
      ? { completedIndexes: formatIndexes(progress.completedIndexes) }
      : {}),
    ...(progress.failedIndexes ? { failedIndexes: formatIndexes(progress.failedIndexes) } : {}),
    uncountedTerminatedPods: {},
    ready,
  };
}

/** Held Pods are not counted yet; once the Job fails, what still runs has failed too. */
function failedCount(
  job: Job,
  { failed, held, active, newFailed, newSucceeded }: Progress,
  finish: Finish | undefined,
): number {
  if (!finish) return failed - [...held.values()].filter((pod) => isCounted(job, pod)).length;
  const counted = new Set<Pod>([...newFailed, ...newSucceeded]);
  const stopped = active.filter((pod) => isTracked(pod) && !counted.has(pod)).length;
  return failed + (finish.type === 'FailureTarget' ? stopped : 0);
}

function startTimeOf(
  before: JobStatus['startTime'],
  conditions: readonly JobCondition[],
  resumed: string | undefined,
): Pick<JobStatus, 'startTime'> {
  if (resumed) return { startTime: resumed };
  return conditionIs(conditions, 'Suspended', 'True') || before === undefined ? {} : { startTime: before };
}

type Said = Pick<JobCondition, 'type' | 'status' | 'reason' | 'message'>;

/** The conditions themselves where nothing changes. */
function conditionsWith(
  { spec, status }: Job,
  finish: Finish | undefined,
  isEmpty: boolean,
  stamp: string,
): readonly JobCondition[] {
  const before = status.conditions ?? [];
  if (finish) {
    const target = withCondition(before, { ...finish, status: 'True' }, stamp);
    const type = finish.type === 'FailureTarget' ? 'Failed' : 'Complete';
    return isEmpty ? withCondition(target, { ...finish, type, status: 'True' }, stamp) : target;
  }
  if (spec.suspend)
    return withCondition(
      before,
      { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' },
      stamp,
    );
  return before.some(({ type }) => type === 'Suspended')
    ? withCondition(before, { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' }, stamp)
    : before;
}

function withCondition(all: readonly JobCondition[], said: Said, stamp: string): readonly JobCondition[] {
  const old = all.find(({ type }) => type === said.type);
  if (old?.status === said.status && old.reason === said.reason && old.message === said.message) return all;
  const added = { ...said, lastProbeTime: stamp, lastTransitionTime: stamp };
  return old ? all.map((other) => (other === old ? added : other)) : [...all, added];
}
