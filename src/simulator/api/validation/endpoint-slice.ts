import { duplicate, invalid, invalidFor, notSupported, Path, required, tooMany, type Errors } from '../field-error.ts';
import type { DiscoveryEndpointPort, Endpoint, EndpointSlice } from '../schema/kinds.ts';
import { PROTOCOLS } from './container-ports.ts';
import { validateOrdinaryIp, validateStrictIp } from './address-range.ts';
import { ipFamily } from './ip-address.ts';
import { immutable, validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName, type Complaints } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const ADDRESS_TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const MOST_PORTS = 20_000;
const MOST_HINTS = 8;

/** @source kubernetes/kubernetes pkg/apis/discovery/validation/validation.go ValidateEndpointSlice */
export const endpointSliceRules: KindRules<'EndpointSlice'> = {
  create: validateSlice,
  update: function* (slice, before) {
    yield* validateObjectMetaUpdate(slice.metadata, before.metadata, METADATA);
    yield* validateSlice(slice);
    yield* immutable(slice.addressType, before.addressType, Path.root('addressType'));
  },
};

function* validateSlice({ metadata, addressType, endpoints = [], ports = [] }: EndpointSlice): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  if (!addressType) yield required(Path.root('addressType'));
  else if (!ADDRESS_TYPES.includes(addressType))
    yield notSupported(Path.root('addressType'), addressType, ADDRESS_TYPES);
  yield* validatePorts(ports ?? [], Path.root('ports'));
  const list = Path.root('endpoints');
  if (endpoints.length > MOST_ENDPOINTS) yield tooMany(list, endpoints.length, MOST_ENDPOINTS);
  else for (const [i, endpoint] of endpoints.entries()) yield* validateEndpoint(endpoint, addressType, list.index(i));
}

function* validateEndpoint({ addresses = [], hostname, nodeName, hints }: Endpoint, type: string, at: Path): Errors {
  const list = at.field('addresses');
  if (addresses.length === 0) yield required(list, 'must contain at least 1 address');
  else if (addresses.length > MOST_ADDRESSES) yield tooMany(list, addresses.length, MOST_ADDRESSES);
  for (const [i, address] of addresses.entries()) {
    if (type === 'FQDN') yield* invalidFor(list.index(i), address, dns1123Subdomain(address));
    else if (type === 'IPv4' || type === 'IPv6') {
      const problems = [...validateStrictIp(address, list.index(i))];
      yield* problems;
      if (problems.length > 0) continue;
      if (`IPv${ipFamily(address)}` !== type) yield invalid(list.index(i), address, `must be an ${type} address`);
      yield* validateOrdinaryIp(address, list.index(i));
    }
  }
  if (nodeName !== undefined) yield* invalidFor(at.field('nodeName'), nodeName, dns1123Subdomain(nodeName));
  if (hostname !== undefined) yield* invalidFor(at.field('hostname'), hostname, dns1123Label(hostname));
  yield* validateHints(hints?.forZones ?? [], labelValue, at.field('hints').field('forZones'));
  yield* validateHints(hints?.forNodes ?? [], dns1123Subdomain, at.field('hints').field('forNodes'));
}

/** @source …/validation.go validateHints */
function* validateHints(
  hints: readonly { readonly name?: string }[],
  form: (name: string) => Complaints,
  list: Path,
): Errors {
  if (hints.length > MOST_HINTS) return yield tooMany(list, hints.length, MOST_HINTS);
  const seen = new Set<string>();
  for (const [i, { name = '' }] of hints.entries()) {
    const at = list.index(i).field('name');
    if (seen.has(name)) yield duplicate(at, name);
    seen.add(name);
    yield* invalidFor(at, name, form(name));
  }
}

function* validatePorts(ports: readonly DiscoveryEndpointPort[], list: Path): Errors {
  if (ports.length > MOST_PORTS) {
    yield tooMany(list, ports.length, MOST_PORTS);
    return;
  }
  const names = new Set<string>();
  for (const [i, { name = '', protocol, appProtocol }] of ports.entries()) {
    const at = list.index(i);
    if (name !== '') yield* invalidFor(at.field('name'), name, dns1123Label(name));
    if (names.has(name)) yield duplicate(at.field('name'), name);
    names.add(name);
    if (!protocol) yield required(at.field('protocol'));
    else if (!PROTOCOLS.includes(protocol)) yield notSupported(at.field('protocol'), protocol, PROTOCOLS);
    if (appProtocol !== undefined) yield* invalidFor(at.field('appProtocol'), appProtocol, qualifiedName(appProtocol));
  }
}
