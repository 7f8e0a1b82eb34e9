import type { Container, Pod } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import { goQuote } from '../go-quote.ts';
import { valueOf } from '../quantity.ts';
import { allocatedToPod } from './allocated-resources.ts';
import type { PodOnNode } from './node-services.ts';

/** When in a period statistics of use are taken, and how old they are when they are acted on: recorded, 10 s from writing to eviction. */
export const STATISTICS_PHASE: Millis = 8000;
export const STATISTICS_AGE: Millis = 5000;

/** Bytes on the node's disk. */
export interface StorageUse {
  /** By emptyDir. */
  readonly volumes: ReadonlyMap<string, number>;
  /** By running container: its own files and its log. */
  readonly containers: ReadonlyMap<string, number>;
}

/** Whether anything of a Pod's local storage is limited, so that it is worth looking at. */
export const hasStorageLimits = ({ spec }: Pod): boolean =>
  [...spec.containers, ...(spec.initContainers ?? [])].some(
    ({ resources }) => resources?.limits?.['ephemeral-storage'],
  ) || (spec.volumes ?? []).some(({ emptyDir }) => emptyDir?.sizeLimit);

/** What a Pod has written on its node. */
export function storageUse({ pod, sandbox, volumes }: PodOnNode): StorageUse {
  const running = sandbox.containers.filter(({ state }) => state.state === 'running');
  return {
    volumes: volumes.measured(pod),
    containers: new Map(running.map((record) => [record.state.name, record.written()])),
  };
}

/**
 * Why a Pod must go because of what it has written: an emptyDir beyond its limit, all of it beyond the sum of its
 * containers' limits, or a container beyond its own.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/eviction_manager.go localStorageEviction; recorded: volume/ephemeral-storage-limit
 */
export function storageExceeded({ spec }: Pod, { volumes, containers }: StorageUse): string | undefined {
  for (const { name, emptyDir } of spec.volumes ?? []) {
    const limit = emptyDir?.sizeLimit;
    if (limit && valueOf(limit) > 0 && (volumes.get(name) ?? 0) > valueOf(limit))
      return `Usage of EmptyDir volume ${goQuote(name)} exceeds the limit ${goQuote(limit)}. `;
  }
  const used = [...volumes.values(), ...containers.values()].reduce((sum, bytes) => sum + bytes, 0);
  const limits = allocatedToPod({
    containers: spec.containers.map(limitsAsRequests),
    initContainers: (spec.initContainers ?? []).map(limitsAsRequests),
  });
  const total = limits?.['ephemeral-storage'];
  if (total && used > valueOf(total))
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${total}. `;
  for (const { name, resources } of spec.containers) {
    const limit = resources?.limits?.['ephemeral-storage'];
    if (limit && valueOf(limit) > 0 && (containers.get(name) ?? 0) > valueOf(limit))
      return `Container ${name} exceeded its local ephemeral storage limit ${goQuote(limit)}. `;
  }
  return undefined;
}

const limitsAsRequests = (container: Container): Container => ({
  ...container,
  resources: { requests: container.resources?.limits },
});
