import type { Pod } from '../api/schema/kinds.ts';
import type { ComponentContext } from '../component.ts';
import type { EventRecorder } from '../events.ts';
import type { Cause } from '../history.ts';
import type { ClusterNetwork } from '../runtime/cluster-network.ts';
import type { DirectoryNode } from '../runtime/filesystem.ts';
import type { Network } from '../runtime/network.ts';
import type { Backoff } from './crash-loop-backoff.ts';
import type { PodFacts } from './environment.ts';
import type { NodeDisk } from './node-disk.ts';
import type { ImagePuller } from './image-puller.ts';
import type { PodSandbox } from './pod-sandbox.ts';
import type { MirrorPods } from './static-pods/mirror-pods.ts';
import type { PodVolumes } from './volumes/pod-volumes.ts';

/** What all Pods of a node share. */
export interface NodeServices {
  readonly context: ComponentContext;
  readonly name: string;
  readonly address: string;
  readonly recorder: EventRecorder;
  readonly puller: ImagePuller;
  readonly cluster: ClusterNetwork;
  /** The kubelet's own way to what listens. */
  readonly network: Pick<Network, 'connect' | 'resolve'>;
  readonly hostFiles: DirectoryNode;
  /** What stands for the node's static Pods in the API. */
  readonly mirrors: MirrorPods;
  readonly disk: NodeDisk;
  /** Whether the node can reach the API server. */
  readonly isOnline: () => boolean;
  /** Of containers that keep ending, by container and definition. */
  readonly crashLoops: Backoff;
  /** Pods on the node that are not over, with what is granted to them. */
  readonly activePods: () => readonly Pod[];
  readonly capacity: Readonly<Record<string, string>>;
  readonly allocatable: Readonly<Record<string, string>>;
}

/** One Pod on its node, for what acts on its containers. */
export interface PodOnNode {
  readonly node: NodeServices;
  /** As the kubelet last heard of it. */
  readonly pod: Pod;
  readonly sandbox: PodSandbox;
  readonly volumes: PodVolumes;
  readonly facts: PodFacts;
  /** A cause for what is done now: because of what made the kubelet look. */
  cause(reason: string, because?: number): Cause;
}

/** Writes an event about a Pod, or about one of its containers. */
export function tell(
  on: PodOnNode,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
  about: {
    readonly fieldPath?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly because?: number | undefined;
  } = {},
): void {
  if (!on.node.isOnline()) return;
  on.node.recorder.tell(on.pod, {
    type,
    reason,
    message,
    cause: on.cause(message, about.because),
    ...(about.fieldPath === undefined ? {} : { fieldPath: about.fieldPath }),
    ...(about.annotations ? { annotations: about.annotations } : {}),
  });
}
