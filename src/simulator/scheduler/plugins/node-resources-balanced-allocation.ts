import { MAX_NODE_SCORE, type ScorePlugin } from '../framework.ts';

/**
 * Favours nodes whose use of CPU and of memory comes closer together by this pod: 75 where nothing changes, 50 … 100.
 * Pods that ask for neither are not scored.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/noderesources/balanced_allocation.go, pull 135573; recorded: score/balanced
 */
export const nodeResourcesBalancedAllocation: ScorePlugin = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  preScore({ requests }) {
    if (requests.milliCpu === 0 && requests.memory === 0) return 'skip';
    return {
      score({ requested, allocatable }) {
        const before = imbalance(requested.milliCpu, allocatable.milliCpu, requested.memory, allocatable.memory);
        const after = imbalance(
          requested.milliCpu + requests.milliCpu,
          allocatable.milliCpu,
          requested.memory + requests.memory,
          allocatable.memory,
        );
        return Math.floor((0.75 + (before - after) / 2) * MAX_NODE_SCORE);
      },
    };
  },
};

/** The standard deviation of the two used shares, 0 … 0.5; 0 where the node offers but one of them. */
function imbalance(cpu: number, cpus: number, memory: number, memories: number): number {
  if (cpus === 0 || memories === 0) return 0;
  return Math.abs((Math.min(1, cpu / cpus) - Math.min(1, memory / memories)) / 2);
}
