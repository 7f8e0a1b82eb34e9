import type { Node } from '../api/schema/kinds.ts';
import type { Lookups } from './lookups.ts';
import { NodeInfo } from './node-info.ts';
import { PodClass } from './pod-class.ts';
import type { PodInfo } from './pod-info.ts';

/**
 * The nodes and the pods on them as the scheduler knows them, updated by difference. Pods are kept by class too, so that
 * affinity and spreading ask each class once, not each pod.
 * @source kubernetes/kubernetes pkg/scheduler/backend/cache/{cache,snapshot,node_tree}.go
 */
export class Snapshot {
  readonly lookups: Lookups;
  readonly #nodes = new Map<string, NodeInfo>();
  /** Pods on nodes that are not known (yet, or any more), by the node's name. */
  readonly #homeless = new Map<string, Set<PodInfo>>();
  readonly #classes = new Map<string, PodClass>();
  readonly #withAffinity = new Set<PodClass>();
  /** How many pods on nodes use a claim, by the claim's key. */
  readonly #claimUsers = new Map<string, number>();
  #list: readonly NodeInfo[] | undefined;
  #imageNodes: Map<string, number> | undefined;

  constructor(lookups: Lookups) {
    this.lookups = lookups;
  }

  /** All nodes, one of each zone in turn. */
  get nodes(): readonly NodeInfo[] {
    return (this.#list ??= zonesInTurn([...this.#nodes.values()]));
  }

  get classes(): Iterable<PodClass> {
    return this.#classes.values();
  }

  /** The classes whose pods have pod affinity or anti-affinity, required or preferred. */
  get classesWithAffinity(): Iterable<PodClass> {
    return this.#withAffinity;
  }

  node(name: string): NodeInfo | undefined {
    return this.#nodes.get(name);
  }

  /** Whether a pod on some node uses the claim; claims made from a pod's template are not counted. */
  isClaimUsed(namespace: string, name: string): boolean {
    return this.#claimUsers.has(`${namespace}/${name}`);
  }

  #countClaims({ namespace, claims }: PodInfo, by: 1 | -1): void {
    for (const { name, isEphemeral } of claims) {
      if (isEphemeral) continue;
      const key = `${namespace}/${name}`;
      const users = (this.#claimUsers.get(key) ?? 0) + by;
      if (users > 0) this.#claimUsers.set(key, users);
      else this.#claimUsers.delete(key);
    }
  }

  /** How many nodes have the image. */
  nodesWithImage(name: string): number {
    if (!this.#imageNodes) {
      this.#imageNodes = new Map();
      for (const { images } of this.#nodes.values())
        for (const image of images.keys()) this.#imageNodes.set(image, (this.#imageNodes.get(image) ?? 0) + 1);
    }
    return this.#imageNodes.get(name) ?? 0;
  }

  setNode(node: Node): void {
    const { name } = node.metadata;
    const known = this.#nodes.get(name);
    if (known) {
      if (zoneOf(known.node) !== zoneOf(node)) this.#list = undefined;
      if (known.node.status?.images !== node.status?.images) this.#imageNodes = undefined;
      if (known.node.metadata.labels === node.metadata.labels) known.node = node;
      else this.#relabel(known, node);
      return;
    }
    this.#nodes.set(name, new NodeInfo(node));
    this.#list = this.#imageNodes = undefined;
    const waiting = this.#homeless.get(name);
    this.#homeless.delete(name);
    for (const pod of waiting ?? []) this.addPod(pod, name);
  }

  /** Its pods leave the domains of the old labels and come to those of the new. */
  #relabel(known: NodeInfo, node: Node): void {
    const pods = [...known.pods.values()];
    for (const pod of pods) this.removePod(pod, known.name);
    known.node = node;
    for (const pod of pods) this.addPod(pod, known.name);
  }

  removeNode(name: string): void {
    const node = this.#nodes.get(name);
    if (!node) return;
    const pods = [...node.pods.values()];
    for (const pod of pods) this.removePod(pod, name);
    this.#nodes.delete(name);
    this.#list = this.#imageNodes = undefined;
    for (const pod of pods) this.addPod(pod, name);
  }

  addPod(pod: PodInfo, nodeName: string): void {
    const node = this.#nodes.get(nodeName);
    if (!node) {
      const waiting = this.#homeless.get(nodeName);
      if (waiting) waiting.add(pod);
      else this.#homeless.set(nodeName, new Set([pod]));
      return;
    }
    node.add(pod);
    this.#countClaims(pod, 1);
    let found = this.#classes.get(pod.classKey);
    if (!found) {
      found = new PodClass(pod);
      this.#classes.set(pod.classKey, found);
      if (hasAffinity(pod)) this.#withAffinity.add(found);
    }
    found.change(node, 1);
  }

  removePod(pod: PodInfo, nodeName: string): void {
    const node = this.#nodes.get(nodeName);
    if (!node) {
      const waiting = this.#homeless.get(nodeName);
      waiting?.delete(pod);
      if (waiting?.size === 0) this.#homeless.delete(nodeName);
      return;
    }
    node.remove(pod);
    this.#countClaims(pod, -1);
    const found = this.#classes.get(pod.classKey);
    if (!found) return;
    found.change(node, -1);
    if (found.nodes.size === 0) {
      this.#classes.delete(pod.classKey);
      this.#withAffinity.delete(found);
    }
  }
}

const hasAffinity = (pod: PodInfo): boolean =>
  pod.requiredAffinity.length +
    pod.requiredAntiAffinity.length +
    pod.preferredAffinity.length +
    pod.preferredAntiAffinity.length >
  0;

const zoneOf = ({ metadata: { labels } }: Node): string =>
  `${labels?.['topology.kubernetes.io/region'] ?? ''} ${labels?.['topology.kubernetes.io/zone'] ?? ''}`;

/** The first node of each zone, then the second of each, and so on. */
function zonesInTurn(nodes: readonly NodeInfo[]): NodeInfo[] {
  const zones = new Map<string, NodeInfo[]>();
  for (const node of nodes) {
    const zone = zoneOf(node.node);
    const found = zones.get(zone);
    if (found) found.push(node);
    else zones.set(zone, [node]);
  }
  if (zones.size === 1) return [...nodes];
  const list: NodeInfo[] = [];
  for (let i = 0; list.length < nodes.length; i++)
    for (const zone of zones.values()) {
      const node = zone[i];
      if (node) list.push(node);
    }
  return list;
}
