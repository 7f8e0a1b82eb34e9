import type { HistoryEntry } from '../../src/simulator/index.ts';

/** Longer chains tell nothing new. */
const LONGEST = 12;

/** Why an entry came to be, the nearest cause first. @example ["kubelet/node-1: liveness probe failed 3 times", "kubelet/node-1: …"] */
export function causesOf(entries: readonly HistoryEntry[], index: number | undefined): string[] {
  const chain: string[] = [];
  for (let entry = index === undefined ? undefined : entries[index]; entry && chain.length < LONGEST;) {
    if (!('cause' in entry)) break;
    const { actor, reason, because } = entry.cause;
    const told = `${actor}: ${reason}`;
    if (chain.at(-1) !== told) chain.push(told);
    entry = because === undefined || because >= entry.index ? undefined : entries[because];
  }
  return chain;
}
