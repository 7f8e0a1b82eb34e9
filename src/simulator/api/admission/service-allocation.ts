import { invalid as fieldInvalid, Path, type FieldError } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { Service, ServicePort, ServiceSpec } from '../schema/kinds.ts';
import { invalid, type StatusError } from '../status-error.ts';
import { isHeadless, validateAddresses } from '../validation/service-addresses.ts';
import { ipFamily } from '../validation/ip-address.ts';
import type { AdmissionPlugin } from './admission.ts';
import { addressesOf, nodePortsOf, type NodePorts } from './service-ranges.ts';

const SPEC = Path.root('spec');

/**
 * A Service gets the addresses and node ports that its type needs, keeps what it has, and is refused what is taken or
 * out of range. The cluster has one family of addresses, IPv4.
 *
 * Not a plugin upstream: the registry of Services does this before anything is validated, which is here.
 * @source kubernetes/kubernetes pkg/registry/core/service/storage/{storage,alloc}.go beginCreate, beginUpdate
 */
export const serviceAllocation: AdmissionPlugin = {
  name: 'ServiceAllocation',
  kinds: new Set(['Service']),
  mutate: (request) => {
    const { object: service, before, operation, subresource } = request;
    if (service.kind !== 'Service' || operation === 'DELETE' || subresource) return { object: service };
    const last = before?.kind === 'Service' ? before.spec : undefined;
    const refusal = (errors: readonly FieldError[]): StatusError => invalid('Service', nameOf(service), errors);
    const kept = keepAllocated(service.spec ?? {}, last);
    const familied = withFamilies(kept, last);
    if ('errors' in familied) return refusal(familied.errors);
    const addressed = withAddresses(familied.spec, last, addressesOf(request));
    if ('errors' in addressed) return refusal(addressed.errors);
    const reachable = withNodePorts(addressed.spec, last, nodePortsOf(request));
    if ('errors' in reachable) return refusal(reachable.errors);
    return {
      object: { ...service, spec: last ? dropUnneeded(reachable.spec, last) : reachable.spec } satisfies Service,
    };
  },
};

/** It may have none: that is found out later. */
const nameOf = ({ metadata }: { readonly metadata: { readonly name?: string | undefined } }): string =>
  metadata.name ?? '';

type Result = { readonly spec: ServiceSpec } | { readonly errors: readonly FieldError[] };

const needsAddress = (spec: ServiceSpec): boolean => spec.type !== 'ExternalName';
const mayHaveNodePorts = ({ type }: ServiceSpec): boolean => type === 'NodePort' || type === 'LoadBalancer';
const allocatesNodePorts = (spec: ServiceSpec): boolean =>
  spec.type === 'NodePort' || (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts !== false);
const needsHealthCheck = (spec: ServiceSpec): boolean =>
  spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local';

/** What an update leaves out of what was allocated stays; clusterIP and clusterIPs follow each other. @source …/storage.go patchAllocatedValues, normalizeClusterIPs */
function keepAllocated(given: ServiceSpec, last: ServiceSpec | undefined): ServiceSpec {
  let spec = given;
  if (!last) return spec.clusterIP && !spec.clusterIPs?.length ? { ...spec, clusterIPs: [spec.clusterIP] } : spec;
  if (needsAddress(last) && needsAddress(spec)) {
    if (!spec.clusterIP) spec = { ...spec, clusterIP: last.clusterIP };
    if (!spec.clusterIPs?.length && spec.clusterIP === last.clusterIP) spec = { ...spec, clusterIPs: last.clusterIPs };
  }
  if (allocatesNodePorts(last) && allocatesNodePorts(spec)) spec = { ...spec, ports: keepNodePorts(spec, last) };
  if (needsHealthCheck(last) && needsHealthCheck(spec) && !spec.healthCheckNodePort)
    spec = { ...spec, healthCheckNodePort: last.healthCheckNodePort };
  if (spec.clusterIP !== last.clusterIP && sameJson(spec.clusterIPs ?? [], last.clusterIPs ?? []))
    spec = { ...spec, clusterIPs: spec.clusterIP ? [spec.clusterIP] : undefined };
  return spec;
}

/** By the names of ports, unless another port has taken the number. */
function keepNodePorts(spec: ServiceSpec, last: ServiceSpec): ServicePort[] {
  const now = new Set(spec.ports?.map((port) => port.nodePort));
  const had = new Map(last.ports?.map((port) => [port.name ?? '', port.nodePort]));
  return (spec.ports ?? []).map((port) => {
    const old = had.get(port.name ?? '');
    return port.nodePort || !old || now.has(old) ? port : { ...port, nodePort: old };
  });
}

/** Which families of addresses it has, and why it cannot. @source …/alloc.go initIPFamilyFields */
function withFamilies(given: ServiceSpec, last: ServiceSpec | undefined): Result {
  if (!needsAddress(given)) return { spec: given };
  const selectorless = Object.keys(given.selector ?? {}).length === 0;
  const everywhere = given.clusterIP === 'None' && selectorless;
  const policy = given.ipFamilyPolicy ?? last?.ipFamilyPolicy ?? (everywhere ? 'RequireDualStack' : 'SingleStack');
  let spec: ServiceSpec = { ...given, ipFamilyPolicy: policy };
  const errors = [...validateAddresses(spec)];
  if (errors.length > 0) return { errors };
  if (last && policy === 'SingleStack') spec = withFirstOnly(spec, last);
  const ips = spec.clusterIPs ?? [];
  const families = [...(spec.ipFamilies ?? [])];
  const at = SPEC.field('ipFamilyPolicy');
  const several = (what: string): FieldError =>
    fieldInvalid(at, policy, `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`);
  if (policy === 'SingleStack' && ips.length === 2) errors.push(several('cluster IPs'));
  if (policy === 'SingleStack' && families.length === 2) errors.push(several('IP families'));
  for (const [i, ip] of ips.entries()) {
    if (ip === 'None') break;
    if (i < families.length) continue;
    if (ipFamily(ip) === 4) families.push('IPv4');
    else errors.push(fieldInvalid(SPEC.field('clusterIPs').index(i), ips, 'IPv6 is not configured on this cluster'));
  }
  if (errors.length > 0) return { errors };
  if (everywhere) {
    const first = families[0] ?? 'IPv4';
    const both =
      families.length < 2 && policy !== 'SingleStack' ? [first, first === 'IPv4' ? 'IPv6' : 'IPv4'] : families;
    return { spec: { ...spec, ipFamilies: both.length > 0 ? both : [first] } };
  }
  if (policy === 'RequireDualStack')
    errors.push(fieldInvalid(at, policy, 'this cluster is not configured for dual-stack services'));
  for (const [i, family] of families.entries())
    if (family !== 'IPv4')
      errors.push(fieldInvalid(SPEC.field('ipFamilies').index(i), family, 'not configured on this cluster'));
  return errors.length > 0 ? { errors } : { spec: { ...spec, ipFamilies: families.length > 0 ? families : ['IPv4'] } };
}

/** Who says SingleStack and leaves the lists as they were gives up the second of each. */
function withFirstOnly(spec: ServiceSpec, last: ServiceSpec): ServiceSpec {
  const first = (
    now: readonly string[] | undefined,
    before: readonly string[] | undefined,
  ): readonly string[] | undefined => (now && now.length > 1 && sameJson(now, before) ? now.slice(0, 1) : now);
  return {
    ...spec,
    clusterIPs: first(spec.clusterIPs, last.clusterIPs),
    ipFamilies: first(spec.ipFamilies, last.ipFamilies),
  };
}

/** @source …/alloc.go allocClusterIPs; on an update only where there were none before */
function withAddresses(
  spec: ServiceSpec,
  last: ServiceSpec | undefined,
  addresses: ReturnType<typeof addressesOf>,
): Result {
  if (!needsAddress(spec) || isHeadless(spec) || (last && needsAddress(last))) return { spec };
  const asked = spec.clusterIPs?.[0];
  if (asked) {
    const problem = addresses.problemOf(asked);
    return problem
      ? {
          errors: [
            fieldInvalid(SPEC.field('clusterIPs'), spec.clusterIPs, `failed to allocate IP ${asked}: ${problem}`),
          ],
        }
      : { spec: { ...spec, clusterIP: asked } };
  }
  const address = addresses.next();
  return { spec: { ...spec, clusterIP: address, clusterIPs: [address] } };
}

/** @source …/alloc.go initNodePorts, updateNodePorts, allocHealthCheckNodePort */
function withNodePorts(spec: ServiceSpec, last: ServiceSpec | undefined, numbers: NodePorts): Result {
  let done = spec;
  if (mayHaveNodePorts(spec)) {
    const own = new Set(last?.ports?.map((port) => port.nodePort));
    const byPort = new Map<number, number>();
    const ports: ServicePort[] = [];
    for (const [i, port] of (spec.ports ?? []).entries()) {
      // A port that is there for two protocols has one number for both.
      const wanted = port.nodePort || (last ? undefined : (byPort.get(port.port) ?? sharedNumber(port, spec)));
      if (!wanted && !allocatesNodePorts(spec)) {
        ports.push(port);
        continue;
      }
      const number = wanted ?? numbers.next();
      if (wanted && !own.has(wanted) && byPort.get(port.port) !== wanted) {
        const problem = numbers.take(wanted);
        if (problem) return { errors: [fieldInvalid(SPEC.field('ports').index(i).field('nodePort'), wanted, problem)] };
      }
      byPort.set(port.port, number);
      ports.push({ ...port, nodePort: number });
    }
    done = { ...spec, ports };
  }
  if (needsHealthCheck(done) && !done.healthCheckNodePort) done = { ...done, healthCheckNodePort: numbers.next() };
  return { spec: done };
}

const sharedNumber = ({ port }: ServicePort, { ports }: ServiceSpec): number | undefined =>
  ports?.find((other) => other.port === port && other.nodePort)?.nodePort;

/** A change of type takes away what the new type has no use for, unless it was changed too. @source …/strategy.go dropTypeDependentFields */
function dropUnneeded(spec: ServiceSpec, last: ServiceSpec): ServiceSpec {
  const dropped = new Set<keyof ServiceSpec>();
  const drop = (had: boolean, has: boolean, fields: readonly (keyof ServiceSpec)[]): void => {
    if (had && !has && fields.every((field) => sameJson(spec[field], last[field])))
      for (const field of fields) dropped.add(field);
  };
  const [had, has] = [needsAddress(last), needsAddress(spec)];
  drop(had, has, ['clusterIP', 'clusterIPs']);
  drop(had, has, ['ipFamilies']);
  drop(had, has, ['ipFamilyPolicy']);
  drop(needsHealthCheck(last), needsHealthCheck(spec), ['healthCheckNodePort']);
  drop(last.type === 'LoadBalancer', spec.type === 'LoadBalancer', ['allocateLoadBalancerNodePorts']);
  drop(last.type === 'LoadBalancer', spec.type === 'LoadBalancer', ['loadBalancerClass']);
  drop(mayHaveNodePorts(last), mayHaveNodePorts(spec), ['externalTrafficPolicy']);
  drop(had, has, ['internalTrafficPolicy']);
  drop(last.type === 'ExternalName', spec.type === 'ExternalName', ['externalName']);
  const numbers = new Set(last.ports?.map((port) => port.nodePort));
  const withoutNumbers =
    mayHaveNodePorts(last) &&
    !mayHaveNodePorts(spec) &&
    (spec.ports ?? []).every((port) => !port.nodePort || numbers.has(port.nodePort));
  const kept = Object.fromEntries(
    Object.entries(spec).filter(([field, value]) => value !== undefined && !dropped.has(field as keyof ServiceSpec)),
  );
  return withoutNumbers ? { ...kept, ports: spec.ports?.map(({ nodePort: _, ...port }) => port) } : kept;
}
