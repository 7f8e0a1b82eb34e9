import type {
  Container,
  DiscoveryEndpointPort,
  Endpoint,
  Node,
  Pod,
  Service,
  ServicePort,
} from '../../api/schema/kinds.ts';
import { isFinished, isReady, isTerminating } from '../pod-state.ts';

const ZONE = 'topology.kubernetes.io/zone';

export type AddressType = 'IPv4' | 'IPv6';

/** Pods that have an address and have not ended. @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/util/controller_utils.go ShouldPodBeInEndpoints */
export const hasEndpoint = (pod: Pod): boolean =>
  !isFinished(pod) && (Boolean(pod.status.podIP) || (pod.status.podIPs?.length ?? 0) > 0);

/**
 * A Pod as an endpoint of a Service. It is not ready while it ends, unless the Service publishes what is not ready.
 * @returns undefined where the Pod has no address of this type
 * @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/utils.go podToEndpoint
 */
export function endpointOf(
  pod: Pod,
  node: Node | undefined,
  service: Service,
  addressType: AddressType,
): Endpoint | undefined {
  const addresses = (pod.status.podIPs ?? []).flatMap(({ ip }) => (ip && familyOf(ip) === addressType ? [ip] : []));
  if (addresses.length === 0) return undefined;
  const { namespace, name, uid } = pod.metadata;
  const serving = isReady(pod);
  const terminating = isTerminating(pod);
  const zone = node?.metadata.labels?.[ZONE];
  const { hostname, subdomain, nodeName } = pod.spec;
  return {
    addresses,
    conditions: {
      ready: service.spec.publishNotReadyAddresses === true || (serving && !terminating),
      serving,
      terminating,
    },
    ...(hostname && subdomain === service.metadata.name ? { hostname } : {}),
    targetRef: { kind: 'Pod', ...(namespace ? { namespace } : {}), name, uid },
    ...(nodeName ? { nodeName } : {}),
    ...(zone ? { zone } : {}),
  };
}

const familyOf = (ip: string): AddressType => (ip.includes(':') ? 'IPv6' : 'IPv4');

/** The Service's ports on this Pod, without those whose name the Pod does not know. @source the same file, getEndpointPorts */
export const portsOf = (pod: Pod, service: Service): readonly DiscoveryEndpointPort[] =>
  (service.spec.ports ?? []).flatMap((servicePort) => {
    const port = targetPort(pod, servicePort);
    if (port === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = servicePort;
    return [{ name, protocol, port, ...(appProtocol ? { appProtocol } : {}) }];
  });

/** The port's number on a Pod: as it is written, or that of the container port of this name. @source the same file, FindPort */
function targetPort(pod: Pod, { targetPort: target, port, protocol = 'TCP' }: ServicePort): number | undefined {
  if (typeof target !== 'string') return target ?? port;
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...pod.spec.containers, ...sidecars]
    .flatMap((container: Container) => container.ports ?? [])
    .find((one) => one.name === target && (one.protocol ?? 'TCP') === protocol)?.containerPort;
}
