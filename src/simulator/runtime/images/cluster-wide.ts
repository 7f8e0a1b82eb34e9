import type { Clock } from '../../clock.ts';

/**
 * What the programs of one cluster count together (there is one clock a cluster): starts of a job's image,
 * requests of clients.
 */
export interface ClusterCounts {
  batchStarts: number;
  /** By the Pod's hostname. */
  readonly clients: Map<string, ClientCounters>;
}

/** What a client has sent, and how it was answered. */
export interface ClientCounters {
  sent: number;
  ok: number;
  refused: number;
  serverErrors: number;
  timeout: number;
}

const counts = new WeakMap<Clock, ClusterCounts>();

export function countsOf(clock: Clock): ClusterCounts {
  let found = counts.get(clock);
  if (!found) counts.set(clock, (found = { batchStarts: 0, clients: new Map() }));
  return found;
}
