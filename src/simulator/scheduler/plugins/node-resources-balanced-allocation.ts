import { MAX_NODE_SCORE, type ScorePlugin } from '../framework.ts';

/** The score of a node whose balance the pod does not change. */
const UNCHANGED = 75;

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
        const { milliCpu, memory } = requested;
        const without = balance(milliCpu, allocatable.milliCpu, memory, allocatable.memory);
        const withPod = balance(
          milliCpu + requests.milliCpu,
          allocatable.milliCpu,
          memory + requests.memory,
          allocatable.memory,
        );
        return Math.floor(UNCHANGED + (withPod - without) / 2);
      },
    };
  },
};

/** 100 less the standard deviation of the two used shares in per cent, rounded down: 50 … 100. 100 where the node offers but one of them. */
function balance(cpu: number, cpus: number, memory: number, memories: number): number {
  if (cpus === 0 || memories === 0) return MAX_NODE_SCORE;
  const deviation = Math.abs((Math.min(1, cpu / cpus) - Math.min(1, memory / memories)) / 2);
  return Math.floor((1 - deviation) * MAX_NODE_SCORE);
}
