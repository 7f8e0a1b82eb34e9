import type { Endpoint as SliceEndpoint, EndpointSlice } from '../api/schema/kinds.ts';
import type { Clock, Millis } from '../clock.ts';
import { keyOf, type Store } from '../store.ts';

/** Whose slice it is. */
const SERVICE_LABEL = 'kubernetes.io/service-name';

interface Endpoint {
  readonly to: string;
  readonly port: number;
}

/** Where a Service's address leads at the moment. */
export type Route = Endpoint | 'no-endpoints' | 'no-port';

/** One port of a Service. */
interface Way {
  readonly service: string;
  readonly portName: string;
  /** How many requests all ports of the Service have had. */
  readonly turns: { taken: number };
  /** Where requests go in turn; undefined once the Service's slices have changed. */
  endpoints: readonly Endpoint[] | undefined;
}

/**
 * Services' cluster addresses as kube-proxy has programmed them on the nodes: EndpointSlices, some time after they changed.
 * Ready endpoints are used in turn (iptables draws them by lot); where none is ready, those that end but still serve.
 * @source kubernetes/kubernetes pkg/proxy/topology.go CategorizeEndpoints, pkg/proxy/iptables/proxier.go
 */
export class ServiceRoutes {
  readonly #store: Store;
  /** As the nodes know them; by Service, then by their own key. */
  readonly #slices = new Map<string, Map<string, EndpointSlice>>();
  /** By cluster address and port, as of a revision of the store's Services. */
  readonly #ways = new Map<string, Map<number, Way>>();
  #revision = -1;
  readonly #turns = new Map<string, { taken: number }>();

  constructor(clock: Clock, store: Store, propagation: Millis) {
    this.#store = store;
    store.addIndex('Service', 'nodePort', (service) =>
      (service.spec?.ports ?? []).flatMap((port) => (port.nodePort ? [String(port.nodePort)] : [])),
    );
    store.addIndex('EndpointSlice', 'service', (slice) => [serviceKey(slice)]);
    for (const slice of store.list('EndpointSlice')) this.#slicesOf(serviceKey(slice)).set(keyOf(slice), slice);
    store.watch('EndpointSlice', (change) => {
      clock.after(propagation, () => {
        const slices = this.#slicesOf(serviceKey(change.object));
        if (change.type === 'deleted') slices.delete(keyOf(change.object));
        else slices.set(keyOf(change.object), change.object);
        for (const ports of this.#ways.values()) for (const way of ports.values()) way.endpoints = undefined;
      });
    });
  }

  /** Undefined where the address is no Service's. */
  route(address: string, port: number): Route | undefined {
    const ports = this.#portsOf(address);
    if (!ports) return undefined;
    const way = ports.get(port);
    return way ? this.#next(way) : 'no-port';
  }

  /** Undefined where no Service has that port of the nodes. */
  routeNodePort(nodePort: number): Route | undefined {
    const [service] = this.#store.byIndex('Service', 'nodePort', String(nodePort));
    if (!service) return undefined;
    return this.#next(this.#way(keyOf(service), service.spec?.ports?.find((p) => p.nodePort === nodePort)?.name));
  }

  #portsOf(address: string): ReadonlyMap<number, Way> | undefined {
    const revision = this.#store.revisionOf('Service');
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#ways.clear();
      for (const service of this.#store.list('Service')) {
        const ports = new Map<number, Way>();
        for (const { port, name, protocol = 'TCP' } of service.spec?.ports ?? [])
          if (protocol === 'TCP') ports.set(port, this.#way(keyOf(service), name));
        for (const ip of service.spec?.clusterIPs ?? [service.spec?.clusterIP ?? '']) this.#ways.set(ip, ports);
      }
    }
    return this.#ways.get(address);
  }

  #way(service: string, portName = ''): Way {
    let turns = this.#turns.get(service);
    if (!turns) this.#turns.set(service, (turns = { taken: 0 }));
    return { service, portName, turns, endpoints: undefined };
  }

  #next(way: Way): Route {
    const endpoints = (way.endpoints ??= this.#usable(way.service, way.portName));
    return endpoints[way.turns.taken++ % Math.max(1, endpoints.length)] ?? 'no-endpoints';
  }

  #usable(service: string, portName: string): readonly Endpoint[] {
    const ready: Endpoint[] = [];
    const ending: Endpoint[] = [];
    for (const slice of this.#slicesOf(service).values()) {
      const port = slice.ports?.find((p) => (p.name ?? '') === portName)?.port;
      if (port === undefined) continue;
      for (const endpoint of slice.endpoints ?? []) {
        const to = endpoint.addresses[0];
        if (to === undefined) continue;
        if (isReady(endpoint)) ready.push({ to, port });
        else if (endpoint.conditions?.serving && endpoint.conditions.terminating) ending.push({ to, port });
      }
    }
    return ready.length > 0 ? ready : ending;
  }

  #slicesOf(service: string): Map<string, EndpointSlice> {
    let slices = this.#slices.get(service);
    if (!slices) this.#slices.set(service, (slices = new Map()));
    return slices;
  }
}

/** An endpoint without the condition counts as ready. */
export const isReady = (endpoint: SliceEndpoint): boolean => endpoint.conditions?.ready !== false;

function serviceKey(slice: EndpointSlice): string {
  const name = slice.metadata.labels?.[SERVICE_LABEL] ?? '';
  return slice.metadata.namespace ? `${slice.metadata.namespace}/${name}` : name;
}
