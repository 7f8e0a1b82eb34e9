import type { HistoryEntry, Millis, WriteEntry } from '../../src/simulator/index.ts';

/**
 * Which Pods are a terminal's learner's: those that a command of theirs changed, or made, itself or by a chain of
 * controllers. The cluster's own, and those that come in the place of these, are not.
 * @param from - when the learner comes; @param until - when they hand in: what the grader types then is not theirs
 */
export function podsOfLearner(
  entries: readonly HistoryEntry[],
  from: Millis,
  until: Millis,
): (created: WriteEntry<'Pod'>) => boolean {
  const isTyped = (entry: HistoryEntry | undefined): boolean =>
    entry?.type === 'write' && entry.cause.actor === 'kubectl' && entry.at >= from && entry.at <= until;
  const isMade = (created: HistoryEntry): boolean => {
    for (let entry: HistoryEntry | undefined = created; entry && 'cause' in entry;) {
      if (isTyped(entry)) return true;
      const because: number | undefined = entry.cause.because;
      entry = because === undefined || because >= entry.index ? undefined : entries[because];
    }
    return false;
  };
  const changed = new Set<number>();
  const lives = new Map<string, number>();
  for (const entry of entries) {
    if (entry.type !== 'write' || entry.kind !== 'Pod') continue;
    if (entry.verb === 'create') lives.set(entry.key, entry.index);
    const life = lives.get(entry.key);
    if (life !== undefined && isTyped(entry)) changed.add(life);
  }
  return (created) => changed.has(created.index) || isMade(created);
}
