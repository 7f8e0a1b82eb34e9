import type { Labels } from '../selector.ts';
import type { Domains } from './pod-class.ts';

/** Numbers by topology key and value: "of zone a there are 3". */
export type TopologyCounts = Map<string, Map<string, number>>;

/** Adds `by` to the domain that a node's labels put it in; nothing where it has no such label. */
export function countIn(counts: TopologyCounts, key: string, labels: Labels, by: number): void {
  const value = labels[key];
  if (value === undefined) return;
  let values = counts.get(key);
  if (!values) counts.set(key, (values = new Map()));
  values.set(value, (values.get(value) ?? 0) + by);
}

/** Adds `by` for each of the pods in the domains. */
export function countDomains(counts: TopologyCounts, key: string, domains: Domains, by: number): void {
  if (domains.size === 0) return;
  const values = counts.get(key);
  if (!values && by === 1) return void counts.set(key, new Map(domains));
  const sums = values ?? new Map<string, number>();
  counts.set(key, sums);
  for (const [value, pods] of domains) sums.set(value, (sums.get(value) ?? 0) + by * pods);
}

/** The number of the domain that a node's labels put it in; 0 where it is in none. */
export function countOf(counts: TopologyCounts, key: string, labels: Labels): number {
  const value = labels[key];
  return value === undefined ? 0 : (counts.get(key)?.get(value) ?? 0);
}

export function isZero(counts: TopologyCounts): boolean {
  for (const values of counts.values()) for (const count of values.values()) if (count !== 0) return false;
  return true;
}

export function copyCounts(counts: TopologyCounts): TopologyCounts {
  return new Map([...counts].map(([key, values]) => [key, new Map(values)]));
}
