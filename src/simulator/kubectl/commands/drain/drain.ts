import type { Node, Pod } from '../../../api/schema/kinds.ts';
import { goQuote } from '../../../go-quote.ts';
import { run, Signal, sleep, until, type Task } from '../../../task.ts';
import { readChange, type Change } from '../../change.ts';
import type { Command, CommandContext } from '../../command.ts';
import { ended, isFailure, plainFailure } from '../../failure.ts';
import { goDuration } from '../../go-duration.ts';
import { parseLabelSelector } from '../../label-selector.ts';
import { flagDuration, flagNumber, flagValue, isOn } from '../../line.ts';
import { matchesRequirements, type Requirement } from '../../../selector.ts';
import { sortedByKey } from '../../resource-arguments.ts';
import { namedNodes, setUnschedulable } from '../cordon.ts';
import { drainList, type DrainList } from './filters.ts';

export const drainFlags =
  'chunk-size:int64 delete-emptydir-data:bool disable-eviction:bool dry-run:string?unchanged force:bool grace-period:int ignore-daemonsets:bool pod-selector:string selector,l:string skip-wait-for-delete-timeout:int timeout:duration';

/** Until a refused eviction is tried again, and between looks whether a Pod has gone, in milliseconds. */
const RETRY = 5000;
const LOOK = 1000;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/drain/drain.go RunDrain; pkg/drain/drain.go */
export const drain: Command = function* (context) {
  const change = readChange(context);
  if (isFailure(change)) return ended(context, change);
  const nodes = namedNodes(context);
  if (isFailure(nodes)) return ended(context, nodes);
  const selector = parseLabelSelector(flagValue(context.line, 'pod-selector') ?? '');
  if ('problem' in selector) {
    context.err(plainFailure('--pod-selector=<pod_selector> must be a valid label selector').failure);
    return 1;
  }
  for (const node of nodes) setUnschedulable(context, change, node, 'cordoned');
  const failedNodes: string[] = [];
  const problems: string[] = [];
  for (const node of nodes) {
    const found = yield* drainNode(context, change, node);
    if (found.length === 0) {
      change.tell(node, 'drained');
      continue;
    }
    context.err(
      `error: unable to drain node ${goQuote(node.metadata.name)} due to error: ${aggregate(found)}, continuing command...\n`,
    );
    failedNodes.push(node.metadata.name);
    problems.push(...found);
  }
  if (problems.length === 0) return 0;
  context.err(
    `There are pending nodes to be drained:\n${failedNodes.map((name) => ` ${name}\n`).join('')}${problems.map((p) => `${p}\n`).join('')}`,
  );
  return 1;
};

/** Several errors as one. */
const aggregate = (errors: readonly string[]): string =>
  errors.length === 1 ? (errors[0] ?? '') : `[${errors.join(', ')}]`;

/** @returns what went wrong; nothing when all Pods have gone */
function* drainNode(context: CommandContext, change: Change, node: Node): Task<readonly string[]> {
  const { out, err } = context;
  const list = listPods(context, node);
  if (list.problems.length > 0) return list.problems;
  if (list.warnings.length > 0) err(`Warning: ${list.warnings.join('; ')}\n`);
  if (change.dryRun !== 'none') {
    const how = change.dryRun === 'client' ? '(dry run)' : '(server dry run)';
    for (const { metadata } of list.pods) out(`evicting pod ${metadata.namespace ?? ''}/${metadata.name} ${how}\n`);
    return [];
  }
  const problems = yield* removeAll(context, change, list.pods);
  if (problems.length === 0) return [];
  const pending = listPods(context, node).pods;
  if (pending.length > 0)
    err(
      `There are pending pods in node ${goQuote(node.metadata.name)} when an error occurred: ${aggregate(problems)}\n${pending.map((pod) => `pod/${pod.metadata.name}\n`).join('')}`,
    );
  return problems;
}

function listPods({ cluster, line }: CommandContext, node: Node): DrainList {
  const parsed = parseLabelSelector(flagValue(line, 'pod-selector') ?? '');
  const wanted: readonly Requirement[] = 'problem' in parsed ? [] : parsed.requirements;
  const pods = sortedByKey(cluster.store.list('Pod')).filter(
    (pod) => pod.spec.nodeName === node.metadata.name && matchesRequirements(wanted, pod.metadata.labels),
  );
  return drainList(pods, cluster.store, {
    force: isOn(line, 'force'),
    ignoreDaemonSets: isOn(line, 'ignore-daemonsets'),
    deleteEmptyDirData: isOn(line, 'delete-emptydir-data'),
  });
}

/** All Pods at once, each on its own. */
function* removeAll(context: CommandContext, change: Change, pods: readonly Pod[]): Task<readonly string[]> {
  const { cluster, line } = context;
  const timeout = flagDuration(line, 'timeout') ?? 0;
  const deadline = timeout > 0 ? cluster.clock.now + timeout : Infinity;
  const ended = new Signal();
  const results = new Map<Pod, string | undefined>();
  for (const pod of pods)
    run(cluster.clock, removeOne(context, change, pod, deadline, timeout), (problem) => {
      results.set(pod, problem);
      ended.notify();
    });
  while (results.size < pods.length) yield until(ended);
  return pods.map((pod) => results.get(pod)).filter((problem) => problem !== undefined);
}

function* removeOne(
  context: CommandContext,
  change: Change,
  pod: Pod,
  deadline: number,
  timeout: number,
): Task<string | undefined> {
  const { cluster, line, out, err } = context;
  const { namespace = '', name, uid } = pod.metadata;
  const evicts = !isOn(line, 'disable-eviction');
  const grace = flagNumber(line, 'grace-period') ?? -1;
  const options = grace >= 0 ? { gracePeriodSeconds: grace } : {};
  const where = `pods/${goQuote(name)} -n ${goQuote(namespace)}`;
  for (;;) {
    if (evicts) out(`evicting pod ${namespace}/${name}\n`);
    if (cluster.clock.now >= deadline)
      return `error when evicting ${where}: global timeout reached: ${goDuration(timeout)}`;
    const answer = evicts
      ? cluster.api.evict(namespace, name, options, change.caller)
      : cluster.api.delete({ kind: 'Pod', namespace, name }, options, change.caller);
    if (answer.ok) break;
    if (answer.error.reason === 'NotFound') return undefined;
    if (answer.error.reason !== 'TooManyRequests') return `error when evicting ${where}: ${answer.error.message}`;
    err(`error when evicting ${where} (will retry after 5s): ${answer.error.message}\n`);
    yield sleep(RETRY);
  }
  for (;;) {
    if (cluster.store.get('Pod', namespace, name)?.metadata.uid !== uid) {
      out(`pod/${name} ${evicts ? 'evicted' : 'deleted'}\n`);
      return undefined;
    }
    if (cluster.clock.now >= deadline)
      return `error when waiting for pod ${goQuote(name)} in namespace ${goQuote(namespace)} to terminate: global timeout reached: ${goDuration(timeout)}`;
    yield sleep(LOOK);
  }
}
