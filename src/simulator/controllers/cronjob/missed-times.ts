import type { CronJob } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { nextTime, type Schedule } from '../../cron/schedule.ts';
import type { ZoneOffset } from '../../cron/time-zone.ts';
import { parseTimestamp } from '../../timestamp.ts';

/** Past so many, a CronJob is told that it missed too many times. */
const TOO_MANY = 100;

export interface Missed {
  /** The last time that has come and was not used, in milliseconds since 1970. */
  readonly last: Millis | undefined;
  readonly tooMany: boolean;
  /** The schedule names a day that never comes: 31 February. */
  readonly never?: true;
}

/**
 * Times of the schedule that have come since the last one that was used.
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/controller/cronjob/utils.go mostRecentScheduleTime
 */
export function missedTimes(
  { metadata, spec, status }: CronJob,
  schedule: Schedule,
  zone: ZoneOffset | undefined,
  now: Millis,
): Missed {
  const since = parseTimestamp(status.lastScheduleTime ?? metadata.creationTimestamp) ?? now;
  const deadline = spec.startingDeadlineSeconds;
  let at = deadline === undefined ? since : Math.max(since, now - deadline * 1000);
  let last: Millis | undefined;
  let count = 0;
  for (;;) {
    const next = nextTime(schedule, at, zone);
    if (next === undefined) return { last: undefined, tooMany: false, never: true };
    if (next > now) return { last, tooMany: count > TOO_MANY };
    last = at = next;
    count++;
  }
}
