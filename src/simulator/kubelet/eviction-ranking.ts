import type { Pod } from '../api/schema/kinds.ts';
import { podRequests } from '../pod/requests.ts';

export interface MemoryUse {
  readonly pod: Pod;
  /** Bytes. */
  readonly usage: number;
}

/**
 * The order in which Pods go when a node is short of memory: those that use more than they asked for first, among them
 * lower priority first, then those that are further beyond their request.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go rankMemoryPressure
 */
export function rankForMemory<T extends MemoryUse>(uses: readonly T[]): T[] {
  const over = ({ pod, usage }: T): number => usage - podRequests(pod).memory;
  const priority = ({ pod }: T): number => pod.spec.priority ?? 0;
  return uses.toSorted(
    (a, b) => Number(over(b) > 0) - Number(over(a) > 0) || priority(a) - priority(b) || over(b) - over(a),
  );
}
