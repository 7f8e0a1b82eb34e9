import type { HistoryEntry, Millis } from '../simulator/index.ts';
import type { SchedulingPicture } from './picture.ts';

/** The scheduler's attempts of which the history keeps a table; `at` is in milliseconds of the cluster's clock. */
export function schedulingPictures(_entries: readonly HistoryEntry[], _until: Millis): SchedulingPicture[] {
  return [];
}
