import type { Node, Pod } from '../api/schema/kinds.ts';
import { podRequests } from '../pod/requests.ts';
import { milliOf, valueOf } from '../quantity.ts';
import { unfitForLinux } from './unfit-for-linux.ts';
import { hasRequiredNodeAffinity } from '../scheduler/node-selector.ts';
import { untoleratedTaint } from '../scheduler/tolerations.ts';

export interface Rejection {
  readonly reason: string;
  readonly message: string;
}

/**
 * Whether a node takes a Pod that names it: the kubelet asks the scheduler's general questions once more.
 * @param others - Pods on the node that are not over
 * @returns why not
 * @source kubernetes/kubernetes pkg/kubelet/lifecycle/predicate.go Admit, generalFilter; recorded: admission/*
 */
export function rejection(node: Node, pod: Pod, others: readonly Pod[]): Rejection | undefined {
  const unfit = unfitForLinux(pod);
  if (unfit) return unfit;
  const { allocatable } = node.status ?? {};
  const wanted = podRequests(pod);
  const used = { cpu: 0, memory: 0, 'ephemeral-storage': 0 };
  for (const other of others) {
    const requests = podRequests(other);
    used.cpu += requests.milliCpu;
    used.memory += requests.memory;
    used['ephemeral-storage'] += requests.ephemeralStorage;
  }
  const short = (resource: string, requested: number, taken: number, capacity: number): Rejection => ({
    reason: `OutOf${resource}`,
    message: `Node didn't have enough resource: ${resource}, requested: ${requested}, used: ${taken}, capacity: ${capacity}`,
  });
  const mostPods = valueOf(allocatable?.['pods']);
  if (others.length + 1 > mostPods) return short('pods', 1, others.length, mostPods);
  for (const [resource, requested, capacity] of [
    ['cpu', wanted.milliCpu, milliOf(allocatable?.['cpu'])],
    ['memory', wanted.memory, valueOf(allocatable?.['memory'])],
    ['ephemeral-storage', wanted.ephemeralStorage, valueOf(allocatable?.['ephemeral-storage'])],
  ] as const)
    if (requested > 0 && requested > capacity - used[resource])
      return short(resource, requested, used[resource], capacity);
  for (const [resource, requested] of Object.entries(wanted.scalars)) {
    if (allocatable?.[resource] === undefined) continue; // nothing here knows it: removeMissingExtendedResources
    const capacity = valueOf(allocatable[resource]);
    const taken = others.reduce((sum, other) => sum + (podRequests(other).scalars[resource] ?? 0), 0);
    if (requested > 0 && requested > capacity - taken) return short(resource, requested, taken, capacity);
  }
  const failed = (plugin: string, why: string): Rejection => ({
    reason: plugin,
    message: `Predicate ${plugin} failed: ${why}`,
  });
  if (!hasRequiredNodeAffinity(pod.spec, node))
    return failed('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  if (portsTaken(pod, others)) return failed('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  if (untoleratedTaint(node.spec?.taints, pod.spec.tolerations, ['NoExecute']))
    return failed('TaintToleration', "node(s) had taints that the pod didn't tolerate");
  return undefined;
}

interface HostPort {
  readonly port: number;
  readonly protocol: string;
  readonly ip: string;
}

const hostPorts = (pod: Pod): HostPort[] =>
  [
    ...pod.spec.containers,
    ...(pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always'),
  ].flatMap((container) =>
    (container.ports ?? []).flatMap(({ hostPort, protocol, hostIP }) =>
      hostPort ? [{ port: hostPort, protocol: protocol ?? 'TCP', ip: hostIP || '0.0.0.0' }] : [],
    ),
  );

function portsTaken(pod: Pod, others: readonly Pod[]): boolean {
  const wanted = hostPorts(pod);
  if (wanted.length === 0) return false;
  const taken = others.flatMap(hostPorts);
  return wanted.some((want) =>
    taken.some(
      (has) =>
        has.port === want.port &&
        has.protocol === want.protocol &&
        (has.ip === want.ip || has.ip === '0.0.0.0' || want.ip === '0.0.0.0'),
    ),
  );
}
