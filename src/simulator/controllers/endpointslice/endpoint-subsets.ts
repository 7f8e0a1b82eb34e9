import type { EndpointAddress, EndpointPort, EndpointSubset, Pod, Service } from '../../api/schema/kinds.ts';
import { isReady, isTerminating } from '../pod-state.ts';
import { hasEndpoint, portsOf } from './endpoint-of-pod.ts';

/** @source kubernetes/kubernetes pkg/controller/endpoint/endpoints_controller.go maxCapacity */
const MOST_ADDRESSES = 1000;

interface Packed {
  readonly ports: EndpointPort[];
  readonly ready: EndpointAddress[];
  readonly waiting: EndpointAddress[];
}

/**
 * A Service's Pods in the older form: addresses that offer the same ports together, ready ones apart from others. Of more
 * than a thousand the last are left out, those that are not ready first.
 * Ports and subsets keep the Service's order (upstream orders them by a hash).
 * @source kubernetes/kubernetes pkg/controller/endpoint/endpoints_controller.go syncService, pkg/api/v1/endpoints/util.go RepackSubsets
 */
export function endpointSubsets(
  service: Service,
  pods: readonly Pod[],
): { readonly subsets: readonly EndpointSubset[]; readonly isTruncated: boolean } {
  const publishAll = service.spec.publishNotReadyAddresses === true;
  const groups = new Map<string, Packed>();
  for (const pod of pods) {
    if (!hasEndpoint(pod) || (isTerminating(pod) && !publishAll)) continue;
    const ports = portsOf(pod, service).map(({ name, port = 0, protocol, appProtocol }): EndpointPort => ({
      ...(name ? { name } : {}),
      port,
      ...(protocol ? { protocol } : {}),
      ...(appProtocol ? { appProtocol } : {}),
    }));
    if (ports.length === 0 && !isPortless(service)) continue;
    const key = JSON.stringify(ports);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { ports, ready: [], waiting: [] }));
    (publishAll || isReady(pod) ? group.ready : group.waiting).push(addressOf(pod, service));
  }
  let room = MOST_ADDRESSES;
  let isTruncated = false;
  const take = (addresses: EndpointAddress[]): EndpointAddress[] => {
    const taken = addresses.sort(byAddress).slice(0, room);
    isTruncated ||= taken.length < addresses.length;
    room -= taken.length;
    return taken;
  };
  const ready = [...groups.values()].map((group) => ({ ...group, ready: take(group.ready) }));
  const packed = ready.map((group) => ({ ...group, waiting: take(group.waiting) }));
  const subsets = packed.map((group): EndpointSubset => ({
    ...(group.ready.length > 0 ? { addresses: group.ready } : {}),
    ...(group.waiting.length > 0 ? { notReadyAddresses: group.waiting } : {}),
    ...(group.ports.length > 0 ? { ports: group.ports } : {}),
  }));
  return { subsets, isTruncated };
}

const isPortless = ({ spec }: Service): boolean => !spec.ports?.length && spec.clusterIP === 'None';

function addressOf({ metadata, spec, status }: Pod, service: Service): EndpointAddress {
  const { hostname, subdomain, nodeName } = spec;
  const { namespace, name, uid } = metadata;
  return {
    ip: status.podIP ?? '',
    ...(hostname && subdomain === service.metadata.name ? { hostname } : {}),
    ...(nodeName ? { nodeName } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, uid },
  };
}

const byAddress = (a: EndpointAddress, b: EndpointAddress): number =>
  a.ip < b.ip ? -1 : a.ip > b.ip ? 1 : (a.targetRef?.uid ?? '') < (b.targetRef?.uid ?? '') ? -1 : 1;
