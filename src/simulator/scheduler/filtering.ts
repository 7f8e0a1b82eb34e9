import type { Detail } from './detail.ts';
import { pass, type FilterPlugin, type NodeFilter, type Refusal, type Verdict } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';

/** A plugin's filter for one pod. */
export interface NamedFilter {
  readonly plugin: string;
  readonly by: NodeFilter;
}

/** Pods that preemption promised a node, other than the pod being scheduled. */
export type Nominated = (node: string) => readonly PodInfo[];

/** What PreFilter leaves: the filters that have something to say, and the nodes worth looking at (undefined: all). */
export interface Filters {
  readonly filters: readonly NamedFilter[];
  readonly nodeNames: ReadonlySet<string> | undefined;
  /** The plugins that named those nodes. */
  readonly namedBy: readonly string[];
}

/** @returns a plugin and its refusal where PreFilter already refuses the pod */
export function runPreFilter(
  plugins: readonly FilterPlugin[],
  pod: PodInfo,
  cluster: Snapshot,
): Filters | { readonly plugin: string; readonly refusal: Refusal } {
  const filters: NamedFilter[] = [];
  const namedBy: string[] = [];
  let nodeNames: ReadonlySet<string> | undefined;
  for (const plugin of plugins) {
    if ('filter' in plugin) {
      const { explain } = plugin;
      const by: NodeFilter = { filter: (node) => plugin.filter(pod, node) };
      filters.push({
        plugin: plugin.name,
        by: explain ? { ...by, explain: (node) => explain(pod, node) } : by,
      });
      continue;
    }
    const ready = plugin.preFilter(pod, cluster);
    if (ready === 'skip') continue;
    if ('code' in ready) return { plugin: plugin.name, refusal: ready };
    filters.push({ plugin: plugin.name, by: ready });
    if (!ready.nodeNames) continue;
    const named = ready.nodeNames;
    namedBy.push(plugin.name);
    nodeNames = nodeNames ? new Set([...nodeNames].filter((name) => named.has(name))) : named;
  }
  return { filters, nodeNames, namedBy };
}

/** Whether a refusal is to say what stands behind it. */
export type Explaining = 'explained' | 'plain';

/** The plugin that refuses a node, with its reasons. */
export type Refused = Refusal & { readonly plugin: string; readonly details?: readonly Detail[] };

/** @returns undefined where all let the pod in */
function runFilters(
  filters: readonly NamedFilter[],
  node: NodeInfo,
  explaining: Explaining = 'plain',
): Refused | undefined {
  for (const { plugin, by } of filters) {
    const verdict: Verdict = by.filter(node);
    if (verdict === pass || verdict.code === 'pass') continue;
    const details = explaining === 'explained' ? by.explain?.(node) : undefined;
    return { ...verdict, plugin, ...(details ? { details } : {}) };
  }
  return undefined;
}

/**
 * The node must do both with the pods of at least this priority that are promised it, and without them: they may never
 * come.
 * @source kubernetes/kubernetes pkg/scheduler/framework/runtime/framework.go RunFilterPluginsWithNominatedPods
 */
export function runFiltersWithNominated(
  filters: readonly NamedFilter[],
  pod: PodInfo,
  node: NodeInfo,
  nominated: Nominated,
  explaining: Explaining = 'plain',
): Refused | undefined {
  const promised = nominated(node.name).filter((other) => other.priority >= pod.priority && other.key !== pod.key);
  if (promised.length > 0) {
    const crowded = node.copy();
    const aware = copyFilters(filters);
    for (const other of promised) {
      crowded.add(other);
      for (const { by } of aware) by.withPod?.(other, node, 1);
    }
    const refusal = runFilters(aware, crowded, explaining);
    if (refusal) return refusal;
  }
  return runFilters(filters, node, explaining);
}

export const copyFilters = (filters: readonly NamedFilter[]): NamedFilter[] =>
  filters.map(({ plugin, by }) => ({ plugin, by: by.copy?.() ?? by }));
