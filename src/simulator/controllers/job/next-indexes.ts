import type { Job, Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { failuresBefore } from './index-failures.ts';
import { indexOf, pendingIndexes } from './indexes.ts';
import type { Progress } from './job-progress.ts';
import { finishedAt, untilNextPod } from './pod-backoff.ts';

/** Which indexes get a Pod now; where none does, how long until the first may. */
export interface NextIndexes {
  readonly indexes: readonly number[];
  readonly wait: Millis;
}

/**
 * The lowest indexes that nobody works on, has done or has given up; with backoffLimitPerIndex each waits for its own
 * back-off.
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/controller/job/job_controller.go getPodCreationInfoForIndependentIndexes, indexed_job_utils.go firstPendingIndexes
 */
export function nextIndexes(job: Job, progress: Progress, count: number, now: Millis): NextIndexes {
  const { active, terminating, completedIndexes, failedIndexes, held } = progress;
  const busy = job.spec.podReplacementPolicy === 'Failed' ? [...active, ...terminating] : active;
  const taken = new Set([...completedIndexes, ...(failedIndexes ?? []), ...busy.flatMap((pod) => indexOf(pod) ?? [])]);
  const pending = pendingIndexes(count, job.spec.completions ?? 0, taken);
  if (job.spec.backoffLimitPerIndex === undefined) return { indexes: pending, wait: 0 };
  const waits = pending.map((index) => untilReplaced(held.get(index), now));
  const indexes = pending.filter((_, i) => waits[i] === 0);
  return { indexes, wait: indexes.length > 0 || waits.length === 0 ? 0 : Math.min(...waits) };
}

function untilReplaced(failed: Pod | undefined, now: Millis): Millis {
  if (!failed) return 0;
  const { counted, ignored } = failuresBefore(failed);
  return untilNextPod({ count: counted + ignored + 1, last: finishedAt(failed) }, now);
}
