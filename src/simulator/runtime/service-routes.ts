import type { Endpoint, EndpointSlice, Service } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import { keyOf, type Store } from '../store.ts';

/** Whose slice it is. */
const SERVICE_LABEL = 'kubernetes.io/service-name';

/** Where a Service's address leads at the moment. */
export type Route = { readonly to: string; readonly port: number } | 'no-endpoints' | 'no-port' | 'no-service';

/**
 * Services' cluster addresses as kube-proxy has programmed them on the nodes: EndpointSlices, some time after they changed.
 * Ready endpoints are used in turn (iptables draws them by lot); where none is ready, those that end but still serve.
 * @source kubernetes/kubernetes pkg/proxy/topology.go CategorizeEndpoints, pkg/proxy/iptables/proxier.go
 */
export class ServiceRoutes {
  readonly #store: Store;
  readonly #slices = new Map<string, EndpointSlice>();
  readonly #turns = new Map<string, number>();

  constructor(clock: Clock, store: Store, propagation: Millis) {
    this.#store = store;
    store.addIndex(
      'Service',
      'clusterIP',
      (service) => service.spec?.clusterIPs ?? (service.spec?.clusterIP ? [service.spec.clusterIP] : []),
    );
    store.addIndex('Service', 'nodePort', (service) =>
      (service.spec?.ports ?? []).flatMap((port) => (port.nodePort ? [String(port.nodePort)] : [])),
    );
    store.addIndex('EndpointSlice', 'service', (slice) => [serviceKey(slice)]);
    for (const slice of store.list('EndpointSlice')) this.#slices.set(keyOf(slice), slice);
    store.watch('EndpointSlice', (change) => {
      clock.after(propagation, () => {
        if (change.type === 'deleted') this.#slices.delete(keyOf(change.object));
        else this.#slices.set(keyOf(change.object), change.object);
      });
    });
  }

  /** Whether an address is a Service's. */
  isService(address: string): boolean {
    return this.#store.byIndex('Service', 'clusterIP', address).length > 0;
  }

  route(address: string, port: number): Route {
    const [service] = this.#store.byIndex('Service', 'clusterIP', address);
    if (!service) return 'no-service';
    const found = service.spec?.ports?.find((p) => p.port === port && (p.protocol ?? 'TCP') === 'TCP');
    return found ? this.#choose(service, found.name) : 'no-port';
  }

  routeNodePort(nodePort: number): Route {
    const [service] = this.#store.byIndex('Service', 'nodePort', String(nodePort));
    if (!service) return 'no-service';
    return this.#choose(service, service.spec?.ports?.find((p) => p.nodePort === nodePort)?.name);
  }

  #choose(service: Service, portName: string | undefined): Route {
    const key = keyOf(service);
    const ready: { to: string; port: number }[] = [];
    const ending: { to: string; port: number }[] = [];
    for (const { metadata } of this.#store.byIndex('EndpointSlice', 'service', key))
      this.#collect(`${metadata.namespace ?? ''}/${metadata.name}`, portName, ready, ending);
    const usable = ready.length > 0 ? ready : ending;
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return usable[turn % Math.max(1, usable.length)] ?? 'no-endpoints';
  }

  #collect(
    sliceKey: string,
    portName: string | undefined,
    ready: { to: string; port: number }[],
    ending: { to: string; port: number }[],
  ): void {
    const slice = this.#slices.get(sliceKey);
    const port = slice?.ports?.find((p) => (p.name ?? '') === (portName ?? ''))?.port;
    if (!slice || port === undefined) return;
    for (const endpoint of slice.endpoints ?? []) {
      const to = endpoint.addresses[0];
      if (to === undefined) continue;
      if (isReady(endpoint)) ready.push({ to, port });
      else if (endpoint.conditions?.serving && endpoint.conditions.terminating) ending.push({ to, port });
    }
  }
}

/** An endpoint without the condition counts as ready. */
export const isReady = (endpoint: Endpoint): boolean => endpoint.conditions?.ready !== false;

function serviceKey(slice: EndpointSlice): string {
  const name = slice.metadata.labels?.[SERVICE_LABEL] ?? '';
  return slice.metadata.namespace ? `${slice.metadata.namespace}/${name}` : name;
}
