import type { Node } from '../../api/schema/kinds.ts';
import { podRequests, type Resources } from '../../pod/requests.ts';
import { nodeAfter } from '../cluster-event.ts';
import type { Detail } from '../detail.ts';
import { MAX_NODE_SCORE, pass, type FilterPlugin, type ScorePlugin, type Verdict } from '../framework.ts';
import { NodeInfo } from '../node-info.ts';
import type { PodInfo } from '../pod-info.ts';

/**
 * A node must have free what the pod asks for; the more it would have left of CPU and memory, the higher its score
 * (LeastAllocated).
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/noderesources/{fit,least_allocated}.go; recorded: fit/*, score/*
 */
export const nodeResourcesFit: FilterPlugin & ScorePlugin = {
  name: 'NodeResourcesFit',
  weight: 1,
  filter: fits,
  explain: ({ requests }, node) => amounts(requests, node).filter(isShort),
  preScore: ({ placedRequests }) => ({
    score({ scored, allocatable }) {
      let sum = 0;
      let counted = 0;
      if (allocatable.milliCpu > 0) {
        sum += free(scored.milliCpu + placedRequests.milliCpu, allocatable.milliCpu);
        counted++;
      }
      if (allocatable.memory > 0) {
        sum += free(scored.memory + placedRequests.memory, allocatable.memory);
        counted++;
      }
      return counted === 0 ? 0 : Math.floor(sum / counted);
    },
  }),
  mayHelp(pod, event) {
    if (event.type === 'pod-removed') return true;
    if (event.type === 'pod-updated') return asksLess(pod, event.before.requests, event.pod.requests);
    if (event.type === 'self') {
      const before = podRequests(event.before);
      return asksLess({ requests: before }, before, pod.requests);
    }
    const node = nodeAfter(event);
    return (
      node !== undefined &&
      fits(pod, new NodeInfo(node)).code === 'pass' &&
      (event.type !== 'node-updated' || offersMore(pod, event.before, node))
    );
  },
};

function fits({ requests }: PodInfo, node: NodeInfo): Verdict {
  return hasRoom(requests, node) ? pass : lacking(requests, node);
}

/** Asked of every node for every pod: no more than comparisons. */
function hasRoom(requests: Resources, { pods, requested, allocatable }: NodeInfo): boolean {
  if (pods.size + 1 > allocatable.pods) return false;
  const { milliCpu, memory, ephemeralStorage, scalars } = requests;
  if (milliCpu > 0 && milliCpu > allocatable.milliCpu - requested.milliCpu) return false;
  if (memory > 0 && memory > allocatable.memory - requested.memory) return false;
  if (ephemeralStorage > 0 && ephemeralStorage > allocatable.ephemeralStorage - requested.ephemeralStorage)
    return false;
  for (const name in scalars) {
    const wanted = scalars[name] ?? 0;
    if (wanted > 0 && wanted > (allocatable.scalars[name] ?? 0) - (requested.scalars[name] ?? 0)) return false;
  }
  return true;
}

/** What the node has too little of; for good where it never had enough. */
function lacking(requests: Resources, node: NodeInfo): Verdict {
  const short = amounts(requests, node).filter(isShort);
  const reasons = short.map(({ resource }) => (resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`));
  const isForGood = short.some(({ resource, asked, allocatable }) => resource !== 'pods' && asked > allocatable);
  return { code: isForGood ? 'unresolvable' : 'unschedulable', reasons };
}

const isShort = ({ asked, used, allocatable }: Amount): boolean => asked > allocatable - used;

/** What the pod asks for of each resource, Pods themselves among them. */
function amounts({ scalars, ...requests }: Resources, { pods, requested, allocatable }: NodeInfo): Amount[] {
  const amount = (resource: string, asked: number, used: number, offered: number): Amount => ({
    type: 'resource',
    resource,
    asked,
    used,
    allocatable: offered,
  });
  return [
    amount('pods', 1, pods.size, allocatable.pods),
    amount('cpu', requests.milliCpu, requested.milliCpu, allocatable.milliCpu),
    amount('memory', requests.memory, requested.memory, allocatable.memory),
    amount('ephemeral-storage', requests.ephemeralStorage, requested.ephemeralStorage, allocatable.ephemeralStorage),
    ...Object.entries(scalars).map(([name, asked]) =>
      amount(name, asked, requested.scalars[name] ?? 0, allocatable.scalars[name] ?? 0),
    ),
  ].filter(({ asked }) => asked > 0);
}

type Amount = Extract<Detail, { type: 'resource' }>;

/** The share that would be left, 0 … 100, rounded down. */
const free = (used: number, capacity: number): number =>
  used > capacity ? 0 : Math.floor(((capacity - used) * MAX_NODE_SCORE) / capacity);

/** Whether `after` has less than `before` of something that the pod asks for. */
function asksLess({ requests }: Pick<PodInfo, 'requests'>, before: Resources, after: Resources): boolean {
  return someWanted(requests, (amount) => amount(after) < amount(before));
}

function offersMore({ requests }: PodInfo, before: Node, after: Node): boolean {
  const [was, is] = [new NodeInfo(before).allocatable, new NodeInfo(after).allocatable];
  return is.pods > was.pods || someWanted(requests, (amount) => amount(is) > amount(was));
}

function someWanted(requests: Resources, test: (amount: (of: Resources) => number) => boolean): boolean {
  const amounts: readonly ((of: Resources) => number)[] = [
    (of) => of.milliCpu,
    (of) => of.memory,
    (of) => of.ephemeralStorage,
    ...Object.keys(requests.scalars).map((name) => (of: Resources) => of.scalars[name] ?? 0),
  ];
  return amounts.some((amount) => amount(requests) > 0 && test(amount));
}
