import type { Random } from '../../random.ts';
import type { Store } from '../../store.ts';
import { sameJson } from '../same-json.ts';
import type { KubeObject, Service, ServiceSpec } from '../schema/kinds.ts';
import { onlyStatus } from './generation.ts';
import type { Strategy, StrategyContext } from './strategy.ts';

/**
 * A Service gets addresses and node ports as its type needs them, and loses them when a change of type does away with them.
 * The cluster has one family of addresses, IPv4.
 * @source kubernetes/kubernetes pkg/registry/core/service/strategy.go, storage/alloc.go, pkg/api/service/util.go
 */
export const serviceStrategy: Strategy = {
  prepareForCreate: (object, context) => allocate({ ...(object as Service), status: { loadBalancer: {} } }, context),
  prepareForUpdate: (object, before, context, subresource) => {
    if (subresource === 'status') return onlyStatus(object, before);
    const [next, last] = [object as Service, before as Service];
    const patched = dropUnneeded(keepAllocated({ ...next, status: last.status ?? { loadBalancer: {} } }, last), last);
    return allocate(patched, context);
  },
  update: 'unconditional',
};

const NODE_PORTS = { from: 30_000, to: 32_767 };
/** 10.96.0.0/12, as kubeadm has it; the first is the API server's own. */
const ADDRESSES = { count: 2 ** 16, first: 2 };

const needsNodePorts = (spec: ServiceSpec): boolean =>
  spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
const needsAddress = (spec: ServiceSpec): boolean => spec.type !== 'ExternalName';

/** An update that leaves out what was allocated keeps it. @source kubernetes/kubernetes pkg/registry/core/service/storage/storage.go patchAllocatedValues */
function keepAllocated(service: Service, before: Service): Service {
  let spec = spread(service.spec);
  const last = spread(before.spec);
  if (needsAddress(spec) && needsAddress(last)) {
    if (!spec.clusterIP) spec = { ...spec, clusterIP: last.clusterIP };
    if (!spec.clusterIPs?.length && spec.clusterIP === last.clusterIP) spec = { ...spec, clusterIPs: last.clusterIPs };
  }
  if (spec.clusterIP !== last.clusterIP && sameJson(spec.clusterIPs ?? [], last.clusterIPs ?? []))
    spec = { ...spec, clusterIPs: spec.clusterIP ? [spec.clusterIP] : undefined };
  if (needsNodePorts(spec) && needsNodePorts(last)) {
    const taken = new Map((last.ports ?? []).map((p) => [portKey(p), p.nodePort]));
    spec = {
      ...spec,
      ports: (spec.ports ?? []).map((p) => (p.nodePort ? p : { ...p, nodePort: taken.get(portKey(p)) })),
    };
  }
  return { ...service, spec };
}

const portKey = (p: { readonly protocol?: string | undefined; readonly port: number }): string =>
  `${p.protocol ?? 'TCP'}/${p.port}`;

/** A change of type that did not touch what the new type has no use for takes it away. @source kubernetes/kubernetes pkg/registry/core/service/strategy.go dropTypeDependentFields */
function dropUnneeded(service: Service, before: Service): Service {
  let spec = spread(service.spec);
  const last = spread(before.spec);
  if (needsAddress(last) && !needsAddress(spec) && spec.clusterIP === last.clusterIP)
    spec = { ...spec, clusterIP: undefined, clusterIPs: undefined, ipFamilies: undefined, ipFamilyPolicy: undefined };
  if (needsNodePorts(last) && !needsNodePorts(spec)) {
    const old = new Set((last.ports ?? []).map((p) => p.nodePort));
    if ((spec.ports ?? []).every((p) => !p.nodePort || old.has(p.nodePort)))
      spec = { ...spec, ports: (spec.ports ?? []).map(withoutNodePort) };
  }
  const isExternal = (s: ServiceSpec): boolean => s.type === 'NodePort' || s.type === 'LoadBalancer';
  if (isExternal(last) && !isExternal(spec) && spec.externalTrafficPolicy === last.externalTrafficPolicy)
    spec = { ...spec, externalTrafficPolicy: undefined };
  if (
    last.type === 'LoadBalancer' &&
    spec.type !== 'LoadBalancer' &&
    spec.allocateLoadBalancerNodePorts === last.allocateLoadBalancerNodePorts
  )
    spec = { ...spec, allocateLoadBalancerNodePorts: undefined };
  if (needsAddress(last) && !needsAddress(spec) && spec.internalTrafficPolicy === last.internalTrafficPolicy)
    spec = { ...spec, internalTrafficPolicy: undefined };
  if (last.type === 'ExternalName' && spec.type !== 'ExternalName' && spec.externalName === last.externalName)
    spec = { ...spec, externalName: undefined };
  return { ...service, spec };
}

const withoutNodePort = <P extends { readonly nodePort?: number | undefined }>(port: P): P => ({
  ...port,
  nodePort: undefined,
});

function allocate(service: Service, { store, random, dryRun }: StrategyContext): KubeObject {
  let spec = spread(service.spec);
  if (needsAddress(spec)) {
    const address = spec.clusterIP || spec.clusterIPs?.[0] || freeAddress(store, random);
    spec = {
      ...spec,
      clusterIP: address,
      clusterIPs: spec.clusterIPs?.length ? spec.clusterIPs : [address],
      ipFamilies: spec.ipFamilies?.length ? spec.ipFamilies : ['IPv4'],
      ipFamilyPolicy: spec.ipFamilyPolicy ?? 'SingleStack',
    };
  }
  if (needsNodePorts(spec)) {
    const taken = takenNodePorts(store, spec);
    spec = {
      ...spec,
      ports: (spec.ports ?? []).map((p) =>
        p.nodePort ? p : { ...p, nodePort: dryRun ? dummyNodePort(taken) : freeNodePort(taken, random) },
      ),
    };
  }
  return { ...service, spec: withoutUndefined(spec) };
}

/** Addresses are drawn at random, as the API server draws them. */
function freeAddress(store: Store, random: Random): string {
  const taken = new Set(store.list('Service').map((s) => s.spec?.clusterIP));
  for (;;) {
    const n = ADDRESSES.first + random.int(ADDRESSES.count - ADDRESSES.first - 1);
    const address = `10.96.${n >> 8}.${n & 255}`;
    if (!taken.has(address)) return address;
  }
}

function takenNodePorts(store: Store, spec: ServiceSpec): Set<number> {
  const ports = [...store.list('Service').map((s) => s.spec), spec].flatMap((s) => s?.ports ?? []);
  return new Set(ports.flatMap((p) => (p.nodePort ? [p.nodePort] : [])));
}

function freeNodePort(taken: Set<number>, random: Random): number {
  for (;;) {
    const port = NODE_PORTS.from + random.int(NODE_PORTS.to - NODE_PORTS.from + 1);
    if (taken.has(port)) continue;
    taken.add(port);
    return port;
  }
}

/** A dry run takes no port from the range: it shows ones behind it. @source kubernetes/kubernetes pkg/registry/core/service/portallocator/operation.go */
function dummyNodePort(taken: Set<number>): number {
  let port = NODE_PORTS.to + 2;
  while (taken.has(port)) port++;
  taken.add(port);
  return port;
}

const spread = (spec: ServiceSpec | undefined): ServiceSpec => ({ ...spec });

function withoutUndefined(spec: ServiceSpec): ServiceSpec {
  const ports = spec.ports?.map((p) =>
    p.nodePort === undefined
      ? (Object.fromEntries(Object.entries(p).filter(([, v]) => v !== undefined)) as typeof p)
      : p,
  );
  return Object.fromEntries(
    Object.entries({ ...spec, ...(ports ? { ports } : {}) }).filter(([, v]) => v !== undefined),
  ) as ServiceSpec;
}
