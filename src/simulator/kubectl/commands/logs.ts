import type { Pod } from '../../api/schema/kinds.ts';
import { timeOrProblem } from '../../api/scalars.ts';
import { goQuote } from '../../go-quote.ts';
import type { LogLine } from '../../kubelet/node-runtime.ts';
import { sleep, type Task } from '../../task.ts';
import { parseTimestamp, timestamp } from '../../timestamp.ts';
import type { Command, CommandContext, ParsedLine } from '../command.ts';
import { failure, isFailure, plainFailure, statusText, usageFailure, type Failure } from '../failure.ts';
import { flagDuration, flagNumber, flagValue, isOn } from '../line.ts';
import { containerStatus } from '../container-status.ts';
import { chooseContainer } from '../pod-containers.ts';
import { podsOf } from '../pods-of.ts';
import { findObjects, NOTHING_NAMED } from '../resource-arguments.ts';
import { notFoundMessage, type Resource } from '../resources.ts';

export const logsFlags =
  'all-containers:bool all-pods:bool container,c:string follow,f:bool ignore-errors:bool insecure-skip-tls-verify-backend:bool limit-bytes:int64 ' +
  'max-log-requests:int pod-running-timeout:duration prefix:bool previous,p:bool selector,l:string since:duration since-time:string tail:int64 timestamps:bool';

/** One container whose log is asked for. */
interface Source {
  readonly pod: Pod;
  readonly container: string;
}

/** How often a followed log is looked at, in milliseconds. */
const LOOK = 200;
/** With a selector only so many lines of each container are shown. */
const SELECTED_TAIL = 10;

/** @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/cmd/logs/logs.go; pkg/polymorphichelpers/logsforobject.go */
export const logs: Command = function* (context) {
  const sources = readSources(context);
  if (isFailure(sources)) {
    context.err(sources.failure);
    return sources.exit;
  }
  if (isOn(context.line, 'follow')) {
    yield* untilStarted(context, sources);
    return yield* followAll(context, sources);
  }
  for (const source of sources) {
    const lines = linesOf(context, source);
    if (isFailure(lines)) {
      context.err(lines.failure);
      return lines.exit;
    }
    context.out(lines.map((line) => text(context, source, line)).join(''));
  }
  return 0;
};

function readSources(context: CommandContext): readonly Source[] | Failure {
  const { line, cluster, namespace, err } = context;
  const { args } = line;
  if (args[0] === '') return plainFailure(NOTHING_NAMED);
  const selector = flagValue(line, 'selector');
  if ((args.length === 0 && !selector) || args.length > 2)
    return usageFailure(
      'logs',
      "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command",
    );
  if (args.length === 1 && selector) return usageFailure('logs', 'only a selector (-l) or a POD name is allowed');
  const [target = '', inline] = args;
  const typed = flagValue(line, 'container');
  if (inline !== undefined && typed)
    return usageFailure('logs', 'only one of -c or an inline [CONTAINER] arg is allowed');
  const container = inline ?? typed;
  if (isOn(line, 'all-containers') && container)
    return plainFailure(`--all-containers=true should not be specified with container name ${container}`);
  const refused = limitsThatClash(line);
  if (refused) return refused;

  const found = findObjects(cluster.store, {
    args: selector ? ['pods'] : [target.includes('/') ? target : `pod/${target}`],
    namespace,
    labels: selector,
    typeAlone: 'means all',
  });
  if (isFailure(found)) return found;
  if (found.length === 0) {
    err(`No resources found in ${namespace} namespace.\n`);
    return [];
  }
  const sources: Source[] = [];
  for (const item of found) {
    if ('error' in item && item.error.reason !== 'NotFound') return failure(statusText(item.error));
    if ('error' in item) return notFoundIn(context, item.resource, item.name);
    const pods = podsOf(cluster.store, item.object);
    if (isFailure(pods)) return pods;
    const [pod] = pods;
    if (!pod) return plainFailure('timed out waiting for the condition');
    const chosen = isOn(line, 'all-pods') ? pods : [pod];
    if (chosen.length < pods.length) err(`Found ${pods.length} pods, using pod/${pod.metadata.name}\n`);
    for (const each of chosen) {
      const containers = containersOf(context, each, container);
      if (isFailure(containers)) return containers;
      sources.push(...containers.map((name) => ({ pod: each, container: name })));
    }
  }
  return sources;
}

/** @source the same file upstream, toLogOptions and Validate */
function limitsThatClash(line: ParsedLine): Failure | undefined {
  const sinceTime = flagValue(line, 'since-time') ?? '';
  const since = flagDuration(line, 'since') ?? 0;
  const bytes = flagNumber(line, 'limit-bytes');
  const time = sinceTime === '' ? undefined : timeOrProblem(sinceTime, 'time');
  if (time && 'problem' in time) return plainFailure(time.problem);
  if (since < 0) return plainFailure('--since must be greater than 0');
  if (bytes !== undefined && bytes < 0) return plainFailure('--limit-bytes must be greater than 0');
  if (sinceTime !== '' && since > 0)
    return plainFailure('at most one of `sinceTime` or `sinceSeconds` may be specified');
  if ((flagNumber(line, 'tail') ?? 0) < -1) return plainFailure('--tail must be greater than or equal to -1');
  return undefined;
}

function containersOf({ line, err }: CommandContext, pod: Pod, name: string | undefined): readonly string[] | Failure {
  if (isOn(line, 'all-containers') || (isOn(line, 'all-pods') && name === undefined))
    return [...(pod.spec.initContainers ?? []), ...pod.spec.containers, ...(pod.spec.ephemeralContainers ?? [])].map(
      (c) => c.name,
    );
  const chosen = chooseContainer(pod, name);
  if (isFailure(chosen)) return chosen;
  err(chosen.told);
  return [chosen.name];
}

/** What is not there is told with its namespace; a namespace that is not there comes first. */
function notFoundIn({ cluster, namespace }: CommandContext, resource: Resource, name: string): Failure {
  const message = cluster.store.get('Namespace', undefined, namespace)
    ? notFoundMessage(resource, name)
    : `namespaces ${goQuote(namespace)} not found`;
  return plainFailure(`error from server (NotFound): ${message} in namespace ${goQuote(namespace)}`);
}

function linesOf(context: CommandContext, source: Source): readonly LogLine[] | Failure {
  const all = everyLine(context, source);
  if (isFailure(all)) return all;
  const { line, cluster } = context;
  const since = flagDuration(line, 'since');
  const sinceTime = flagValue(line, 'since-time');
  const from =
    since !== undefined && since > 0
      ? cluster.clock.now - since
      : sinceTime
        ? (parseTimestamp(sinceTime) ?? 0) - cluster.clock.epoch
        : -Infinity;
  const tail = flagNumber(line, 'tail') ?? (flagValue(line, 'selector') ? SELECTED_TAIL : -1);
  const recent = all.filter((l) => l.at >= from);
  return tail < 0 ? recent : tail === 0 ? [] : recent.slice(-tail);
}

/** What the container's node answers; a Pod that is on no node has said nothing yet. */
function everyLine({ cluster, line }: CommandContext, { pod, container }: Source): readonly LogLine[] | Failure {
  const node = cluster.node(pod.spec.nodeName ?? '');
  if (!node) return [];
  const { namespace = '', name, uid } = pod.metadata;
  const answer = node.logs({ namespace, name, uid }, container, isOn(line, 'previous') ? 'previous' : 'current');
  return answer.ok ? answer.lines : failure(`Error from server (BadRequest): ${answer.message}\n`);
}

function text(
  { cluster, line }: CommandContext,
  { pod, container }: Source,
  { at, text: said, open }: LogLine,
): string {
  const prefix = isOn(line, 'prefix') || isOn(line, 'all-pods') ? `[pod/${pod.metadata.name}/${container}] ` : '';
  // The container runtime stamps nanoseconds, and leaves out the zeros at their end.
  const fraction = String(at % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const stamp = isOn(line, 'timestamps')
    ? `${timestamp(cluster.clock, at).slice(0, -1)}${fraction === '' ? '' : `.${fraction}`}Z `
    : '';
  return `${prefix}${stamp}${said}${open ? '' : '\n'}`;
}

/** A container that is still being made is waited for. @source the same file upstream, since v1.36 */
function* untilStarted({ cluster }: CommandContext, sources: readonly Source[]): Task<void> {
  for (const { pod, container } of sources)
    for (;;) {
      const now = cluster.store.get('Pod', pod.metadata.namespace, pod.metadata.name);
      const waiting =
        now?.metadata.uid === pod.metadata.uid ? containerStatus(now, container)?.state?.waiting : undefined;
      if (!['ContainerCreating', 'PodInitializing'].includes(waiting?.reason ?? '')) break;
      yield sleep(LOOK);
    }
}

/** Shows what is said until every container has ended. */
function* followAll(context: CommandContext, sources: readonly Source[]): Task<number> {
  const shown = new Map<Source, number>();
  for (const source of sources) {
    const lines = linesOf(context, source);
    if (isFailure(lines)) {
      context.err(lines.failure);
      return lines.exit;
    }
    context.out(
      lines
        .filter((l) => !l.open)
        .map((line) => text(context, source, line))
        .join(''),
    );
    const all = everyLine(context, source);
    shown.set(source, isFailure(all) ? 0 : all.filter((l) => !l.open).length);
  }
  let running = [...sources];
  while (running.length > 0) {
    running = running.filter((source) => isRunning(context, source));
    for (const [source, count] of shown) {
      const all = everyLine(context, source);
      if (isFailure(all)) continue;
      const complete = all.filter((l) => !l.open);
      context.out(
        complete
          .slice(count)
          .map((line) => text(context, source, line))
          .join(''),
      );
      shown.set(source, complete.length);
    }
    if (running.length > 0) yield sleep(LOOK);
  }
  return 0;
}

function isRunning({ cluster }: CommandContext, { pod, container }: Source): boolean {
  const now = cluster.store.get('Pod', pod.metadata.namespace, pod.metadata.name);
  if (!now || now.metadata.uid !== pod.metadata.uid) return false;
  const before = containerStatus(pod, container);
  const status = containerStatus(now, container);
  return status?.state?.running !== undefined && status.restartCount === (before?.restartCount ?? status.restartCount);
}
