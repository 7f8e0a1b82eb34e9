import type { DiscoveryEndpointPort } from '../../api/schema/kinds.ts';

/**
 * A slice's ports in the order they are stored in: by a hash of each.
 * @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/util/controller_utils.go portsInOrder; recorded: endpoints/two-ports
 */
export const inStoredOrder = (ports: readonly DiscoveryEndpointPort[]): readonly DiscoveryEndpointPort[] =>
  ports.length < 2
    ? ports
    : ports
        .map((port) => ({ port, hash: fnv128a(asGoPrints(port)) }))
        .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
        .map(({ port }) => port);

/** Go's dump of the struct, which is what is hashed. */
const asGoPrints = ({ name, protocol, port, appProtocol }: DiscoveryEndpointPort): string =>
  `(v1.EndpointPort){Name:(*string)${name ?? '<nil>'} Protocol:(*v1.Protocol)${protocol ?? '<nil>'} Port:(*int32)${port ?? '<nil>'} AppProtocol:(*string)${appProtocol ?? '<nil>'}}`;

const PRIME = 309485009821345068724781371n;
const BASIS = 144066263297769815596495629667062367629n;
const MASK = (1n << 128n) - 1n;

/** FNV-1a, 128 bits, of ASCII: names of ports and protocols are nothing else. */
function fnv128a(text: string): bigint {
  let hash = BASIS;
  for (let i = 0; i < text.length; i++) hash = ((hash ^ BigInt(text.charCodeAt(i))) * PRIME) & MASK;
  return hash;
}
