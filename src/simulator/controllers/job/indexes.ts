import type { Pod } from '../../api/schema/kinds.ts';

export const INDEX = 'batch.kubernetes.io/job-completion-index';

/** Which of an Indexed Job's completions a Pod is for. */
export function indexOf(pod: Pod): number | undefined {
  const text = pod.metadata.annotations?.[INDEX];
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** @example parseIndexes('0-2,5') → {0, 1, 2, 5} */
export function parseIndexes(text: string | undefined, completions: number): Set<number> {
  const indexes = new Set<number>();
  for (const part of text ? text.split(',') : []) {
    const [first, last = first] = part.split('-').map(Number);
    for (let i = first ?? 0; i <= (last ?? -1) && i < completions; i++) indexes.add(i);
  }
  return indexes;
}

/**
 * Intervals, as completedIndexes has them: two in a row are written one by one.
 * @example formatIndexes({0, 1, 2, 5, 6}) → "0-2,5,6"
 * @source kubernetes/kubernetes pkg/controller/job/indexed_job_utils.go orderedIntervals.String
 */
export function formatIndexes(indexes: ReadonlySet<number>): string {
  const sorted = [...indexes].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length;) {
    let end = i;
    while (sorted[end + 1] === (sorted[end] ?? 0) + 1) end++;
    const [first, last] = [sorted[i] ?? 0, sorted[end] ?? 0];
    parts.push(first === last ? String(first) : last === first + 1 ? `${first},${last}` : `${first}-${last}`);
    i = end + 1;
  }
  return parts.join(',');
}

/** The lowest indexes that nobody works on or has done. @source the same file, firstPendingIndexes */
export function pendingIndexes(count: number, completions: number, taken: ReadonlySet<number>): readonly number[] {
  const pending: number[] = [];
  for (let i = 0; i < completions && pending.length < count; i++) if (!taken.has(i)) pending.push(i);
  return pending;
}
