import type { Json, JsonObject } from '../json.ts';
import { fill, within, withinEach } from './fill.ts';

/** Three hours: how long one client keeps its endpoint. */
const CLIENT_IP_SECONDS = 10_800;

/** @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Service */
export const defaultService = (service: JsonObject): JsonObject =>
  within(within(service, 'spec', defaultSpec), 'status', (status) =>
    within(status, 'loadBalancer', (balancer) =>
      withinEach(balancer, 'ingress', (ingress) => (ingress['ip'] ? fill(ingress, { ipMode: 'VIP' }) : ingress)),
    ),
  );

function defaultSpec(spec: JsonObject): JsonObject {
  let filled = fill(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (filled['sessionAffinity'] === 'None') filled = without(filled, 'sessionAffinityConfig');
  if (filled['sessionAffinity'] === 'ClientIP')
    filled = within(filled, 'sessionAffinityConfig', (config) =>
      within(config, 'clientIP', (clientIP) => fill(clientIP, { timeoutSeconds: CLIENT_IP_SECONDS })),
    );
  filled = withinEach(filled, 'ports', defaultPort);
  const type = filled['type'];
  if (type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && hasExternalIps(filled)))
    filled = fill(filled, { externalTrafficPolicy: 'Cluster' });
  if (type === 'NodePort' || type === 'LoadBalancer' || type === 'ClusterIP')
    filled = fill(filled, { internalTrafficPolicy: 'Cluster' });
  return type === 'LoadBalancer' ? fill(filled, { allocateLoadBalancerNodePorts: true }) : filled;
}

const hasExternalIps = ({ externalIPs }: JsonObject): boolean => Array.isArray(externalIPs) && externalIPs.length > 0;

function defaultPort(port: JsonObject): JsonObject {
  const filled = fill(port, { protocol: 'TCP' });
  const target = filled['targetPort'];
  return target === undefined || target === 0 || target === ''
    ? { ...filled, targetPort: filled['port'] ?? 0 }
    : filled;
}

const without = (object: JsonObject, field: string): JsonObject => {
  if (object[field] === undefined) return object;
  const rest: Record<string, Json | undefined> = { ...object };
  delete rest[field];
  return rest;
};
