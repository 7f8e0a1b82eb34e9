import type { Container, ContainerStatus, Pod } from '../api/schema/kinds.ts';
import { milliOf, valueOf } from '../quantity.ts';

/** Amounts of resources as whole numbers. */
export interface Resources {
  /** Thousandths of a core. */
  readonly milliCpu: number;
  /** Bytes. */
  readonly memory: number;
  /** Bytes. */
  readonly ephemeralStorage: number;
  /** Extended resources and huge pages, by name. */
  readonly scalars: Readonly<Record<string, number>>;
}

/** What requests are read from: a Pod, stored or not, or a bare spec. */
export type Requesting = { readonly spec: Pod['spec']; readonly status?: Pod['status'] | undefined };

/** What a container that asks for nothing is taken to use when nodes are scored. @source kubernetes/kubernetes pkg/scheduler/util/pod_resources.go */
const ASSUMED: Readonly<Record<string, number>> = { cpu: 100, memory: 200 * 1024 * 1024 };

/**
 * What a Pod asks a node for: its containers and sidecars together, or the most that any init container needs while the
 * sidecars before it run; pod-level requests in their place; and the overhead. While a container is resized, the largest
 * of what is wanted, allocated and in force counts.
 *
 * @example podRequests({ spec: { containers: [{ name: 'app', resources: { requests: { cpu: '100m' } } }] } }).milliCpu → 100
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests; recorded: fit/init-max, fit/sidecar-summed
 */
export function podRequests(pod: Requesting): Resources {
  return toResources(sumOf(pod, undefined));
}

/**
 * As podRequests, but a container that does not ask for CPU or memory counts 100m or 200Mi of it: what a Pod takes of its
 * node when nodes are scored. What is asked at pod level stands for all containers.
 * @source kubernetes/kubernetes pkg/scheduler/framework/types.go CalculateResource; recorded: score/best-effort-existing-use-defaults
 */
export function podScoredRequests(pod: Requesting): Pick<Resources, 'milliCpu' | 'memory'> {
  const isPodLevelSet = Object.keys(pod.spec.resources?.requests ?? {}).some(isPodLevel);
  const asked = isPodLevelSet ? sumOf(pod, undefined) : {};
  return scored(sumOf(pod, Object.fromEntries(Object.entries(ASSUMED).filter(([name]) => asked[name] === undefined))));
}

/**
 * What a Pod counts on top when it is to be placed itself: its containers alone, as the scorer does not know the pod level.
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/noderesources/{fit,resource_allocation}.go calculatePodResourceRequest
 */
export const podPlacedRequests = (pod: Requesting): Pick<Resources, 'milliCpu' | 'memory'> =>
  scored(sumOf(withoutPodLevel(pod), ASSUMED));

const scored = (amounts: Amounts): Pick<Resources, 'milliCpu' | 'memory'> => ({
  milliCpu: amounts['cpu'] ?? 0,
  memory: amounts['memory'] ?? 0,
});

function withoutPodLevel(pod: Requesting): Requesting {
  const { resources, ...spec } = pod.spec;
  return resources ? { ...pod, spec } : pod;
}

/** A list of quantities ("cpu": "500m") as whole numbers. */
export function resourcesOf(list: Readonly<Record<string, string>> | undefined): Resources {
  const amounts: Amounts = {};
  add(amounts, list);
  return toResources(amounts);
}

/** cpu in thousandths, all else in whole units. */
type Amounts = Record<string, number>;

function sumOf(pod: Requesting, assumed: Amounts | undefined): Amounts {
  const { spec } = pod;
  const sum: Amounts = {};
  for (const container of spec.containers) addAll(sum, requestsOf(container, pod, assumed));
  if (spec.initContainers?.length) raise(sum, whileInitialising(pod, sum, assumed));
  for (const name in spec.resources?.requests) {
    if (isPodLevel(name)) sum[name] = amountOf(name, spec.resources.requests[name]);
  }
  if (spec.overhead) add(sum, spec.overhead);
  return sum;
}

/** Adds the sidecars to `sum`. @returns the most that any init container needs */
function whileInitialising(pod: Requesting, sum: Amounts, assumed: Amounts | undefined): Amounts {
  const sidecars: Amounts = {};
  const most: Amounts = {};
  for (const container of pod.spec.initContainers ?? []) {
    const requests = requestsOf(container, pod, assumed);
    if (container.restartPolicy === 'Always') {
      addAll(sum, requests);
      addAll(sidecars, requests);
      raise(most, sidecars);
    } else {
      const together = { ...sidecars };
      addAll(together, requests);
      raise(most, together);
    }
  }
  return most;
}

function requestsOf(container: Container, pod: Requesting, assumed: Amounts | undefined): Amounts {
  const amounts: Amounts = {};
  const status = statusOf(container.name, pod);
  const resizing = status?.resources?.requests ?? status?.allocatedResources;
  if (!resizing || !isInfeasible(pod)) add(amounts, container.resources?.requests);
  if (resizing) {
    raiseTo(amounts, status?.resources?.requests);
    raiseTo(amounts, status?.allocatedResources);
  }
  for (const name in assumed) amounts[name] ??= assumed[name] ?? 0;
  return amounts;
}

function statusOf(name: string, { status }: Requesting): ContainerStatus | undefined {
  return (
    status?.containerStatuses?.find((s) => s.name === name) ??
    status?.initContainerStatuses?.find((s) => s.name === name)
  );
}

function isInfeasible({ status }: Requesting): boolean {
  return status?.conditions?.some((c) => c.type === 'PodResizePending' && c.reason === 'Infeasible') ?? false;
}

const isPodLevel = (name: string): boolean => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');

const amountOf = (name: string, text: string | undefined): number => (name === 'cpu' ? milliOf(text) : valueOf(text));

function add(sum: Amounts, list: Readonly<Record<string, string>> | undefined): void {
  for (const name in list) sum[name] = (sum[name] ?? 0) + amountOf(name, list[name]);
}

function addAll(sum: Amounts, other: Amounts): void {
  for (const name in other) sum[name] = (sum[name] ?? 0) + (other[name] ?? 0);
}

function raise(amounts: Amounts, other: Amounts): void {
  for (const name in other) amounts[name] = Math.max(amounts[name] ?? 0, other[name] ?? 0);
}

function raiseTo(amounts: Amounts, list: Readonly<Record<string, string>> | undefined): void {
  for (const name in list) amounts[name] = Math.max(amounts[name] ?? 0, amountOf(name, list[name]));
}

function toResources(amounts: Amounts): Resources {
  const scalars: Record<string, number> = {};
  for (const name in amounts) if (!ORDINARY.has(name)) scalars[name] = amounts[name] ?? 0;
  return {
    milliCpu: amounts['cpu'] ?? 0,
    memory: amounts['memory'] ?? 0,
    ephemeralStorage: amounts['ephemeral-storage'] ?? 0,
    scalars,
  };
}

const ORDINARY: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage', 'pods']);
