import type { HistoryEntry, Millis, Pod, ProbeEntry, WriteEntry } from '../simulator/index.ts';

type ContainerEntry = Extract<HistoryEntry, { type: 'container' }>;

/** All that the history says of one Pod, from its creation to its removal. A name used again is another life. */
export interface PodLife {
  readonly created: WriteEntry<'Pod'>;
  /** When it left the store. */
  readonly ended?: Millis;
  readonly writes: readonly { readonly at: Millis; readonly pod: Pod }[];
  /** Writes and what its containers did, in the order in which they happened. */
  readonly entries: readonly (WriteEntry<'Pod'> | ContainerEntry)[];
  readonly probes: readonly ProbeEntry[];
}

type Growing = { -readonly [K in keyof PodLife]: PodLife[K] extends readonly (infer T)[] ? T[] : PodLife[K] };

const isPodWrite = (entry: HistoryEntry): entry is WriteEntry<'Pod'> => entry.type === 'write' && entry.kind === 'Pod';

export function podLives(entries: readonly HistoryEntry[], until: Millis): PodLife[] {
  const lives: Growing[] = [];
  /** The life that a key means now; what a container does after its Pod left the store still belongs to it. */
  const current = new Map<string, Growing>();
  for (const entry of entries) {
    if (entry.at > until) break;
    if (isPodWrite(entry)) {
      let life = current.get(entry.key);
      if (entry.verb === 'create' || !life) {
        life = { created: entry, writes: [], entries: [], probes: [] };
        current.set(entry.key, life);
        lives.push(life);
      }
      if (entry.verb === 'delete') life.ended = entry.at;
      if (entry.after) life.writes.push({ at: entry.at, pod: entry.after });
      life.entries.push(entry);
    } else if (entry.type === 'container') current.get(entry.pod)?.entries.push(entry);
    else if (entry.type === 'probe') current.get(entry.pod)?.probes.push(entry);
  }
  return lives;
}
