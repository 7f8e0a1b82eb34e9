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
  within(withPodCidrs(node), 'status', (status) => {
    const allocatable = isObject(status['capacity']) ? fill(status, { allocatable: status['capacity'] }) : status;
    return within(
      within(allocatable, 'daemonEndpoints', (endpoints) =>
        within(endpoints, 'kubeletEndpoint', (endpoint) => fill(endpoint, { Port: 0 })),
      ),
      'nodeInfo',
      (info) => ({ ...NO_INFO, ...info }),
    );
  });

/** The one range of old and the list of ranges say the same; where they do not, the one counts. @source pkg/apis/core/v1/conversion.go Convert_v1_NodeSpec_To_core_NodeSpec */
function withPodCidrs(node: JsonObject): JsonObject {
  if (!isObject(node['spec'])) return node;
  return within(node, 'spec', (spec) => {
    const [one, all] = [spec['podCIDR'], spec['podCIDRs']];
    const said = Array.isArray(all) && all.length > 0 && (!one || one === all[0]) ? all : undefined;
    const list = said ?? (one ? [one] : undefined);
    return list ? { ...spec, podCIDR: list[0], podCIDRs: list } : spec;
  });
}
