import type { Node, Pod, PodSpec, Taint } from '../api/schema/kinds.ts';
import type { Labels } from '../selector.ts';
import type { FilterPlugin, Refusal, ScorePlugin, Verdict } from './framework.ts';
import type { Lookups } from './lookups.ts';
import { podInfo, type PodInfo } from './pod-info.ts';
import { Snapshot } from './snapshot.ts';

/** A node of the tests: 4 cores, 8Gi and 110 pods unless said. */
export interface ExampleNode {
  readonly labels?: Labels;
  readonly taints?: readonly Taint[];
  readonly unschedulable?: boolean;
  readonly allocatable?: Readonly<Record<string, string>>;
  readonly images?: Readonly<Record<string, number>>;
}

export interface ExamplePod extends Partial<PodSpec> {
  readonly name?: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly requests?: Readonly<Record<string, string>> | undefined;
  readonly startTime?: string;
  readonly nominated?: string;
  readonly terminating?: true;
}

/** A cluster in which there are only nodes and pods. */
const noLookups: Lookups = {
  namespaceLabels: () => ({}),
  workloadSelectors: () => [],
  claim: () => undefined,
  volume: () => undefined,
  volumes: () => [],
  storageClass: () => undefined,
};

export function exampleNode(
  name: string,
  { labels, taints, unschedulable, allocatable, images }: ExampleNode = {},
): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      uid: name,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels: { 'kubernetes.io/hostname': name, ...labels },
    },
    spec: { taints, unschedulable },
    status: {
      allocatable: { cpu: '4', memory: '8Gi', pods: '110', ...allocatable },
      images: Object.entries(images ?? {}).map(([image, sizeBytes]) => ({ names: [image], sizeBytes })),
    },
  };
}

export function examplePod({
  name = 'p',
  namespace = 'default',
  labels,
  requests,
  startTime,
  nominated,
  terminating,
  ...spec
}: ExamplePod = {}): PodInfo {
  const pod: Pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-${name}`,
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
      labels,
      ...(terminating ? { deletionTimestamp: '2026-01-01T00:01:00Z' } : {}),
    },
    spec: { containers: [{ name: 'app', image: 'nginx', resources: { requests } }], ...spec },
    status: { startTime, nominatedNodeName: nominated },
  };
  return podInfo(pod);
}

/** A snapshot of nodes by name, and pods by the node they are on. */
export function exampleCluster(
  nodes: Readonly<Record<string, ExampleNode>>,
  pods: Readonly<Record<string, readonly ExamplePod[]>> = {},
  lookups: Partial<Lookups> = {},
): Snapshot {
  const snapshot = new Snapshot({ ...noLookups, ...lookups });
  for (const [name, node] of Object.entries(nodes)) snapshot.setNode(exampleNode(name, node));
  for (const [node, list] of Object.entries(pods))
    for (const [i, pod] of list.entries())
      snapshot.addPod(examplePod({ name: `${node}-${i}`, nodeName: node, ...pod }), node);
  return snapshot;
}

/** What a filter plugin says about each node. */
export function verdicts(
  plugin: FilterPlugin,
  pod: PodInfo,
  cluster: Snapshot,
): Record<string, Verdict> | 'skip' | Refusal {
  if ('filter' in plugin) return Object.fromEntries(cluster.nodes.map((node) => [node.name, plugin.filter(pod, node)]));
  const ready = plugin.preFilter(pod, cluster);
  return ready === 'skip' || 'code' in ready
    ? ready
    : Object.fromEntries(cluster.nodes.map((node) => [node.name, ready.filter(node)]));
}

/** The normalised scores, before their weight, of all nodes. */
export function scores(plugin: ScorePlugin, pod: PodInfo, cluster: Snapshot): Record<string, number> | 'skip' {
  const ready = plugin.preScore(pod, cluster, cluster.nodes);
  if (ready === 'skip') return 'skip';
  const found = cluster.nodes.map((node) => ready.score(node));
  ready.normalise?.(found, cluster.nodes);
  return Object.fromEntries(cluster.nodes.map(({ name }, i) => [name, found[i] ?? 0]));
}
