import type { ContainerImage, Node, NodeStatus, Taint } from '../api/schema/kinds.ts';
import { resourcesOf, type Resources } from '../pod/requests.ts';
import { valueOf } from '../quantity.ts';
import type { Labels } from '../selector.ts';
import type { PodInfo } from './pod-info.ts';

type Changing<T> = { -readonly [K in keyof T]: T[K] };

/** A node with the pods that are on it and the sums of what they ask for, kept up as pods come and go. */
export class NodeInfo {
  readonly name: string;
  #node: Node;
  labels: Labels = {};
  taints: readonly Taint[] = [];
  allocatable: Resources & { readonly pods: number } = { ...resourcesOf(undefined), pods: 0 };
  /** Bytes of each image that is on the node, by its names. */
  images: ReadonlyMap<string, number> = new Map();
  readonly requested: Changing<Resources> & { scalars: Record<string, number> } = {
    ...resourcesOf(undefined),
    scalars: {},
  };
  /** As `requested`, with the assumed amounts for what is not asked. */
  readonly scored = { milliCpu: 0, memory: 0 };
  readonly pods = new Map<string, PodInfo>();

  constructor(node: Node) {
    this.name = node.metadata.name;
    this.#node = node;
    this.#read(node, undefined);
  }

  get node(): Node {
    return this.#node;
  }

  set node(node: Node) {
    const before = this.#node.status;
    this.#node = node;
    this.#read(node, before);
  }

  /** Reads what stands on the node; amounts only where they are not those of before. */
  #read(node: Node, before: NodeStatus | undefined): void {
    this.labels = node.metadata.labels ?? {};
    this.taints = node.spec?.taints ?? [];
    const { allocatable, images } = node.status ?? {};
    if (!before || allocatable !== before.allocatable)
      this.allocatable = { ...resourcesOf(allocatable), pods: valueOf(allocatable?.['pods']) };
    if (!before || images !== before.images) this.images = imageSizes(images ?? []);
  }

  add(pod: PodInfo): void {
    this.pods.set(pod.key, pod);
    this.#count(pod, 1);
  }

  remove(pod: PodInfo): void {
    if (this.pods.delete(pod.key)) this.#count(pod, -1);
  }

  /** The same node, whose pods can come and go without the original's knowing. */
  copy(): NodeInfo {
    const copy = new NodeInfo(this.#node);
    for (const pod of this.pods.values()) copy.add(pod);
    return copy;
  }

  #count({ requests, scoredRequests }: PodInfo, sign: 1 | -1): void {
    const { requested, scored } = this;
    requested.milliCpu += sign * requests.milliCpu;
    requested.memory += sign * requests.memory;
    requested.ephemeralStorage += sign * requests.ephemeralStorage;
    for (const name in requests.scalars)
      requested.scalars[name] = (requested.scalars[name] ?? 0) + sign * (requests.scalars[name] ?? 0);
    scored.milliCpu += sign * scoredRequests.milliCpu;
    scored.memory += sign * scoredRequests.memory;
  }
}

const imageSizes = (images: readonly ContainerImage[]): Map<string, number> =>
  new Map(images.flatMap(({ names, sizeBytes }) => (names ?? []).map((name) => [name, sizeBytes ?? 0] as const)));
