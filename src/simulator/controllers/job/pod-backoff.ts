import type { Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { parseTimestamp } from '../../timestamp.ts';

const FIRST: Millis = 10_000;
const LONGEST: Millis = 600_000;

/** Failures in a row of a Job's Pods. */
export interface Failures {
  readonly count: number;
  /** When the last one ended, in milliseconds since 1970. */
  readonly last: Millis;
}
export const NO_FAILURES: Failures = { count: 0, last: 0 };

/** @source kubernetes/kubernetes pkg/controller/job/backoff_utils.go newBackoffRecord */
export function withEnded(before: Failures, succeeded: readonly Pod[], failed: readonly Pod[], now: Millis): Failures {
  const lastSuccess = succeeded.length > 0 ? Math.max(...succeeded.map((pod) => finishedAt(pod, now))) : undefined;
  const times = failed.map((pod) => finishedAt(pod, now)).filter((at) => lastSuccess === undefined || at > lastSuccess);
  const kept = lastSuccess === undefined ? before : NO_FAILURES;
  return { count: kept.count + times.length, last: Math.max(kept.last, ...times) };
}

/**
 * How long until the next Pod may be created: 10 s after the first failure, doubled with each up to 10 minutes.
 * @source the same file, getRemainingTime
 */
export function untilNextPod({ count, last }: Failures, now: Millis): Millis {
  return count === 0 ? 0 : Math.max(0, last + Math.min(FIRST * 2 ** (count - 1), LONGEST) - now);
}

/** When the last container ended; a Pod that is being deleted ends when that was asked. */
function finishedAt({ status, metadata }: Pod, now: Millis): Millis {
  const times = (status.containerStatuses ?? []).map(({ state }) =>
    parseTimestamp(state?.terminated?.finishedAt ?? ''),
  );
  const known = times.filter((at) => at !== undefined);
  if (known.length > 0 && known.length === times.length) return Math.max(...known);
  const asked = parseTimestamp(metadata.deletionTimestamp ?? '');
  return asked === undefined ? now : asked - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}
