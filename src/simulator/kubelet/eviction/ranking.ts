import type { Pod } from '../../api/schema/kinds.ts';
import { podRequests } from '../../pod/requests.ts';
import type { StarvedResource } from './thresholds.ts';

/** What a Pod uses, as the kubelet's statistics have it. */
export interface PodStatistics {
  /** Bytes, by container. */
  readonly memory: ReadonlyMap<string, number>;
  /** Bytes in a container's own files and its log, by container. */
  readonly disk: ReadonlyMap<string, number>;
  /** Bytes in emptyDirs on disk. */
  readonly volumes: number;
  readonly processes: number;
}

/** `statistics`: undefined while nothing of the Pod has been started. */
export interface Ranked {
  readonly pod: Pod;
  readonly statistics: PodStatistics | undefined;
}

/**
 * The order in which Pods go when a node is short of something. Of memory and disk: those that use more than they asked
 * for first, among them lower priority first, then those that are further beyond their request. Of process ids: lower
 * priority first, then more processes.
 * @source kubernetes/kubernetes pkg/kubelet/eviction/helpers.go rankMemoryPressure, rankDiskPressureFunc, rankPIDPressure
 */
export function rank<T extends Ranked>(resource: StarvedResource, pods: readonly T[]): T[] {
  const order =
    resource === 'pids' ? [byPriority, byProcesses] : [byExcess(resource), byPriority, byConsumption(resource)];
  return pods.toSorted((a, b) => {
    for (const compare of order) {
      const result = compare(a, b);
      if (result !== 0) return result;
    }
    return 0;
  });
}

type Compare = (a: Ranked, b: Ranked) => number;

/** Bytes that a Pod uses of a resource. */
export const usageOf = (resource: 'memory' | 'ephemeral-storage', { memory, disk, volumes }: PodStatistics): number =>
  resource === 'memory' ? sum(memory) : sum(disk) + volumes;

const sum = (by: ReadonlyMap<string, number>): number => [...by.values()].reduce((all, bytes) => all + bytes, 0);

const requestOf = (resource: 'memory' | 'ephemeral-storage', pod: Pod): number =>
  resource === 'memory' ? podRequests(pod).memory : podRequests(pod).ephemeralStorage;

const trueFirst = (a: boolean, b: boolean): number => Number(b) - Number(a);

/** A Pod without statistics goes before one with them; of two without them neither. */
const known =
  (compare: (a: PodStatistics, b: PodStatistics, podA: Pod, podB: Pod) => number): Compare =>
  (a, b) =>
    a.statistics && b.statistics
      ? compare(a.statistics, b.statistics, a.pod, b.pod)
      : trueFirst(!a.statistics, !b.statistics);

const byExcess = (resource: 'memory' | 'ephemeral-storage'): Compare =>
  known((a, b, podA, podB) =>
    trueFirst(usageOf(resource, a) > requestOf(resource, podA), usageOf(resource, b) > requestOf(resource, podB)),
  );

const byPriority: Compare = (a, b) => (a.pod.spec.priority ?? 0) - (b.pod.spec.priority ?? 0);

const byConsumption = (resource: 'memory' | 'ephemeral-storage'): Compare =>
  known(
    (a, b, podA, podB) =>
      usageOf(resource, b) - requestOf(resource, podB) - (usageOf(resource, a) - requestOf(resource, podA)),
  );

const byProcesses: Compare = known((a, b) => b.processes - a.processes);
