import type { Job, Pod } from '../../api/schema/kinds.ts';
import { indexOf } from './indexes.ts';
import { isFailed } from './job-pods.ts';
import { finishedAt } from './pod-backoff.ts';
import { judgeFailure } from './pod-failure-policy.ts';

const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** How often the Pods of one index have failed: those that count towards backoffLimitPerIndex, and those that a rule ignores. */
export interface IndexFailures {
  readonly counted: number;
  readonly ignored: number;
}

/** Each Pod of an index carries the failures of those before it. */
export function failuresBefore({ metadata: { annotations } }: Pod): IndexFailures {
  return { counted: numberIn(annotations?.[FAILURES]), ignored: numberIn(annotations?.[IGNORED_FAILURES]) };
}

const numberIn = (text = ''): number => (/^\d{1,9}$/.test(text) ? Number(text) : 0);

/** @param failed - the Pod that the next one replaces, if any */
function failuresWith({ spec }: Job, failed: Pod | undefined): IndexFailures {
  if (!failed) return { counted: 0, ignored: 0 };
  const { counted, ignored } = failuresBefore(failed);
  return judgeFailure(spec.podFailurePolicy, failed).action === 'Ignore'
    ? { counted, ignored: ignored + 1 }
    : { counted: counted + 1, ignored };
}

/** What the replacement of `failed` carries. */
export function failureAnnotations(job: Job, failed: Pod | undefined): Readonly<Record<string, string>> {
  const { counted, ignored } = failuresWith(job, failed);
  return { [FAILURES]: String(counted), ...(ignored > 0 ? { [IGNORED_FAILURES]: String(ignored) } : {}) };
}

/**
 * Whether the Pod's index has failed for good: its failures have reached backoffLimitPerIndex, or a rule says so.
 * @source kubernetes/kubernetes pkg/controller/job/indexed_job_utils.go isIndexFailed
 */
export function failsIndex(job: Job, pod: Pod): boolean {
  if (!isFailed(job, pod)) return false;
  const { action } = judgeFailure(job.spec.podFailurePolicy, pod);
  if (action === 'FailIndex') return true;
  return action !== 'Ignore' && failuresBefore(pod).counted >= (job.spec.backoffLimitPerIndex ?? Infinity);
}

/**
 * Failed Pods that stay until their replacement is there, which learns the failures from them: the latest of each index
 * that is neither done, failed nor worked on.
 * @param settled - indexes that need no replacement
 * @source the same file, getPodsWithDelayedDeletionPerIndex
 */
export function heldPods(job: Job, failed: readonly Pod[], settled: ReadonlySet<number>): ReadonlyMap<number, Pod> {
  const held = new Map<number, Pod>();
  if (job.spec.backoffLimitPerIndex === undefined) return held;
  for (const pod of failed) {
    const index = indexOf(pod);
    if (index === undefined || settled.has(index)) continue;
    const known = held.get(index);
    if (!known || (total(known) <= total(pod) && finishedAt(pod) >= finishedAt(known))) held.set(index, pod);
  }
  return held;
}

function total(pod: Pod): number {
  const { counted, ignored } = failuresBefore(pod);
  return counted + ignored;
}
