import { invalidFor, notSupported, Path, required, type Errors } from '../field-error.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset } from '../schema/kinds.ts';
import { PROTOCOLS } from './container-ports.ts';
import { validateOrdinaryIp, validateStrictIp } from './address-range.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Label, dns1123Subdomain, portNumber, qualifiedName } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateEndpoints */
export const endpointsRules: KindRules<'Endpoints'> = {
  create: function* ({ metadata, subsets }) {
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSubsets(subsets ?? []);
  },
  update: function* ({ metadata, subsets }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSubsets(subsets ?? []);
  },
};

function* validateSubsets(subsets: readonly EndpointSubset[]): Errors {
  for (const [i, { addresses = [], notReadyAddresses = [], ports = [] }] of subsets.entries()) {
    const at = Path.root('subsets').index(i);
    if (addresses.length === 0 && notReadyAddresses.length === 0)
      yield required(at, 'must specify `addresses` or `notReadyAddresses`');
    for (const [j, address] of addresses.entries()) yield* validateAddress(address, at.field('addresses').index(j));
    for (const [j, address] of notReadyAddresses.entries())
      yield* validateAddress(address, at.field('notReadyAddresses').index(j));
    for (const [j, port] of ports.entries()) yield* validatePort(port, ports.length > 1, at.field('ports').index(j));
  }
}

function* validateAddress({ ip, hostname, nodeName }: EndpointAddress, at: Path): Errors {
  yield* validateStrictIp(ip ?? '', at.field('ip'));
  if (hostname) yield* invalidFor(at.field('hostname'), hostname, dns1123Label(hostname));
  if (nodeName !== undefined) yield* invalidFor(at.field('nodeName'), nodeName, dns1123Subdomain(nodeName));
  yield* validateOrdinaryIp(ip ?? '', at.field('ip'));
}

function* validatePort({ name, port, protocol, appProtocol }: EndpointPort, several: boolean, at: Path): Errors {
  if (name) yield* invalidFor(at.field('name'), name, dns1123Label(name));
  else if (several) yield required(at.field('name'));
  yield* invalidFor(at.field('port'), port ?? 0, portNumber(port ?? 0));
  if (!protocol) yield required(at.field('protocol'));
  else if (!PROTOCOLS.includes(protocol)) yield notSupported(at.field('protocol'), protocol, PROTOCOLS);
  if (appProtocol !== undefined) yield* invalidFor(at.field('appProtocol'), appProtocol, qualifiedName(appProtocol));
}
