import type { Explaining } from './filtering.ts';
import type { ScorePlugin } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';
import type { Snapshot } from './snapshot.ts';
import type { ScoreColumn } from './trace.ts';

export interface Scored {
  readonly columns: readonly ScoreColumn[];
  /** Sums of the columns, in the order of the nodes. */
  readonly final: readonly number[];
}

/** PreScore → Score → normalise → weight, for each plugin; then the sums. */
export function scoreNodes(
  plugins: readonly ScorePlugin[],
  pod: PodInfo,
  cluster: Snapshot,
  nodes: readonly NodeInfo[],
  explaining: Explaining,
): Scored {
  const columns: ScoreColumn[] = [];
  const final = nodes.map(() => 0);
  for (const { name, weight, preScore } of plugins) {
    const ready = preScore(pod, cluster, nodes);
    if (ready === 'skip') continue;
    const scores = nodes.map((node) => ready.score(node));
    const raw = explaining === 'explained' && ready.normalise ? [...scores] : undefined;
    ready.normalise?.(scores, nodes);
    for (let i = 0; i < scores.length; i++) {
      const weighted = (scores[i] ?? 0) * weight;
      scores[i] = weighted;
      final[i] = (final[i] ?? 0) + weighted;
    }
    columns.push({ plugin: name, weight, ...(raw ? { raw } : {}), weighted: scores });
  }
  return { columns, final };
}
