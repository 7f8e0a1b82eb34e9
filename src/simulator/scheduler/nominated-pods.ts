import type { PodInfo } from './pod-info.ts';

/** The nodes that preemption promised to pods that still wait. @source kubernetes/kubernetes pkg/scheduler/backend/queue/nominator.go */
export class NominatedPods {
  readonly #nodeOf = new Map<string, string>();
  readonly #podsOf = new Map<string, Map<string, PodInfo>>();

  promise(pod: PodInfo, node: string): void {
    this.forget(pod.key);
    this.#nodeOf.set(pod.key, node);
    let pods = this.#podsOf.get(node);
    if (!pods) this.#podsOf.set(node, (pods = new Map()));
    pods.set(pod.key, pod);
  }

  forget(key: string): void {
    const node = this.#nodeOf.get(key);
    if (node === undefined) return;
    this.#nodeOf.delete(key);
    const pods = this.#podsOf.get(node);
    pods?.delete(key);
    if (pods?.size === 0) this.#podsOf.delete(node);
  }

  readonly on = (node: string): readonly PodInfo[] => {
    const pods = this.#podsOf.get(node);
    return pods ? [...pods.values()] : NONE;
  };
}

const NONE: readonly PodInfo[] = [];
