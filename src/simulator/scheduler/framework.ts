import type { ClusterEvent } from './cluster-event.ts';
import type { Detail } from './detail.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';

/** The largest score that a plugin may give a node, before its weight. @source kubernetes/kubernetes staging/src/k8s.io/kube-scheduler/framework/interface.go */
export const MAX_NODE_SCORE = 100;

/** What a filter says about a node. `unresolvable`: removing pods would not help. */
export type Verdict = { readonly code: 'pass' } | Refusal;
export interface Refusal {
  readonly code: 'unschedulable' | 'unresolvable';
  readonly reasons: readonly string[];
}

export const pass: Verdict = { code: 'pass' };
export const unschedulable = (...reasons: readonly string[]): Refusal => ({ code: 'unschedulable', reasons });
export const unresolvable = (...reasons: readonly string[]): Refusal => ({ code: 'unresolvable', reasons });

/** A filter made ready for one pod: what it works out once is kept beside it. */
export interface NodeFilter {
  filter(node: NodeInfo): Verdict;
  /** What stands behind the refusal of a node that `filter` refuses. */
  explain?(node: NodeInfo): readonly Detail[];
  /** The only nodes that can pass, where the plugin knows. */
  readonly nodeNames?: ReadonlySet<string>;
  /** Takes note that another pod comes to (1) or leaves (-1) a node. */
  withPod?(other: PodInfo, node: NodeInfo, change: 1 | -1): void;
  /** A copy that `withPod` can change; absent where there is nothing to copy. */
  copy?(): NodeFilter;
}

interface Plugin {
  /** As upstream's registry and messages have it. */
  readonly name: string;
}

/** A plugin at PreFilter and Filter. */
export type FilterPlugin = Plugin & {
  /** Queueing hint: may `event` make a pod schedulable that this plugin refused? */
  readonly mayHelp: (pod: PodInfo, event: ClusterEvent) => boolean;
} & (
    | {
        readonly filter: (pod: PodInfo, node: NodeInfo) => Verdict;
        readonly explain?: (pod: PodInfo, node: NodeInfo) => readonly Detail[];
      }
    | {
        /** 'skip': nothing to say about this pod; a refusal counts for every node. */
        readonly preFilter: (pod: PodInfo, cluster: Snapshot) => 'skip' | Refusal | NodeFilter;
      }
  );

/** A score made ready for one pod. */
export interface NodeScore {
  /** A whole number; without `normalise` 0 … 100. */
  score(node: NodeInfo): number;
  /** Brings all nodes' scores into 0 … 100, in place. */
  normalise?(scores: number[], nodes: readonly NodeInfo[]): void;
}

/** A plugin at PreScore, Score and NormalizeScore. */
export interface ScorePlugin extends Plugin {
  readonly weight: number;
  /** @returns 'skip' where the plugin would not tell nodes apart: it is then not among the scores */
  readonly preScore: (pod: PodInfo, cluster: Snapshot, feasible: readonly NodeInfo[]) => 'skip' | NodeScore;
}

/** A plugin at PreEnqueue. */
export interface PreEnqueuePlugin extends Plugin {
  readonly preEnqueue: (pod: PodInfo) => Verdict;
}

/**
 * Scales scores so that the highest is 100; all 0 where all are 0.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/helper/normalize_score.go DefaultNormalizeScore
 */
export function normaliseUp(scores: number[]): void {
  const highest = Math.max(0, ...scores);
  if (highest === 0) return;
  for (const [i, score] of scores.entries()) scores[i] = Math.floor((MAX_NODE_SCORE * score) / highest);
}

/** As normaliseUp, then turned round: the highest gets 0; all get 100 where all are 0. */
export function normaliseDown(scores: number[]): void {
  const highest = Math.max(0, ...scores);
  for (const [i, score] of scores.entries())
    scores[i] = highest === 0 ? MAX_NODE_SCORE : MAX_NODE_SCORE - Math.floor((MAX_NODE_SCORE * score) / highest);
}
