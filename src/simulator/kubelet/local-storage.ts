import { parseQuantity, valueOf } from '../quantity.ts';
import { sizeOfTree } from '../runtime/filesystem.ts';
import type { Pod } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { PodOnNode } from './node-services.ts';
import { allocatedToPod } from './allocated-resources.ts';

/** When in a period statistics of use are taken, and how old they are when they are acted on: recorded, 10 s from writing to eviction. */
export const STATISTICS_PHASE: Millis = 8000;
export const STATISTICS_AGE: Millis = 5000;

/** Whether anything of a Pod's local storage is limited, so that it is worth looking at. */
export const hasStorageLimits = ({ spec }: Pod): boolean =>
  spec.containers.some(({ resources }) => resources?.limits?.['ephemeral-storage']) ||
  (spec.volumes ?? []).some(({ emptyDir }) => emptyDir?.sizeLimit);

/**
 * Why a Pod must go because of what it has written: an emptyDir beyond its limit, all of it beyond the sum of its
 * containers' limits, or a container beyond its own.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/eviction_manager.go localStorageEviction; recorded: volume/ephemeral-storage-limit
 */
export function storageExceeded(on: PodOnNode): string | undefined {
  const volumes = on.volumes.localStorage(on.pod);
  let used = 0;
  for (const [{ name, emptyDir }, node] of volumes) {
    const size = sizeOfTree(node);
    used += size;
    const limit = emptyDir?.sizeLimit;
    if (limit && size > valueOf(limit)) return `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `;
  }
  const containers = on.sandbox.containers.filter(({ state }) => state.state === 'running');
  for (const record of containers) used += record.written();

  const limits = allocatedToPod({
    containers: on.pod.spec.containers.map(({ name, resources }) => ({
      name,
      resources: { requests: resources?.limits },
    })),
  });
  const total = limits?.['ephemeral-storage'];
  if (total && used > valueOf(total))
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${parseQuantity(total)?.canonical ?? total}. `;
  for (const record of containers) {
    const limit = record.spec.resources?.limits?.['ephemeral-storage'];
    if (limit && record.written() > valueOf(limit))
      return `Container ${record.state.name} exceeded its local ephemeral storage limit "${limit}". `;
  }
  return undefined;
}
