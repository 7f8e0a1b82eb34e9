import type { Pod, PodStatus } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { Eviction } from './generate-status.ts';

/** What becomes of a Pod that has been active long enough. @source kubernetes/kubernetes pkg/kubelet/active_deadline.go */
export const PAST_DEADLINE: Eviction = {
  reason: 'DeadlineExceeded',
  message: 'Pod was active on the node longer than the specified deadline',
};

/** When a Pod has been active long enough; undefined where it may be for ever, or has not begun. */
export function deadlineOf(pod: Pod, status: PodStatus | undefined, { epoch }: Clock): Millis | undefined {
  const { activeDeadlineSeconds } = pod.spec;
  const started = parseTimestamp(status?.startTime ?? pod.status.startTime ?? '');
  if (activeDeadlineSeconds === undefined || started === undefined) return undefined;
  return started - epoch + activeDeadlineSeconds * 1000;
}
