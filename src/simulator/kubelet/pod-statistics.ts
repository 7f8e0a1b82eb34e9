import { memoryByContainer, processesOf } from './container-usage.ts';
import type { PodStatistics } from './eviction/ranking.ts';
import type { PodOnNode } from './node-services.ts';

/** Statistics count memory in pages and disk in blocks of so many bytes. */
export const BLOCK = 4096;

/**
 * What a Pod uses on its node; undefined before anything of it has been started.
 * @source kubernetes/kubernetes pkg/kubelet/stats/cri_stats_provider.go
 */
export function podStatistics({ pod, sandbox, volumes }: PodOnNode): PodStatistics | undefined {
  if (!sandbox.sandboxReady) return undefined;
  const running = sandbox.containers.filter(({ state }) => state.state === 'running');
  return {
    memory: new Map([...memoryByContainer(sandbox.containers)].map(([name, bytes]) => [name, inBlocks(bytes)])),
    disk: new Map(running.map((record) => [record.state.name, inBlocks(record.written())])),
    volumes: [...volumes.measured(pod).values()].reduce((sum, bytes) => sum + inBlocks(bytes), 0),
    processes: processesOf(sandbox.containers),
  };
}

const inBlocks = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;
