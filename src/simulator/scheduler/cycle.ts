import type { PodDisruptionBudget } from '../api/schema/kinds.ts';
import { runFiltersWithNominated, runPreFilter, type Explaining, type Filters, type Nominated } from './filtering.ts';
import { fitErrorMessage } from './fit-error.ts';
import { unresolvable, type Refusal } from './framework.ts';
import type { NodeInfo } from './node-info.ts';
import { dynamicResources } from './plugins/dynamic-resources.ts';
import { filterPlugins, scorePlugins } from './plugins/plugins.ts';
import type { PodInfo } from './pod-info.ts';
import { findPreemption } from './preemption.ts';
import { scoreNodes, type Scored } from './scoring.ts';
import type { Snapshot } from './snapshot.ts';
import type { RefusedNode, ScheduleTrace } from './trace.ts';

export interface CycleInput {
  readonly pod: PodInfo;
  readonly cluster: Snapshot;
  /** Where among the nodes the look begins; goes round from pod to pod. */
  readonly startAt: number;
  readonly nominated: Nominated;
  readonly budgets: () => readonly PodDisruptionBudget[];
  /** A whole number, 0 ≤ n < `below`. */
  readonly random: (below: number) => number;
  /** Chooses among equals. */
  readonly choose: (nodes: readonly string[]) => string;
  /** Whether the trace tells the numbers behind refusals and scores; plain unless asked. */
  readonly explaining?: Explaining;
}

export type Outcome =
  | { readonly kind: 'placed'; readonly node: string }
  | {
      readonly kind: 'unschedulable';
      readonly message: string;
      /** The plugins that refused: an event that one of them takes for helpful brings the pod back. */
      readonly plugins: ReadonlySet<string>;
      /** The node that preemption is to free, with the pods that must go; or what becomes of an earlier promise. */
      readonly nominated: 'stays' | 'goes' | { readonly node: string; readonly victims: readonly PodInfo[] };
    };

export interface CycleResult {
  readonly outcome: Outcome;
  readonly trace: ScheduleTrace;
  /** Nodes looked at: how far `startAt` moves. */
  readonly looked: number;
}

/**
 * One attempt to place one pod: PreFilter → Filter → PostFilter where nothing fits, or Score → normalise → weight → choose.
 * Reserve and Bind are the caller's: nothing is changed here.
 * @source kubernetes/kubernetes pkg/scheduler/schedule_one.go schedulingCycle
 */
export function schedulingCycle(input: CycleInput): CycleResult {
  const { pod, cluster } = input;
  const allNodes = cluster.nodes.length;
  if (allNodes === 0) return failed(input, 'no nodes available to schedule pods', NO_PLUGINS, 'goes', {});

  const ready = runPreFilter(filterPlugins, pod, cluster);
  if ('refusal' in ready) return refusedAtOnce(input, ready);

  const found = findFeasible(input, ready);
  const [only, ...more] = found.feasible;
  if (!only) return postFilter(input, ready, found);
  if (more.length === 0) return placed(input, found, [only.name], { columns: [], final: [] });

  const scored = scoreNodes(scorePlugins, pod, cluster, found.feasible, input.explaining ?? 'plain');
  const highest = scored.final.reduce((a, b) => Math.max(a, b));
  const ties = found.feasible.filter((_, i) => scored.final[i] === highest).map(({ name }) => name);
  return placed(input, found, ties, scored);
}

interface Found {
  readonly feasible: readonly NodeInfo[];
  readonly refused: readonly RefusedNode[];
  readonly looked: number;
}

/** The promised node first: if the pod fits there, no other is looked at. */
function findFeasible(input: CycleInput, filters: Filters): Found {
  const promised = input.cluster.node(input.pod.pod.status.nominatedNodeName ?? '');
  if (promised) {
    const found = passFilters(input, filters, [promised]);
    if (found.feasible.length > 0) return { ...found, looked: 0 };
  }
  const { nodeNames } = filters;
  const { nodes } = input.cluster;
  return passFilters(input, filters, nodeNames ? nodes.filter(({ name }) => nodeNames.has(name)) : nodes);
}

function passFilters(
  { pod, startAt, nominated, explaining }: CycleInput,
  { filters }: Filters,
  nodes: readonly NodeInfo[],
): Found {
  const enough = nodesToFind(nodes.length);
  const feasible: NodeInfo[] = [];
  const refused: RefusedNode[] = [];
  for (let i = 0; i < nodes.length && feasible.length < enough; i++) {
    const node = nodes[(startAt + i) % nodes.length];
    if (!node) continue;
    const refusal = runFiltersWithNominated(filters, pod, node, nominated, explaining);
    if (refusal) refused.push({ node: node.name, ...refusal });
    else feasible.push(node);
  }
  return { feasible, refused, looked: feasible.length + refused.length };
}

/**
 * How many feasible nodes are enough: all below a hundred nodes, then a share that falls from 50 % to 5 %, never less
 * than a hundred.
 * @source kubernetes/kubernetes pkg/scheduler/schedule_one.go numFeasibleNodesToFind
 */
export function nodesToFind(nodes: number): number {
  if (nodes < 100) return nodes;
  const percent = Math.max(5, 50 - Math.floor(nodes / 125));
  return Math.max(100, Math.floor((nodes * percent) / 100));
}

function postFilter(input: CycleInput, filters: Filters, { refused, looked }: Found): CycleResult {
  const { pod, cluster, nominated, budgets, random, choose } = input;
  const others = filters.nodeNames
    ? unresolvable(`node(s) didn't satisfy plugin(s) [${filters.namedBy.toSorted().join(' ')}]`)
    : undefined;
  const refusals = new Map<string, Refusal>(refused.map((refusal) => [refusal.node, refusal]));
  const preemption = findPreemption({
    pod,
    cluster,
    filters: filters.filters,
    refusals,
    budgets,
    nominated,
    random,
    choose,
  });
  const postFilterMessage =
    preemption.kind === 'none' ? `${dynamicResources.postFilterMessage}, ${preemption.message}` : '';
  const message = fitErrorMessage({ allNodes: cluster.nodes.length, refusals, others, postFilterMessage });
  const plugins = new Set([...filters.namedBy, ...refused.map(({ plugin }) => plugin)]);
  const outcome = preemption.kind === 'found' ? preemption : preemption.nominated;
  return failed(input, message, plugins, outcome, { refused, looked });
}

/**
 * Plugins that come later have not looked at the pod by then, DynamicResources among them: its PostFilter, the first,
 * fails for want of what its PreFilter would have left, and preemption's turn does not come.
 * @source kubernetes/kubernetes pkg/scheduler/framework/runtime/framework.go RunPreFilterPlugins, RunPostFilterPlugins
 */
function refusedAtOnce(input: CycleInput, { plugin, refusal }: { plugin: string; refusal: Refusal }): CycleResult {
  const { nodes } = input.cluster;
  const message = fitErrorMessage({
    allNodes: nodes.length,
    refusals: new Map(nodes.map(({ name }) => [name, refusal])),
    others: undefined,
    preFilterMessage: refusal.reasons.join(', '),
    postFilterMessage: 'not found',
  });
  const trace = { refusedAtOnce: { plugin, reasons: refusal.reasons } };
  return failed(input, message, new Set([plugin]), 'stays', trace);
}

const NO_PLUGINS: ReadonlySet<string> = new Set();

function placed(
  { pod, cluster, choose }: CycleInput,
  found: Found,
  ties: readonly string[],
  scored: Scored,
): CycleResult {
  const [first] = ties;
  const node = ties.length === 1 && first !== undefined ? first : choose(ties);
  const trace: ScheduleTrace = {
    pod: pod.key,
    allNodes: cluster.nodes.length,
    refused: found.refused,
    feasible: found.feasible.map(({ name }) => name),
    scores: scored.columns,
    final: scored.final,
    ties,
    chosen: node,
    message: undefined,
    preemption: undefined,
  };
  return { outcome: { kind: 'placed', node }, trace, looked: found.looked };
}

type Unplaced = Extract<Outcome, { kind: 'unschedulable' }>;

function failed(
  { pod, cluster }: CycleInput,
  message: string,
  plugins: ReadonlySet<string>,
  nominated: Unplaced['nominated'],
  {
    refused = [],
    looked = 0,
    ...rest
  }: Partial<Pick<Found, 'refused' | 'looked'>> & Pick<ScheduleTrace, 'refusedAtOnce'>,
): CycleResult {
  const preemption =
    typeof nominated === 'object'
      ? { node: nominated.node, victims: nominated.victims.map(({ key }) => key) }
      : undefined;
  const trace: ScheduleTrace = {
    pod: pod.key,
    allNodes: cluster.nodes.length,
    ...rest,
    refused,
    feasible: [],
    scores: [],
    final: [],
    ties: [],
    chosen: undefined,
    message,
    preemption,
  };
  return { outcome: { kind: 'unschedulable', message, plugins, nominated }, trace, looked };
}
