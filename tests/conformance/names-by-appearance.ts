import type { KubeObject } from '../../src/simulator/api/schema/kinds.ts';
import type { HistoryEntry } from '../../src/simulator/history.ts';

/**
 * Puts numbers in the place of what is random in names: `web-#1` is the first ReplicaSet of the Deployment web,
 * `web-#1-@2` its second Pod; UID for every uid.
 */
export function namesByAppearance(history: readonly HistoryEntry[]): (value: unknown) => unknown {
  const names = new Map<string, string>();
  const hashes = new Map<string, string>();
  const counts = new Map<string, number>();
  const next = (prefix: string): number => {
    const n = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, n);
    return n;
  };
  for (const entry of history) {
    if (entry.type !== 'write' || entry.verb !== 'create' || !entry.after) continue;
    const { kind, metadata }: KubeObject = entry.after;
    const { name, generateName, labels, ownerReferences } = metadata;
    if (kind === 'Event') continue;
    const hash = labels?.['pod-template-hash'];
    if (kind === 'ReplicaSet' && hash && ownerReferences?.length) {
      const prefix = name.slice(0, name.length - hash.length);
      const number = `#${next(`ReplicaSet/${prefix}`)}`;
      names.set(name, prefix + number);
      hashes.set(hash, number);
    } else if (kind === 'Job' && ownerReferences?.[0]?.kind === 'CronJob') {
      const prefix = `${ownerReferences[0].name}-`;
      names.set(name, `${prefix}#${next(`Job/${prefix}`)}`);
    } else if (generateName && name.startsWith(generateName) && name.length === generateName.length + RANDOM_LETTERS) {
      const base = names.get(generateName.slice(0, -1));
      names.set(name, `${base ? `${base}-` : generateName}@${next(`${kind}/${generateName}`)}`);
    }
  }
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
  const generated =
    longestFirst.length > 0
      ? new RegExp(longestFirst.map((name) => name.replace(/[.]/g, '\\.')).join('|'), 'g')
      : /$^/g;
  const renamed = (text: string): string =>
    hashes.get(text) ?? text.replace(generated, (name) => names.get(name) ?? name).replace(UID, 'UID');
  return function rename(value: unknown): unknown {
    if (typeof value === 'string') return renamed(value);
    if (Array.isArray(value)) return value.map(rename);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [renamed(k), rename(v)]));
  };
}

/** A generated name ends in so many; those of a StatefulSet's Pods are not generated. */
const RANDOM_LETTERS = 5;
const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
