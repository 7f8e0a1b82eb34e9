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
  /** As the nodes know them; by Service, then by their own key. */
  readonly #slices = new Map<string, Map<string, EndpointSlice>>();
  /** By cluster address, as of a revision of the store's Services. */
  readonly #services = new Map<string, Service>();
  #revision = -1;
  readonly #turns = new Map<string, number>();
  /** Where requests to a Service's port go in turn, by Service and port name, until its slices change. */
  readonly #endpoints = new Map<string, readonly Exclude<Route, string>[]>();

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
        this.#endpoints.clear();
      });
    });
  }

  /** Whether an address is a Service's. */
  isService(address: string): boolean {
    return this.#serviceAt(address) !== undefined;
  }

  route(address: string, port: number): Route {
    const service = this.#serviceAt(address);
    if (!service) return 'no-service';
    const found = service.spec?.ports?.find((p) => p.port === port && (p.protocol ?? 'TCP') === 'TCP');
    return found ? this.#choose(service, found.name) : 'no-port';
  }

  routeNodePort(nodePort: number): Route {
    const [service] = this.#store.byIndex('Service', 'nodePort', String(nodePort));
    if (!service) return 'no-service';
    return this.#choose(service, service.spec?.ports?.find((p) => p.nodePort === nodePort)?.name);
  }

  #serviceAt(address: string): Service | undefined {
    const revision = this.#store.revisionOf('Service');
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.#services.clear();
      for (const service of this.#store.list('Service'))
        for (const ip of service.spec?.clusterIPs ?? [service.spec?.clusterIP ?? '']) this.#services.set(ip, service);
    }
    return this.#services.get(address);
  }

  #choose(service: Service, portName = ''): Route {
    const key = keyOf(service);
    let usable = this.#endpoints.get(`${key}:${portName}`);
    if (!usable) this.#endpoints.set(`${key}:${portName}`, (usable = this.#usable(key, portName)));
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    return usable[turn % Math.max(1, usable.length)] ?? 'no-endpoints';
  }

  #usable(service: string, portName: string): readonly Exclude<Route, string>[] {
    const ready: Exclude<Route, string>[] = [];
    const ending: Exclude<Route, string>[] = [];
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
export const isReady = (endpoint: Endpoint): boolean => endpoint.conditions?.ready !== false;

function serviceKey(slice: EndpointSlice): string {
  const name = slice.metadata.labels?.[SERVICE_LABEL] ?? '';
  return slice.metadata.namespace ? `${slice.metadata.namespace}/${name}` : name;
}
