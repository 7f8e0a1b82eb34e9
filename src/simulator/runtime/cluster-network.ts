import type { Clock, Millis } from '../clock.ts';
import { ClusterDns } from './cluster-dns.ts';
import type { ConnectResult, Network, Server } from './network.ts';
import { ServiceRoutes, type Route } from './service-routes.ts';
import type { PodRef } from '../kubelet/node-runtime.ts';
import type { Store } from '../store.ts';
import { Signal } from '../task.ts';

export interface PodNetworkOptions {
  readonly node: string;
  /** Uses the node's address and ports. */
  readonly hostNetwork?: boolean;
  readonly hostAliases?: readonly { readonly ip: string; readonly hostnames?: readonly string[] | undefined }[];
  /** The Pod's hostname, which its own resolver knows; the Pod's name unless given. */
  readonly hostname?: string;
}

/** What listens in one network namespace: a Pod's, or a node's own. */
interface NetworkSpace {
  readonly address: string;
  /** By port; several may share one on different addresses. */
  readonly listeners: Map<number, { readonly bind: string; readonly server: Server }[]>;
  readonly changed: Signal;
}

const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::', '', '*']);

/**
 * The cluster's network: Pods have 10.244.<node>.<n>, nodes 172.18.0.<n>, Services what the store says.
 * Unprivileged programs may listen on ports below 1024, as containerd 2 lets them (enable_unprivileged_ports).
 */
export class ClusterNetwork {
  readonly #store: Store;
  readonly #routes: ServiceRoutes;
  readonly #names: ClusterDns;
  /** By address. */
  readonly #spaces = new Map<string, NetworkSpace>();
  readonly #nodes = new Map<string, { readonly index: number; readonly space: NetworkSpace; lastPod: number }>();

  /** @param endpointPropagation - time from an EndpointSlice's change to clients using it */
  constructor(clock: Clock, store: Store, endpointPropagation: Millis) {
    this.#store = store;
    this.#names = new ClusterDns(store);
    this.#routes = new ServiceRoutes(clock, store, endpointPropagation);
  }

  addPod(pod: PodRef, options: PodNetworkOptions): { network: Network; remove(): void } {
    const node = this.#node(options.node);
    let space = node.space;
    if (!options.hostNetwork) {
      do node.lastPod++;
      while (this.#spaces.has(podAddress(node.index, node.lastPod)));
      space = { address: podAddress(node.index, node.lastPod), listeners: new Map(), changed: new Signal() };
      this.#spaces.set(space.address, space);
    }
    const hosts = new Map<string, string>([
      ['localhost', '127.0.0.1'],
      [options.hostname ?? pod.name, space.address],
    ]);
    for (const { ip, hostnames } of options.hostAliases ?? []) for (const name of hostnames ?? []) hosts.set(name, ip);
    const lookUp = (name: string): readonly string[] | undefined => {
      const fixed = isAddress(name) ? name : hosts.get(name);
      return fixed !== undefined ? [fixed] : this.#names.resolve(pod.namespace, name);
    };
    let last:
      { readonly name: string; readonly revision: number; readonly found: ReturnType<typeof lookUp> } | undefined;
    // most ask for one name again and again
    const resolve = (name: string): readonly string[] | undefined => {
      const { revision } = this.#names;
      if (last?.name !== name || last.revision !== revision) last = { name, revision, found: lookUp(name) };
      return last.found;
    };
    const opened = new Set<() => void>();
    const network: Network = {
      address: space.address,
      changed: space.changed,
      resolve,
      connect: (host, port) => this.#connect(space, resolve(host)?.[0], port),
      listen: (bind, port, server) => {
        const listening = listen(space, bind, port, server);
        if (typeof listening !== 'string') opened.add(listening.close);
        return listening;
      },
    };
    return {
      network,
      remove: () => {
        for (const close of opened) close();
        if (!options.hostNetwork) this.#spaces.delete(space.address);
      },
    };
  }

  /** What a program of the node itself (the kubelet's probes) reaches. */
  fromNode(node: string): Pick<Network, 'connect' | 'resolve'> {
    const { space } = this.#node(node);
    const resolve = (name: string): readonly string[] | undefined =>
      isAddress(name) ? [name] : name === 'localhost' ? ['127.0.0.1'] : undefined;
    return { resolve, connect: (host, port) => this.#connect(space, resolve(host)?.[0], port) };
  }

  #connect(from: NetworkSpace, address: string | undefined, port: number): ConnectResult {
    if (address === undefined) return { connected: false, why: 'no-route' };
    if (address.startsWith('127.')) return this.#reach(from, address, port);
    const toService = this.#routes.route(address, port);
    if (toService !== undefined) return this.#follow(toService);
    const space = this.#spaces.get(address);
    if (space) {
      const reached = this.#reach(space, address, port);
      if (reached.connected || !this.#isNode(space)) return reached;
      const route = this.#routes.routeNodePort(port);
      return route === undefined ? reached : this.#follow(route);
    }
    return { connected: false, why: address.startsWith('10.244.') ? 'no-route' : 'timeout' };
  }

  #follow(route: Route): ConnectResult {
    if (typeof route === 'object') {
      const space = this.#spaces.get(route.to);
      return space ? this.#reach(space, route.to, route.port) : { connected: false, why: 'no-route' };
    }
    return { connected: false, why: route === 'no-endpoints' ? 'refused' : 'timeout' };
  }

  #reach(space: NetworkSpace, address: string, port: number): ConnectResult {
    const found = space.listeners
      .get(port)
      ?.find(
        ({ bind }) => EVERYWHERE.has(bind) || bind === address || (bind === 'localhost' && address === '127.0.0.1'),
      );
    return found ? { connected: true, server: found.server, address } : { connected: false, why: 'refused' };
  }

  #isNode(space: NetworkSpace): boolean {
    for (const node of this.#nodes.values()) if (node.space === space) return true;
    return false;
  }

  #node(name: string): { readonly index: number; readonly space: NetworkSpace; lastPod: number } {
    let found = this.#nodes.get(name);
    if (!found) {
      const index = this.#nodes.size;
      const told = this.#store
        .get('Node', undefined, name)
        ?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
      const space = {
        address: told ?? `172.18.${(index + 2) >> 8}.${(index + 2) & 255}`,
        listeners: new Map<number, { bind: string; server: Server }[]>(),
        changed: new Signal(),
      };
      found = { index, space, lastPod: 1 };
      this.#nodes.set(name, found);
      this.#spaces.set(space.address, space);
    }
    return found;
  }
}

function listen(
  space: NetworkSpace,
  bind: string,
  port: number,
  server: Server,
): { readonly close: () => void } | 'address-in-use' {
  const others = space.listeners.get(port) ?? [];
  if (others.some((other) => EVERYWHERE.has(bind) || EVERYWHERE.has(other.bind) || other.bind === bind))
    return 'address-in-use';
  const listener = { bind, server };
  space.listeners.set(port, [...others, listener]);
  space.changed.notify();
  return {
    close: () => {
      const left = space.listeners.get(port) ?? [];
      if (!left.includes(listener)) return;
      space.listeners.set(
        port,
        left.filter((other) => other !== listener),
      );
      space.changed.notify();
    },
  };
}

/** 10.244.N.x: a /24 for each of the first 256 nodes, further ones above. */
const podAddress = (node: number, pod: number): string => `10.${244 + ((node >> 8) & 7)}.${node & 255}.${pod}`;

/** Whether a text is an IPv4 address. */
export function isAddress(text: string): boolean {
  if (!/^\d/.test(text)) return false;
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}
