import type { Detail } from './detail.ts';

/**
 * The scheduler's own table of one attempt, as plain data: what each node was told and by whom, what each plugin gave
 * each node, and what came of it. Kept in columns, so that it costs little.
 */
export interface ScheduleTrace {
  /** "namespace/name" */
  readonly pod: string;
  /** How many nodes there were; some are not looked at where there are a hundred or more. */
  readonly allNodes: number;
  /** A plugin that refused the pod before any node was looked at. */
  readonly refusedAtOnce?: { readonly plugin: string; readonly reasons: readonly string[] };
  readonly refused: readonly RefusedNode[];
  /** The nodes that passed every filter, in the order they were looked at. */
  readonly feasible: readonly string[];
  /** One column a plugin, weight included, in the order of `feasible`; none where a single node was feasible. */
  readonly scores: readonly ScoreColumn[];
  /** Sums of the columns, in the order of `feasible`. */
  readonly final: readonly number[];
  /** The nodes with the highest sum, in the order of `feasible`: the choice among them is random. */
  readonly ties: readonly string[];
  readonly chosen: string | undefined;
  /** What the condition and the event say, where no node was chosen. */
  readonly message: string | undefined;
  readonly preemption: { readonly node: string; readonly victims: readonly string[] } | undefined;
}

export interface RefusedNode {
  readonly node: string;
  /** The first plugin that refused it: those after it are not asked. */
  readonly plugin: string;
  readonly reasons: readonly string[];
  /** Whether removing pods could help. */
  readonly code: 'unschedulable' | 'unresolvable';
  /** What stands behind the reasons, where the trace was asked to be explained and the plugin has something to say. */
  readonly details?: readonly Detail[];
}

export interface ScoreColumn {
  readonly plugin: string;
  readonly weight: number;
  /** As the plugin gave them, where they were normalised afterwards and the trace was asked to be explained. */
  readonly raw?: readonly number[];
  /** Normalised (0 … 100) × weight. */
  readonly weighted: readonly number[];
}
