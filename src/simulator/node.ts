import type { Node, Taint } from './api/schema/kinds.ts';
import type { ComponentContext } from './component.ts';
import type { EvictionSettings } from './kubelet/eviction/thresholds.ts';
import { timestamp } from './timestamp.ts';

/** A worker as a cluster's description gives it. Quantities are Kubernetes' own texts. */
export interface NodeSpec {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly taints?: readonly Taint[];
  readonly unschedulable?: boolean;
  readonly capacity?: Readonly<Record<string, string>>;
  readonly allocatable?: Readonly<Record<string, string>>;
  /** Images that are on the node before anything is pulled: all of the catalogue unless said. */
  readonly cachedImages?: readonly string[] | 'all';
  /** Its line to the registry, in bytes a second. */
  readonly pullRate?: number;
  /** Manifests of static Pods: texts of the files in its /etc/kubernetes/manifests, by name. */
  readonly manifests?: Readonly<Record<string, string>>;
  /** When its kubelet evicts Pods; Kubernetes' defaults unless said. */
  readonly eviction?: EvictionSettings;
}

const CAPACITY = { cpu: '4', memory: '8Gi', 'ephemeral-storage': '100Gi', pods: '110' };
const ALLOCATABLE = { cpu: '3800m', memory: '7Gi', 'ephemeral-storage': '90Gi', pods: '110' };

/** The Node object that a kubelet registers: ready, with the labels every Linux node carries. */
export function nodeObject(
  { clock, random }: Pick<ComponentContext, 'clock' | 'random'>,
  spec: NodeSpec,
  /** Its address in the nodes' network. */
  address?: string,
): Node {
  const now = timestamp(clock);
  const condition = (type: string, status: string, reason: string, message: string): object => ({
    type,
    status,
    reason,
    message,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
  });
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: spec.name,
      uid: random.uuid(),
      resourceVersion: '',
      creationTimestamp: now,
      labels: {
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': spec.name,
        'kubernetes.io/os': 'linux',
        ...spec.labels,
      },
    },
    spec: {
      ...(spec.unschedulable ? { unschedulable: true } : {}),
      ...(spec.taints?.length ? { taints: spec.taints } : {}),
    },
    status: {
      capacity: { ...CAPACITY, ...spec.capacity },
      ...(address === undefined
        ? {}
        : {
            addresses: [
              { type: 'InternalIP', address },
              { type: 'Hostname', address: spec.name },
            ],
          }),
      allocatable: { ...ALLOCATABLE, ...(spec.allocatable ?? spec.capacity) },
      conditions: [
        condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
        condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
        condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
        condition('Ready', 'True', 'KubeletReady', 'kubelet is posting ready status'),
      ],
      nodeInfo: {
        machineID: '',
        systemUUID: '',
        bootID: '',
        kernelVersion: '6.1.0',
        osImage: 'Debian GNU/Linux 12 (bookworm)',
        containerRuntimeVersion: 'containerd://2.2.2',
        kubeletVersion: 'v1.36.3',
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture: 'amd64',
      },
    },
  } as unknown as Node;
}
