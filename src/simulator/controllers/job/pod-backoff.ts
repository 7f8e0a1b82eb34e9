import type { Pod } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { findCondition } from '../../pod/conditions.ts';
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
export function withEnded(before: Failures, succeeded: readonly Pod[], failed: readonly Pod[]): Failures {
  const lastSuccess = succeeded.length > 0 ? Math.max(...succeeded.map(finishedAt)) : undefined;
  const times = failed.map(finishedAt).filter((at) => lastSuccess === undefined || at > lastSuccess);
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

/**
 * When a Pod ended, in milliseconds since 1970: when its last container or sidecar did; else when it became unready, when
 * its deletion was asked for, or when it was created.
 * @source the same file, getFinishedTime
 */
export function finishedAt({ status, metadata, spec }: Pod): Millis {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const statuses = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []).filter(({ name }) => sidecars.some((sidecar) => sidecar.name === name)),
  ];
  const times = statuses.map(({ state }) => parseTimestamp(state?.terminated?.finishedAt ?? ''));
  const known = times.filter((at) => at !== undefined);
  if (known.length > 0 && known.length === times.length) return Math.max(...known);
  const ready = findCondition(status.conditions, 'Ready');
  const unreadySince = ready?.status === 'False' ? parseTimestamp(ready.lastTransitionTime ?? '') : undefined;
  if (unreadySince !== undefined) return unreadySince;
  const asked = parseTimestamp(metadata.deletionTimestamp ?? '');
  return asked === undefined
    ? (parseTimestamp(metadata.creationTimestamp) ?? 0)
    : asked - (metadata.deletionGracePeriodSeconds ?? 0) * 1000;
}
