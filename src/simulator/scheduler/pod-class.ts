import type { Labels } from '../selector.ts';
import type { NodeInfo } from './node-info.ts';
import type { PodInfo } from './pod-info.ts';

/** Pods of a class in each domain of one topology key, by the key's value. */
export type Domains = ReadonlyMap<string, number>;

/**
 * Pods that no affinity and no spreading can tell apart, and how many of them each node has. The sums by topology domain
 * that somebody has asked for are kept up too, so that an attempt costs as many steps as there are domains, not nodes.
 */
export class PodClass {
  /** Any one of them. */
  readonly example: PodInfo;
  readonly terminating: boolean;
  readonly #nodes = new Map<NodeInfo, number>();
  readonly #domains = new Map<string, Map<string, number>>();

  constructor(example: PodInfo) {
    this.example = example;
    this.terminating = Boolean(example.pod.metadata.deletionTimestamp);
  }

  /** How many of the pods each node has; none of them 0. */
  get nodes(): ReadonlyMap<NodeInfo, number> {
    return this.#nodes;
  }

  /** How many of the pods each domain has; nodes without the key are in none. */
  domains(key: string): Domains {
    let found = this.#domains.get(key);
    if (!found) {
      found = new Map();
      for (const [{ labels }, pods] of this.#nodes) count(found, labels, key, pods);
      this.#domains.set(key, found);
    }
    return found;
  }

  /** One pod more (1) or fewer (-1) on the node. The node's labels must be those of before when its pods go. */
  change(node: NodeInfo, by: 1 | -1): void {
    const pods = (this.#nodes.get(node) ?? 0) + by;
    if (pods > 0) this.#nodes.set(node, pods);
    else this.#nodes.delete(node);
    for (const [key, domains] of this.#domains) count(domains, node.labels, key, by);
  }
}

function count(domains: Map<string, number>, labels: Labels, key: string, by: number): void {
  const value = labels[key];
  if (value === undefined) return;
  const pods = (domains.get(value) ?? 0) + by;
  if (pods > 0) domains.set(value, pods);
  else domains.delete(value);
}
