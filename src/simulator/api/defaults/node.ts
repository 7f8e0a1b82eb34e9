import type { JsonObject } from '../json.ts';
import { fill, isObject, within } from './fill.ts';

const NO_INFO: JsonObject = {
  architecture: '',
  bootID: '',
  containerRuntimeVersion: '',
  kernelVersion: '',
  kubeProxyVersion: '',
  kubeletVersion: '',
  machineID: '',
  operatingSystem: '',
  osImage: '',
  systemUUID: '',
};

/**
 * Where only the capacity is said, all of it is allocatable. The structures without a pointer are always written out.
 * @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_NodeStatus
 */
export const defaultNode = (node: JsonObject): JsonObject =>
  within(node, 'status', (status) => {
    const allocatable = isObject(status['capacity']) ? fill(status, { allocatable: status['capacity'] }) : status;
    return within(
      within(allocatable, 'daemonEndpoints', (endpoints) =>
        within(endpoints, 'kubeletEndpoint', (endpoint) => fill(endpoint, { Port: 0 })),
      ),
      'nodeInfo',
      (info) => ({ ...NO_INFO, ...info }),
    );
  });
