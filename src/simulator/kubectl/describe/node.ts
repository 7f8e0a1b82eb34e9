import type { Node, Pod, Taint } from '../../api/schema/kinds.ts';
import { parseQuantity } from '../../quantity.ts';
import type { Store } from '../../store.ts';
import { heardLease } from '../heard-leases.ts';
import { ageOf } from '../printers/age.ts';
import { nodeRoles } from '../printers/cluster-rows.ts';
import { sortedByKey } from '../resource-arguments.ts';
import { podLimitQuantities, podRequestQuantities, sumOfQuantities, type Quantities } from './pod-quantities.ts';
import { annotationLines, dateText, entriesOf, labelLines, multiline, row } from './text.ts';

// All of these: kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go describeNode

export function describeNode(node: Node, store: Store, now: number): string {
  const { metadata, spec, status } = node;
  const info = status?.nodeInfo;
  const amounts = (title: string, list: Readonly<Record<string, string>> | undefined): string =>
    Object.keys(list ?? {}).length === 0
      ? ''
      : `${title}:\n${entriesOf(list)
          .map(([name, amount]) => row(name, amount, '  '))
          .join('')}`;
  return (
    row('Name', metadata.name) +
    row('Roles', nodeRoles(node)) +
    labelLines('Labels', metadata.labels) +
    annotationLines('Annotations', metadata.annotations) +
    row('CreationTimestamp', dateText(metadata.creationTimestamp)) +
    multiline('Taints', sortedTaints(spec?.taints ?? []).map(taintText)) +
    row('Unschedulable', spec?.unschedulable ?? false) +
    lease(node, store, now) +
    conditions(node) +
    `Addresses:\n${(status?.addresses ?? []).map((a) => row(a.type, a.address, '  ')).join('')}` +
    amounts('Capacity', status?.capacity) +
    amounts('Allocatable', status?.allocatable) +
    'System Info:\n' +
    row('Machine ID', info?.machineID ?? '', '  ') +
    row('System UUID', info?.systemUUID ?? '', '  ') +
    row('Boot ID', info?.bootID ?? '', '  ') +
    row('Kernel Version', info?.kernelVersion ?? '', '  ') +
    row('OS Image', info?.osImage ?? '', '  ') +
    row('Operating System', info?.operatingSystem ?? '', '  ') +
    row('Architecture', info?.architecture ?? '', '  ') +
    row('Container Runtime Version', info?.containerRuntimeVersion ?? '', '  ') +
    row('Kubelet Version', info?.kubeletVersion ?? '', '  ') +
    (spec?.podCIDR ? row('PodCIDR', spec.podCIDR) : '') +
    (spec?.podCIDRs?.length ? row('PodCIDRs', spec.podCIDRs.join(',')) : '') +
    (spec?.providerID ? row('ProviderID', spec.providerID) : '') +
    podsText(node, store, now)
  );
}

/** @source kubernetes/kubernetes staging/src/k8s.io/api/core/v1/taint.go ToString */
export function taintText({ key, value = '', effect = '' }: Taint): string {
  if (effect === '') return value === '' ? key : `${key}=${value}:`;
  return value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

function sortedTaints(taints: readonly Taint[]): readonly Taint[] {
  const key = (taint: Taint): string => `${taint.effect},${taint.key}`;
  return [...taints].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function lease(node: Node, store: Store, now: number): string {
  const { name } = node.metadata;
  const found = store.get('Lease', 'kube-node-lease', name) ?? heardLease(node, now);
  if (!found) return row('Lease', `Failed to get lease: leases.coordination.k8s.io ${JSON.stringify(name)} not found`);
  const { holderIdentity, acquireTime, renewTime } = found.spec ?? {};
  return (
    'Lease:\n' +
    row('HolderIdentity', holderIdentity ?? '<unset>', '  ') +
    row('AcquireTime', acquireTime ? dateText(acquireTime) : '<unset>', '  ') +
    row('RenewTime', renewTime ? dateText(renewTime) : '<unset>', '  ')
  );
}

function conditions({ status }: Node): string {
  if (!status?.conditions?.length) return '';
  return (
    'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage\n' +
    '  ----\t------\t-----------------\t------------------\t------\t-------\n' +
    status.conditions
      .map(
        (c) =>
          `  ${c.type} \t${c.status} \t${dateText(c.lastHeartbeatTime)} \t${dateText(c.lastTransitionTime)} \t${c.reason ?? ''} \t${c.message ?? ''}\n`,
      )
      .join('')
  );
}

/** What the Pods on a node ask for, one by one and together. @source the same, describeNodeResource */
function podsText(node: Node, store: Store, now: number): string {
  const allocatable: Readonly<Record<string, string>> =
    (Object.keys(node.status?.allocatable ?? {}).length ? node.status?.allocatable : node.status?.capacity) ?? {};
  const pods = sortedByKey(store.list('Pod')).filter(
    (pod) =>
      pod.spec.nodeName === node.metadata.name && pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed',
  );
  const share = (amounts: Quantities, name: string, ofNothing: bigint): string =>
    `${amounts[name]?.canonical ?? '0'} (${percent(amounts, name, allocatable[name]) ?? ofNothing}%)`;
  const shareOfPod = (amounts: Quantities, name: string): string => share(amounts, name, NOT_A_NUMBER);
  const lines = pods.map((pod: Pod) => {
    const [requests, limits] = [podRequestQuantities(pod), podLimitQuantities(pod)];
    const cells = ['cpu', 'memory'].flatMap((name) => [shareOfPod(requests, name), shareOfPod(limits, name)]);
    return `  ${pod.metadata.namespace ?? ''}\t${pod.metadata.name}\t\t${cells.join('\t')}\t${ageOf(pod.metadata.creationTimestamp, now)}\n`;
  });
  // The sums do not know of Pods that are being resized: upstream asks for them without the statuses.
  const asWritten = pods.map((pod): Pod => ({ ...pod, status: {} }));
  const requests = sumOfQuantities(asWritten.map(podRequestQuantities));
  const limits = sumOfQuantities(asWritten.map(podLimitQuantities));
  const standard = ['cpu', 'memory', 'ephemeral-storage'];
  const hugePages = Object.keys(allocatable).filter((name) => name.startsWith('hugepages-'));
  const extended = Object.keys(allocatable).filter(
    (name) => !standard.includes(name) && name !== 'pods' && !hugePages.includes(name),
  );
  return (
    row('Non-terminated Pods', `(${pods.length} in total)`) +
    '  Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n' +
    '  ---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n' +
    lines.join('') +
    'Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n  Resource\tRequests\tLimits\n  --------\t--------\t------\n' +
    [...standard, ...hugePages.sort()]
      .map((name) => `  ${name}\t${share(requests, name, 0n)}\t${share(limits, name, 0n)}\n`)
      .join('') +
    extended
      .sort()
      .map((name) => `  ${name}\t${requests[name]?.canonical ?? '0'}\t${limits[name]?.canonical ?? '0'}\n`)
      .join('')
  );
}

/** What a division by nothing leaves, as an int64: only of a node as a whole does kubectl ask whether it has any. */
const NOT_A_NUMBER = -(2n ** 63n);

/** Whole percent, rounded down; CPU is counted in thousandths, everything else in whole units. Undefined of nothing. */
function percent(amounts: Quantities, name: string, of: string | undefined): number | undefined {
  const [part, whole] = [amounts[name], parseQuantity(of ?? '0')];
  if (!whole || whole.mantissa === 0n) return undefined;
  if (!part) return 0;
  return Math.trunc(name === 'cpu' ? (part.milli / whole.milli) * 100 : (part.value / whole.value) * 100);
}
