import type { Job, Pod } from '../../api/schema/kinds.ts';
import { isTerminating } from '../pod-state.ts';
import { compareActivePods } from '../replicaset/victims.ts';
import { indexOf } from './indexes.ts';

/** The finalizer that keeps a Pod until its Job has counted it. */
export const TRACKING = 'batch.kubernetes.io/job-tracking';

export const isTracked = (pod: Pod): boolean => pod.metadata.finalizers?.includes(TRACKING) === true;
export const isIndexed = ({ spec }: Job): boolean => spec.completionMode === 'Indexed';

/** A Pod of an Indexed Job counts only for an index that the Job has. */
export function isValid(job: Job, pod: Pod): boolean {
  return !isIndexed(job) || (indexOf(pod) ?? Infinity) < (job.spec.completions ?? 0);
}

/** A Pod that is being deleted counts as failed at once, unless its Job waits to see how it ends. @source kubernetes/kubernetes pkg/controller/job/job_controller.go isPodFailed */
export function isFailed({ spec }: Job, pod: Pod): boolean {
  if (pod.status.phase === 'Failed') return true;
  if (spec.podReplacementPolicy === 'Failed' || spec.podFailurePolicy) return false;
  return isTerminating(pod) && pod.status.phase !== 'Succeeded';
}

/**
 * Which Pods go: of an Indexed Job those whose index is none, not valid or taken by another, and then as many as are too
 * many, those that have come least far first.
 * @source the same file, activePodsForRemoval; indexed_job_utils.go appendDuplicatedIndexPodsForRemoval
 */
export function podsToRemove(job: Job, active: readonly Pod[], tooMany: number): readonly Pod[] {
  const sorted = active.toSorted(compareActivePods);
  const gone = isIndexed(job) ? misplaced(job, sorted) : [];
  const left = sorted.filter((pod) => !gone.includes(pod));
  return [...gone, ...left.slice(0, Math.max(0, tooMany - gone.length))];
}

/** @param sorted - those that have come least far first: the last of each index stays */
function misplaced(job: Job, sorted: readonly Pod[]): Pod[] {
  const keeper = new Map(sorted.map((pod) => [indexOf(pod), pod]));
  return sorted.filter((pod) => !isValid(job, pod) || keeper.get(indexOf(pod)) !== pod);
}
