import {
  coded,
  duplicate,
  forbidden,
  invalid,
  invalidFor,
  notSupported,
  Path,
  required,
  type Errors,
} from '../field-error.ts';
import type { Service, ServicePort, ServiceSpec, SessionAffinityConfig } from '../schema/kinds.ts';
import { PROTOCOLS, validatePort } from './container-ports.ts';
import { validateCidr, validateOrdinaryIp, validateStrictIp } from './address-range.ts';
import { ipFamily } from './ip-address.ts';
import { validateLabels, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from './names.ts';
import { isHeadless, validateAddresses, validateAddressesChange } from './service-addresses.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const AFFINITIES = ['ClientIP', 'None'];
const POLICIES = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];
/** A day: how long one client may keep its endpoint. */
const LONGEST_AFFINITY = 86_400;

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';
const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges';

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateService, ValidateServiceUpdate */
export const serviceRules: KindRules<'Service'> = {
  create: validateService,
  update: function* (service, before) {
    yield* validateObjectMetaUpdate(service.metadata, before.metadata, METADATA);
    yield* validateAddressesChange(service.spec, before.spec);
    const [now, last] = [service.spec.loadBalancerClass, before.spec.loadBalancerClass];
    if (isBalanced(service.spec) && isBalanced(before.spec) && now !== last)
      yield invalid(SPEC.field('loadBalancerClass'), now ?? null, 'may not change once set');
    yield* validateBalancerClass(service.spec);
    if (
      needsHealthCheck(service.spec) &&
      needsHealthCheck(before.spec) &&
      service.spec.healthCheckNodePort !== before.spec.healthCheckNodePort
    )
      yield forbidden(SPEC.field('healthCheckNodePort'), 'field is immutable');
    yield* validateService(service);
  },
  subresources: {
    status: function* ({ metadata, status }, before) {
      yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
      for (const [i, { ip, hostname }] of (status.loadBalancer?.ingress ?? []).entries()) {
        const at = Path.root('status').field('loadBalancer').field('ingress').index(i);
        if (ip) yield* validateStrictIp(ip, at.field('ip'));
        if (hostname) yield* invalidFor(at.field('hostname'), hostname, dns1123Subdomain(hostname));
        if (hostname && ipFamily(hostname) !== undefined)
          yield invalid(at.field('hostname'), hostname, 'must be a DNS name, not an IP address');
      }
    },
  },
};

function* validateService({ metadata, spec }: Service): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Label, METADATA);
  const [hints, mode] = [metadata.annotations?.[HINTS], metadata.annotations?.[MODE]];
  if (mode !== undefined && hints !== undefined && mode !== hints)
    yield invalid(
      METADATA.field('annotations').key(MODE),
      mode,
      `must match annotations[${HINTS}] when both are specified`,
    );
  const ports = spec.ports ?? [];
  if (ports.length === 0 && !isHeadless(spec) && spec.type !== 'ExternalName')
    yield coded('service-ports-missing', required(SPEC.field('ports')));
  yield* validateTypeFields(spec);
  yield* validatePorts(ports, SPEC.field('ports'));
  yield* validateLabels(spec.selector, SPEC.field('selector'));
  yield* validateAffinity(spec);
  yield* validateAddresses(spec);
  for (const [i, ip] of (spec.externalIPs ?? []).entries()) {
    const at = SPEC.field('externalIPs').index(i);
    const problems = [...validateStrictIp(ip, at)];
    if (problems.length > 0) yield* problems;
    else yield* validateOrdinaryIp(ip, at);
  }
  yield* oneOf(spec.type, TYPES, SPEC.field('type'));
  if (spec.type === 'ClusterIP')
    for (const [i, { nodePort }] of ports.entries())
      if (nodePort)
        yield forbidden(SPEC.field('ports').index(i).field('nodePort'), "may not be used when `type` is 'ClusterIP'");
  yield* uniquePorts(ports, SPEC.field('ports'));
  yield* validateSourceRanges(spec, metadata.annotations?.[SOURCE_RANGES]);
  yield* validateBalancer(spec);
  yield* validateTrafficPolicies(spec);
}

function* oneOf(value: string | undefined, supported: readonly string[], at: Path): Errors {
  if (!value) yield required(at);
  else if (!supported.includes(value)) yield notSupported(at, value, supported);
}

function* validateTypeFields(spec: ServiceSpec): Errors {
  if ((isBalanced(spec) || spec.type === 'NodePort') && isHeadless(spec))
    yield invalid(SPEC.field('clusterIPs').index(0), 'None', `may not be set to 'None' for ${spec.type} services`);
  if (spec.type !== 'ExternalName') return;
  for (const field of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const)
    if (spec[field]?.length) yield forbidden(SPEC.field(field), 'may not be set for ExternalName services');
  const name = (spec.externalName ?? '').replace(/\.$/, '');
  if (name === '') yield required(SPEC.field('externalName'));
  else yield* invalidFor(SPEC.field('externalName'), name, dns1123Subdomain(name));
}

/** Ports have names where there are several. */
function* validatePorts(ports: readonly ServicePort[], list: Path): Errors {
  const names = new Set<string>();
  for (const [i, { name, port, protocol, targetPort, appProtocol }] of ports.entries()) {
    const at = list.index(i);
    if (name) {
      yield* invalidFor(at.field('name'), name, dns1123Label(name), 'name-format');
      if (names.has(name)) yield duplicate(at.field('name'), name);
      names.add(name);
    } else if (ports.length > 1) yield coded('service-port-name', required(at.field('name')));
    yield* invalidFor(at.field('port'), port ?? 0, portNumber(port ?? 0), 'port-range');
    yield* oneOf(protocol, PROTOCOLS, at.field('protocol'));
    yield* validatePort(targetPort ?? 0, at.field('targetPort'));
    if (appProtocol !== undefined) yield* invalidFor(at.field('appProtocol'), appProtocol, qualifiedName(appProtocol));
  }
}

/** Neither a port nor a node port is there twice with the same protocol. */
function* uniquePorts(ports: readonly ServicePort[], at: Path): Errors {
  const nodePorts = new Set<string>();
  for (const [i, { nodePort, protocol }] of ports.entries()) {
    if (!nodePort) continue;
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) yield duplicate(at.index(i).field('nodePort'), nodePort);
    nodePorts.add(key);
  }
  const seen = new Set<string>();
  for (const [i, { port, protocol }] of ports.entries()) {
    const key = `${protocol}/${port}`;
    if (seen.has(key))
      yield duplicate(at.index(i), {
        Name: '',
        Protocol: protocol ?? '',
        AppProtocol: null,
        Port: port ?? 0,
        TargetPort: 0,
        NodePort: 0,
      });
    seen.add(key);
  }
}

function* validateAffinity({ sessionAffinity, sessionAffinityConfig }: ServiceSpec): Errors {
  yield* oneOf(sessionAffinity, AFFINITIES, SPEC.field('sessionAffinity'));
  const at = SPEC.field('sessionAffinityConfig');
  if (sessionAffinity === 'ClientIP') yield* validateClientIp(sessionAffinityConfig, at);
  else if (sessionAffinity === 'None' && sessionAffinityConfig)
    yield forbidden(at, 'must not be set when session affinity is None');
}

function* validateClientIp(config: SessionAffinityConfig | undefined, at: Path): Errors {
  const seconds = config?.clientIP?.timeoutSeconds;
  const here = at.field('clientIP').field('timeoutSeconds');
  if (seconds === undefined)
    yield required(
      !config ? at : !config.clientIP ? at.field('clientIP') : here,
      'when session affinity type is ClientIP',
    );
  else if (seconds <= 0 || seconds > LONGEST_AFFINITY)
    yield invalid(here, seconds, `must be greater than 0 and less than ${LONGEST_AFFINITY}`);
}

/** From where a load balancer may be reached: in a field, or in an annotation from before there was one. */
function* validateSourceRanges(spec: ServiceSpec, annotation: string | undefined): Errors {
  const ranges = spec.loadBalancerSourceRanges ?? [];
  const misplaced = "may only be used when `type` is 'LoadBalancer'";
  if (ranges.length > 0) {
    const at = SPEC.field('LoadBalancerSourceRanges');
    if (!isBalanced(spec)) yield forbidden(at, misplaced);
    for (const [i, range] of ranges.entries()) yield* validateCidr(range.trim(), at.index(i));
  } else if (annotation !== undefined) {
    const at = METADATA.field('annotations').key(SOURCE_RANGES);
    if (!isBalanced(spec)) yield forbidden(at, misplaced);
    if (annotation.trim() !== '') for (const range of annotation.split(',')) yield* validateCidr(range.trim(), at);
  }
}

const isBalanced = (spec: ServiceSpec): boolean => spec.type === 'LoadBalancer';
const needsHealthCheck = (spec: ServiceSpec): boolean => isBalanced(spec) && spec.externalTrafficPolicy === 'Local';

function* validateBalancer(spec: ServiceSpec): Errors {
  const allocate = spec.allocateLoadBalancerNodePorts;
  if (allocate !== undefined && !isBalanced(spec))
    yield forbidden(SPEC.field('allocateLoadBalancerNodePorts'), "may only be used when `type` is 'LoadBalancer'");
  if (allocate === undefined && isBalanced(spec)) yield required(Path.root('allocateLoadBalancerNodePorts'));
  yield* validateBalancerClass(spec);
}

function* validateBalancerClass(spec: ServiceSpec): Errors {
  const at = SPEC.field('loadBalancerClass');
  if (spec.loadBalancerClass === undefined) return;
  if (isBalanced(spec)) yield* invalidFor(at, spec.loadBalancerClass, qualifiedName(spec.loadBalancerClass));
  else yield forbidden(at, "may only be used when `type` is 'LoadBalancer'");
}

function* validateTrafficPolicies(spec: ServiceSpec): Errors {
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal, trafficDistribution, type } = spec;
  const reachable = type === 'NodePort' || isBalanced(spec) || (type === 'ClusterIP' && !!spec.externalIPs?.length);
  if (reachable) yield* oneOf(external, POLICIES, SPEC.field('externalTrafficPolicy'));
  else if (external)
    yield invalid(SPEC.field('externalTrafficPolicy'), external, 'may only be set for externally-accessible services');
  const port = spec.healthCheckNodePort ?? 0;
  const at = SPEC.field('healthCheckNodePort');
  if (!needsHealthCheck(spec)) {
    if (port !== 0)
      yield invalid(at, port, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
  } else if (port === 0) yield required(at);
  else yield* invalidFor(at, port, portNumber(port));
  if (internal === undefined) {
    if (type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP')
      yield required(SPEC.field('internalTrafficPolicy'));
  } else if (!POLICIES.includes(internal)) yield notSupported(SPEC.field('internalTrafficPolicy'), internal, POLICIES);
  if (trafficDistribution !== undefined && !DISTRIBUTIONS.includes(trafficDistribution))
    yield notSupported(SPEC.field('trafficDistribution'), trafficDistribution, DISTRIBUTIONS);
}
