import type { Endpoint, Service } from '../../api/schema/kinds.ts';

/**
 * Hints say for whom an endpoint is meant: clients of its zone, or of its node.
 * @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/trafficdist/trafficdist.go
 */
export function withHints({ spec: { trafficDistribution } }: Service, endpoint: Endpoint): Endpoint {
  const { zone, nodeName } = endpoint;
  const zones = zone ? { forZones: [{ name: zone }] } : {};
  switch (trafficDistribution) {
    case 'PreferClose':
    case 'PreferSameZone':
      return zone ? { ...endpoint, hints: zones } : endpoint;
    case 'PreferSameNode':
      return nodeName ? { ...endpoint, hints: { ...zones, forNodes: [{ name: nodeName }] } } : endpoint;
    default:
      return endpoint;
  }
}
