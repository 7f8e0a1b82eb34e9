import type {
  DiscoveryEndpointPort,
  Endpoint,
  EndpointAddress,
  Endpoints,
  EndpointPort,
  EndpointSlice,
  EndpointSubset,
} from '../../api/schema/kinds.ts';
import { controllerReference } from '../ownership.ts';
import type { AddressType } from './endpoint-of-pod.ts';
import { inStoredOrder } from './port-order.ts';
import { MANAGED_BY, portKey, SERVICE_NAME } from './slice-plan.ts';
import { TRIGGER_TIME } from './trigger-time.ts';

export const MIRRORING_CONTROLLER = 'endpointslicemirroring-controller.k8s.io';
/** @source kubernetes/kubernetes pkg/controller/endpointslicemirroring/config/v1alpha1/defaults.go MirroringMaxEndpointsPerSubset */
const MOST_ENDPOINTS = 1000;
const NOT_COPIED: ReadonlySet<string> = new Set([TRIGGER_TIME, 'kubectl.kubernetes.io/last-applied-configuration']);

/** What a slice that mirrors Endpoints holds. */
export type Mirror = Pick<EndpointSlice, 'endpoints' | 'ports'> & { readonly addressType: AddressType };

/**
 * The slices that say what Endpoints say: one for each set of ports and kind of address, with a thousand addresses at most.
 * @source kubernetes/kubernetes pkg/controller/endpointslicemirroring/reconciler.go reconcile, utils.go addressToEndpoint
 */
export function mirroredSlices({ subsets = [] }: Endpoints): readonly Mirror[] {
  const mirrors = new Map<string, Mirror & { readonly endpoints: Endpoint[] }>();
  for (const { addresses, ports: given } of repacked(subsets)) {
    const ports = inStoredOrder(given.map((port): DiscoveryEndpointPort => ({ ...port, name: port.name ?? '' })));
    for (const { address, ready } of addresses) {
      const addressType = address.ip.includes(':') ? 'IPv6' : 'IPv4';
      const key = groupOf({ addressType, ports });
      const mirror = mirrors.get(key) ?? { addressType, ports, endpoints: [] };
      mirrors.set(key, mirror);
      if (mirror.endpoints.length < MOST_ENDPOINTS) mirror.endpoints.push(endpointOf(address, ready));
    }
  }
  return [...mirrors.values()];
}

interface Offered {
  readonly address: EndpointAddress;
  readonly ready: boolean;
}

/**
 * Ports that the same addresses offer, together; an address that is not ready for a port anywhere is not.
 * @source kubernetes/kubernetes pkg/api/v1/endpoints/util.go RepackSubsets
 */
function repacked(
  subsets: readonly EndpointSubset[],
): readonly { readonly ports: readonly EndpointPort[]; readonly addresses: readonly Offered[] }[] {
  const byPort = new Map<string, { readonly port: EndpointPort | undefined; readonly offered: Map<string, Offered> }>();
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets)
    for (const port of ports.length > 0 ? ports : [undefined]) {
      const key = port ? portKey([port]) : '';
      const { offered } = byPort.get(key) ?? { offered: new Map<string, Offered>() };
      byPort.set(key, { port, offered });
      const put = (address: EndpointAddress, ready: boolean): void => {
        const who = `${address.ip}/${address.targetRef?.uid ?? ''}`;
        if (offered.get(who)?.ready !== false) offered.set(who, { address, ready });
      };
      for (const address of addresses) put(address, true);
      for (const address of notReadyAddresses) put(address, false);
    }
  const bySet = new Map<string, { readonly ports: EndpointPort[]; readonly addresses: readonly Offered[] }>();
  for (const { port, offered } of byPort.values()) {
    const key = [...offered]
      .map(([address, { ready }]) => `${address} ${ready}`)
      .sort()
      .join();
    const set = bySet.get(key) ?? { ports: [], addresses: [...offered.values()] };
    if (port) set.ports.push(port);
    bySet.set(key, set);
  }
  return [...bySet.values()];
}

/** Slices of one group hold the same ports and the same kind of addresses. */
export const groupOf = ({ addressType, ports }: Pick<EndpointSlice, 'addressType' | 'ports'>): string =>
  `${addressType} ${portKey(inStoredOrder(ports ?? []))}`;

const endpointOf = ({ ip, hostname, nodeName, targetRef }: EndpointAddress, ready: boolean): Endpoint => ({
  addresses: [ip],
  conditions: { ready },
  ...(hostname ? { hostname } : {}),
  ...(nodeName ? { nodeName } : {}),
  ...(targetRef ? { targetRef } : {}),
});

/** A mirror carries the labels and annotations of its Endpoints. @source the same folder, utils.go newEndpointSlice */
export function mirrorMetadata(
  endpoints: Endpoints,
): Pick<EndpointSlice['metadata'], 'labels' | 'annotations' | 'ownerReferences'> {
  const { name, labels, annotations = {} } = endpoints.metadata;
  const copied = Object.entries(annotations).filter(([key]) => !NOT_COPIED.has(key));
  return {
    labels: { ...labels, [SERVICE_NAME]: name, [MANAGED_BY]: MIRRORING_CONTROLLER },
    ...(copied.length > 0 ? { annotations: Object.fromEntries(copied) } : {}),
    ownerReferences: [controllerReference(endpoints)],
  };
}
