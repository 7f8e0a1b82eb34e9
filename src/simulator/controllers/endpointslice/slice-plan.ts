import type { DiscoveryEndpointPort, Endpoint, EndpointSlice, Node, Pod, Service } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import type { ComponentContext } from '../../component.ts';
import { endpointOf, hasEndpoint, portsOf, type AddressType } from './endpoint-of-pod.ts';
import { inStoredOrder } from './port-order.ts';
import { withHints } from './traffic-distribution.ts';

/** Endpoints in one slice. @source kubernetes/kubernetes pkg/controller/endpointslice/config/v1alpha1/defaults.go MaxEndpointsPerSlice */
const MOST_ENDPOINTS = 100;
const HEADLESS = 'service.kubernetes.io/headless';
export const SERVICE_NAME = 'kubernetes.io/service-name';
export const MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
export const BY_SERVICE = 'service';
export const CONTROLLER = 'endpointslice-controller.k8s.io';
const RESERVED: ReadonlySet<string> = new Set([HEADLESS, SERVICE_NAME, MANAGED_BY]);

/** Lets the slices of a Service be found by its key. */
export const indexSlicesByService = ({ store }: Pick<ComponentContext, 'store'>): void =>
  store.addIndex('EndpointSlice', BY_SERVICE, ({ metadata: { namespace, labels } }) => [
    `${namespace ?? ''}/${labels?.[SERVICE_NAME] ?? ''}`,
  ]);

/** What a slice shall hold; `of` is the stored slice that becomes so. */
export interface SliceContent {
  readonly of?: EndpointSlice;
  readonly addressType: AddressType;
  readonly ports: readonly DiscoveryEndpointPort[];
  readonly endpoints: readonly Endpoint[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface SlicePlan {
  readonly create: readonly SliceContent[];
  readonly update: readonly (SliceContent & { readonly of: EndpointSlice })[];
  readonly remove: readonly EndpointSlice[];
}

/**
 * What has to be done so that a Service's slices of one address type hold its Pods: one group of slices for each set of
 * port numbers; as few slices as possible are written. A Service without endpoints keeps one empty slice.
 *
 * @param slices - the Service's stored slices of this address type
 * @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/reconciler.go reconcileByAddressType, finalize
 */
export function planSlices(
  service: Service,
  pods: readonly Pod[],
  nodeOf: (name: string) => Node | undefined,
  slices: readonly EndpointSlice[],
  addressType: AddressType,
): SlicePlan {
  const labels = labelsOf(service);
  const desired = desiredGroups(service, pods, nodeOf, addressType);
  const existing = groupByPorts(slices);
  const create: SliceContent[] = [];
  const update: (SliceContent & { readonly of: EndpointSlice })[] = [];
  const remove: EndpointSlice[] = [];
  for (const [key, { ports, endpoints }] of desired) {
    const group = planGroup(existing.get(key) ?? [], endpoints, labels);
    remove.push(...group.remove);
    for (const { of, endpoints: kept } of group.slices) {
      const content = { addressType, ports, endpoints: kept, labels };
      if (of) update.push({ ...content, of });
      else create.push(content);
    }
  }
  for (const [key, group] of existing) if (!desired.has(key)) remove.push(...group);
  if (slices.length === remove.length && create.length === 0) {
    const [only] = remove;
    if (only && remove.length === 1 && isPlaceholder(only, labels)) return { create, update, remove: [] };
    create.push({ addressType, ports: [], endpoints: [], labels });
  }
  const reused = remove.splice(0, Math.min(remove.length, create.length));
  for (const of of reused) {
    const content = create.pop();
    if (content) update.push({ ...content, of });
  }
  return { create, update, remove };
}

interface Desired {
  readonly ports: readonly DiscoveryEndpointPort[];
  /** By address and Pod, in the Pods' order. */
  readonly endpoints: Map<string, Endpoint>;
}

/** Pods on a node that is not there have no endpoint, unless all are published. */
function desiredGroups(
  service: Service,
  pods: readonly Pod[],
  nodeOf: (name: string) => Node | undefined,
  addressType: AddressType,
): Map<string, Desired> {
  const groups = new Map<string, Desired>();
  for (const pod of pods) {
    if (!hasEndpoint(pod)) continue;
    const ports = inStoredOrder(portsOf(pod, service));
    const key = portKey(ports);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { ports, endpoints: new Map() }));
    const node = nodeOf(pod.spec.nodeName ?? '');
    if (!node && service.spec.publishNotReadyAddresses !== true) continue;
    const endpoint = endpointOf(pod, node, service, addressType);
    if (endpoint) group.endpoints.set(endpointKey(endpoint), withHints(service, endpoint));
  }
  return groups;
}

/** Slices to write and to remove in a group of equal ports; what is not named stays as it is. @source reconcileByPortMapping */
function planGroup(
  existing: readonly EndpointSlice[],
  desired: ReadonlyMap<string, Endpoint>,
  labels: Readonly<Record<string, string>>,
): { readonly slices: readonly { of?: EndpointSlice; endpoints: Endpoint[] }[]; readonly remove: EndpointSlice[] } {
  const left = new Map(desired);
  const changed: { of?: EndpointSlice; endpoints: Endpoint[] }[] = [];
  const unchanged: EndpointSlice[] = [];
  const remove: EndpointSlice[] = [];
  for (const slice of existing) {
    const before = slice.endpoints ?? [];
    const endpoints = before.flatMap((endpoint) => {
      const key = endpointKey(endpoint);
      const wanted = left.get(key);
      left.delete(key);
      return wanted ? [wanted] : [];
    });
    const isSame = endpoints.length === before.length && endpoints.every((one, i) => sameJson(one, before[i]));
    if (isSame && sameJson(slice.metadata.labels, labels)) unchanged.push(slice);
    else if (endpoints.length === 0 && before.length > 0) remove.push(slice);
    else changed.push({ of: slice, endpoints });
  }
  const fill = (endpoints: Endpoint[]): void => {
    for (const [key, endpoint] of left) {
      if (endpoints.length >= MOST_ENDPOINTS) return;
      endpoints.push(endpoint);
      left.delete(key);
    }
  };
  changed.sort((a, b) => b.endpoints.length - a.endpoints.length);
  for (const { endpoints } of changed) fill(endpoints);
  while (left.size > 0) {
    const of = left.size < MOST_ENDPOINTS ? fullestWithRoom(unchanged, left.size) : undefined;
    if (of) unchanged.splice(unchanged.indexOf(of), 1);
    const slice = { ...(of ? { of } : {}), endpoints: [...(of?.endpoints ?? [])] };
    fill(slice.endpoints);
    changed.push(slice);
  }
  return { slices: changed, remove };
}

/** The slice that is nearest to full once so many endpoints are added. @source getSliceToFill */
function fullestWithRoom(slices: readonly EndpointSlice[], count: number): EndpointSlice | undefined {
  const size = ({ endpoints }: EndpointSlice): number => endpoints?.length ?? 0;
  return slices
    .filter((slice) => size(slice) + count <= MOST_ENDPOINTS)
    .reduce<EndpointSlice | undefined>((best, slice) => (!best || size(slice) > size(best) ? slice : best), undefined);
}

/** @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/util/endpointset.go hashEndpoint */
const endpointKey = ({ addresses, hostname, targetRef }: Endpoint): string =>
  [...addresses].sort().join(',') + `/${hostname ?? ''}/${targetRef?.namespace ?? ''}/${targetRef?.name ?? ''}`;

/** Ports in their stored order, as a text that tells them from others. */
export const portKey = (ports: readonly DiscoveryEndpointPort[]): string =>
  ports.map(({ name, protocol, port, appProtocol }) => `${name}:${protocol}:${port}:${appProtocol ?? ''}`).join();

function groupByPorts(slices: readonly EndpointSlice[]): Map<string, EndpointSlice[]> {
  const groups = new Map<string, EndpointSlice[]>();
  for (const slice of slices) {
    const key = portKey(inStoredOrder(slice.ports ?? []));
    const group = groups.get(key);
    if (group) group.push(slice);
    else groups.set(key, [slice]);
  }
  return groups;
}

const isPlaceholder = (slice: EndpointSlice, labels: Readonly<Record<string, string>>): boolean =>
  !slice.ports?.length && !slice.endpoints?.length && sameJson(slice.metadata.labels, labels);

/** A slice carries its Service's labels. @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/utils.go setEndpointSliceLabels */
function labelsOf({ metadata, spec }: Service): Readonly<Record<string, string>> {
  const own = Object.entries(metadata.labels ?? {}).filter(([key]) => !RESERVED.has(key));
  const isHeadless = !spec.clusterIP || spec.clusterIP === 'None';
  return {
    ...Object.fromEntries(own),
    ...(isHeadless ? { [HEADLESS]: '' } : {}),
    [SERVICE_NAME]: metadata.name,
    [MANAGED_BY]: CONTROLLER,
  };
}
