import type { ContainerState } from './container-record.ts';

/** What a relist found of a Pod: the kubelet decides on this, not on what is true by now. */
export interface RuntimeStatus {
  readonly sandbox: 'none' | 'ready' | 'stopped';
  readonly ip: string | undefined;
  /** All attempts that are still there, latest first. */
  readonly containers: readonly ContainerState[];
}

export const NOTHING: RuntimeStatus = { sandbox: 'none', ip: undefined, containers: [] };

/** The latest attempt of a container. */
export const latest = (status: RuntimeStatus, name: string): ContainerState | undefined =>
  status.containers.find((container) => container.name === name);

/** A Pod needs a sandbox where it has none that runs. @source kubernetes/kubernetes pkg/kubelet/kuberuntime/util/util.go PodSandboxChanged */
export const needsSandbox = (status: RuntimeStatus): boolean => status.sandbox !== 'ready';
