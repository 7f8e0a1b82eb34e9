import type { Container, Node, Pod, ResourceRequirements } from '../api/schema/kinds.ts';
import { sameJson } from '../api/same-json.ts';
import { podRequests } from '../pod/requests.ts';
import { milliOf, valueOf } from '../quantity.ts';

/** What a node has granted to the containers of a Pod, by name, and to the Pod itself; it changes only by a resize that fits. */
export type Allocation = ReadonlyMap<string, ResourceRequirements>;

export const allocationOf = ({ spec }: Pod): Allocation =>
  new Map([
    [WHOLE, spec.resources ?? {}],
    ...containersOf(spec).map((container) => [container.name, container.resources ?? {}] as const),
  ]);
const WHOLE = '';

export type ResizeDecision =
  | { readonly fits: 'yes' }
  /** Never on this node, or not while the others are there. */
  | { readonly fits: 'infeasible'; readonly message: string }
  | { readonly fits: 'deferred'; readonly reason: string; readonly message: string };

/**
 * Whether a node can grant what a Pod now asks for.
 * @param others - Pods on the node, with what is granted to them
 * @source kubernetes/kubernetes pkg/kubelet/allocation/allocation_manager.go canResizePod
 */
export function decideResize(node: Node, wanted: Pod, others: readonly Pod[]): ResizeDecision {
  const requests = podRequests({ spec: wanted.spec });
  const { allocatable } = node.status ?? {};
  const asked = [
    ['cpu', requests.milliCpu, milliOf(allocatable?.['cpu'])],
    ['memory', requests.memory, valueOf(allocatable?.['memory'])],
  ] as const;
  for (const [resource, requested, capacity] of asked)
    if (requested > capacity)
      return {
        fits: 'infeasible',
        message: `Node didn't have enough capacity: ${resource}, requested: ${requested}, capacity: ${capacity}`,
      };
  for (const [resource, requested, capacity] of asked) {
    const used = others.reduce((sum, other) => {
      const theirs = podRequests(other);
      return sum + (resource === 'cpu' ? theirs.milliCpu : theirs.memory);
    }, 0);
    if (requested > capacity - used)
      return {
        fits: 'deferred',
        reason: `OutOf${resource}`,
        message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${used}, capacity: ${capacity}`,
      };
  }
  return { fits: 'yes' };
}

/** Whether a Pod's spec asks for other resources than it has been granted. */
export const asksForResize = ({ spec }: Pod, allocated: Allocation): boolean =>
  !sameJson(spec.resources ?? {}, allocated.get(WHOLE) ?? {}) ||
  containersOf(spec).some((container) => !sameJson(container.resources ?? {}, allocated.get(container.name) ?? {}));

/** A Pod as the node runs it: with the resources it has been granted. */
export function asAllocated(pod: Pod, allocated: Allocation): Pod {
  if (!asksForResize(pod, allocated)) return pod;
  const granted = (container: Container): Container => ({
    ...container,
    resources: allocated.get(container.name) ?? {},
  });
  const { initContainers } = pod.spec;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      ...(pod.spec.resources ? { resources: allocated.get(WHOLE) ?? {} } : {}),
      containers: pod.spec.containers.map(granted),
      ...(initContainers ? { initContainers: initContainers.map(granted) } : {}),
    },
  };
}

/** Whether new resources of a container need a new start of it. */
export function needsRestart(container: Container, running: ResourceRequirements | undefined): boolean {
  return (container.resizePolicy ?? []).some(
    ({ resourceName, restartPolicy }) =>
      restartPolicy === 'RestartContainer' &&
      (container.resources?.limits?.[resourceName] !== running?.limits?.[resourceName] ||
        container.resources?.requests?.[resourceName] !== running?.requests?.[resourceName]),
  );
}

/** What an event about a resize says of it. @example {"containers":[{"name":"app","resources":{…}}],"generation":2} */
export function resizeText({ spec, metadata }: Pod, error?: string): string {
  const told = (containers: readonly Container[]): unknown =>
    containers.map(({ name, resources }) => ({ name, resources: sorted(resources) }));
  return JSON.stringify({
    ...(spec.initContainers?.length ? { initContainers: told(spec.initContainers) } : {}),
    containers: told(spec.containers),
    generation: metadata.generation,
    ...(error === undefined ? {} : { error }),
  });
}

function sorted(resources: ResourceRequirements | undefined): unknown {
  const list = (values: Readonly<Record<string, string>> | undefined): unknown =>
    values && Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    ...(resources?.limits ? { limits: list(resources.limits) } : {}),
    ...(resources?.requests ? { requests: list(resources.requests) } : {}),
  };
}

const containersOf = (spec: Pod['spec']): readonly Container[] => [...spec.containers, ...(spec.initContainers ?? [])];
