import { sizeOfTree } from '../runtime/filesystem.ts';
import type { NodeServices } from './node-services.ts';
import { BLOCK } from './pod-statistics.ts';
import type { PodWorker } from './pod-worker.ts';

/**
 * Bytes in use on a node's disk: of containers (ended ones too), their logs, emptyDirs of Pods that are not over, and
 * images that were pulled.
 * @param least - bytes; where less than that was ever written the answer is 0, and nothing is counted
 */
export function diskUsed({ disk, puller }: NodeServices, workers: Iterable<PodWorker>, least: number): number {
  if (!disk.mayHold(least)) return 0;
  let used = puller.bytes;
  for (const { on, isOver } of workers) {
    for (const record of on.sandbox.containers) used += record.written();
    if (!isOver) for (const [, node] of on.volumes.localStorage(on.pod)) used += sizeOfTree(node);
  }
  return Math.ceil(used / BLOCK) * BLOCK;
}

/**
 * Takes away what nobody uses: containers of Pods that are over, with their logs, and images without a container.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go buildSignalToNodeReclaimFuncs
 */
export function reclaimDisk({ puller }: NodeServices, workers: Iterable<PodWorker>): void {
  const used: string[] = [];
  for (const { on, isOver } of workers) {
    if (isOver) on.sandbox.forget();
    for (const { spec } of on.sandbox.containers) used.push(spec.image ?? '');
  }
  puller.deleteUnused(used);
}
