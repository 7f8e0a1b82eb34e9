import type { Store } from '../store.ts';
import { isReady } from './service-routes.ts';

const ZONE = 'cluster.local';
/** Names with fewer dots are tried with the search domains first. @source kubernetes/kubernetes pkg/kubelet/network/dns/dns.go */
const NDOTS = 5;
/** Kept at a time: a script may ask for as many as it likes. */
const MOST_NAMES = 1000;

/** The cluster's names; what was found holds until a Service or an EndpointSlice changes. */
export class ClusterDns {
  readonly #store: Store;
  readonly #found = new Map<string, readonly string[] | undefined>();
  #revision = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Grows whenever a name may lead elsewhere. */
  get revision(): number {
    return this.#store.revisionOf('Service') + this.#store.revisionOf('EndpointSlice');
  }

  /** The addresses of a name for a Pod of a namespace. */
  resolve(namespace: string, name: string): readonly string[] | undefined {
    const { revision } = this;
    if (revision !== this.#revision || this.#found.size > MOST_NAMES) this.#found.clear();
    this.#revision = revision;
    const asked = `${namespace}/${name}`;
    if (!this.#found.has(asked)) this.#found.set(asked, resolveInCluster(this.#store, namespace, name));
    return this.#found.get(asked);
  }
}

/**
 * The addresses of a name for a Pod of a namespace: search domains, then the name itself. Only the cluster's names exist.
 * @source kubernetes/dns docs/specification.md
 */
function resolveInCluster(store: Store, namespace: string, name: string): readonly string[] | undefined {
  const absolute = name.endsWith('.');
  const plain = absolute ? name.slice(0, -1) : name;
  const searched = absolute
    ? []
    : [`${namespace}.svc.${ZONE}`, `svc.${ZONE}`, ZONE].map((domain) => `${plain}.${domain}`);
  const tried = plain.split('.').length - 1 >= NDOTS ? [plain, ...searched] : [...searched, plain];
  for (const candidate of tried) {
    const found = lookUp(store, candidate.toLowerCase());
    if (found) return found;
  }
  return undefined;
}

/** Addresses of a full name. @example lookUp(store, 'db.shop.svc.cluster.local') */
function lookUp(store: Store, name: string): readonly string[] | undefined {
  if (!name.endsWith(`.svc.${ZONE}`)) return undefined;
  const labels = name.slice(0, -`.svc.${ZONE}`.length).split('.');
  const namespace = labels.at(-1) ?? '';
  const service = store.get('Service', namespace, labels.at(-2) ?? '');
  if (!service?.spec || labels.length > 3) return undefined;
  const host = labels.length === 3 ? labels[0] : undefined;
  if (service.spec.type === 'ExternalName')
    return host === undefined ? resolveInCluster(store, namespace, `${service.spec.externalName ?? ''}.`) : undefined;
  const headless = service.spec.clusterIP === 'None';
  if (!headless && host === undefined) return service.spec.clusterIP ? [service.spec.clusterIP] : undefined;
  const addresses: string[] = [];
  for (const slice of store.byIndex('EndpointSlice', 'service', `${namespace}/${service.metadata.name}`))
    for (const endpoint of slice.endpoints ?? [])
      if (isReady(endpoint) && (host === undefined || endpoint.hostname === host))
        addresses.push(...endpoint.addresses);
  return addresses.length > 0 ? addresses : undefined;
}
