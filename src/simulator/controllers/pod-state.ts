import type { Pod } from '../api/schema/kinds.ts';
import type { Millis, Seconds } from '../clock.ts';
import { findCondition } from '../pod/conditions.ts';
import { parseTimestamp } from '../timestamp.ts';

export const isTerminating = (pod: Pod): boolean => Boolean(pod.metadata.deletionTimestamp);

export const isFinished = ({ status: { phase } }: Pod): boolean => phase === 'Succeeded' || phase === 'Failed';

/** Neither finished nor being deleted. @source kubernetes/kubernetes pkg/controller/controller_utils.go IsPodActive */
export const isActive = (pod: Pod): boolean => !isFinished(pod) && !isTerminating(pod);

export const isReady = (pod: Pod): boolean => findCondition(pod.status.conditions, 'Ready')?.status === 'True';

/** When the Pod became ready, in milliseconds since 1970; undefined while it is not. */
export function readySince(pod: Pod): Millis | undefined {
  const condition = findCondition(pod.status.conditions, 'Ready');
  return condition?.status === 'True' ? parseTimestamp(condition.lastTransitionTime ?? '') : undefined;
}

/**
 * How long a Pod still has to stay ready before it counts as available: 0 when it is, undefined while it is not ready.
 * @param now - milliseconds since 1970
 * @source kubernetes/kubernetes pkg/api/v1/pod/util.go IsPodAvailable
 */
function untilAvailable(pod: Pod, minReadySeconds: Seconds, now: Millis): Millis | undefined {
  if (!isReady(pod)) return undefined;
  if (minReadySeconds === 0) return 0;
  const since = readySince(pod);
  return since === undefined ? undefined : Math.max(0, since + minReadySeconds * 1000 - now);
}

export const isAvailable = (pod: Pod, minReadySeconds: Seconds, now: Millis): boolean =>
  untilAvailable(pod, minReadySeconds, now) === 0;

/** The shortest time after which one more Pod may be available; undefined where none is waiting for it. */
export function nextAvailability(pods: readonly Pod[], minReadySeconds: Seconds, now: Millis): Millis | undefined {
  let next: Millis | undefined;
  for (const pod of pods) {
    const wait = untilAvailable(pod, minReadySeconds, now);
    if (wait && (next === undefined || wait < next)) next = wait;
  }
  return next;
}
