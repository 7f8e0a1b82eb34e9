/** A run of a cluster as a picture: the history read once, from the moment of apply. Runs in QuickJS as everywhere. */
import {
  podRequests,
  podSummary,
  resourcesOf,
  type History,
  type Millis,
  type Node,
  type Pod,
  type Seconds,
  type WriteEntry,
} from '../simulator/index.ts';
import { containerLanes } from './container-lane.ts';
import type { EventPicture, NodePicture, Picture, PodPicture, Span } from './picture.ts';
import { podLives, type PodLife } from './pod-life.ts';
import { probeLanes } from './probe-lane.ts';
import { schedulingPictures } from './scheduling-picture.ts';

export interface PictureOptions {
  /** The moment of apply on the cluster's clock. */
  readonly from?: Millis;
  /** The end of the run on the cluster's clock. */
  readonly until: Millis;
  /** Which Pods are the learner's: those that came into being at or after the moment of apply, unless said. */
  readonly mine?: (created: WriteEntry<'Pod'>) => boolean;
}

export function pictureOf(history: History, { from = 0, until, mine }: PictureOptions): Picture {
  const { entries } = history;
  const since = (at: Millis): Seconds => Math.max(0, at - from) / 1000;
  const isMine = mine ?? ((created) => created.at >= from);

  const nodes: NodePicture[] = [];
  const events: EventPicture[] = [];
  for (const entry of entries) {
    if (entry.at > until) break;
    if (entry.type !== 'write') continue;
    const object = entry.after;
    if (entry.kind === 'Node')
      noteNode(nodes, object?.kind === 'Node' ? object : undefined, entry.key, since(entry.at));
    if (object?.kind === 'Event' && entry.at >= from)
      events.push({
        at: since(entry.at),
        type: object.type ?? '',
        reason: object.reason ?? '',
        message: object.message ?? '',
        about: `${object.involvedObject.kind ?? ''}/${object.involvedObject.name ?? ''}`,
        count: object.series?.count ?? object.count ?? 1,
      });
  }

  return {
    until: since(until),
    nodes,
    pods: podLives(entries, until)
      .filter(({ ended }) => ended === undefined || ended >= from)
      .map((life) => podPicture(life, until, since, isMine(life.created))),
    events,
    scheduling: schedulingPictures(entries, until).map((attempt) => ({ ...attempt, at: since(attempt.at) })),
  };
}

/** Takes down what is seen of a node; most writes of its kubelet change nothing of that. */
function noteNode(nodes: NodePicture[], node: Node | undefined, name: string, at: Seconds): void {
  const place = nodes.findLastIndex((one) => one.name === name);
  const last = nodes[place];
  if (!node) {
    if (last) nodes[place] = { ...last, to: at };
    return;
  }
  const seen = nodePicture(node, at);
  if (last && JSON.stringify({ ...last, from: at }) === JSON.stringify(seen)) return;
  if (last?.from === at) nodes[place] = seen;
  else nodes.push(seen);
}

function nodePicture(node: Node, from: Seconds): NodePicture {
  const { milliCpu, memory } = resourcesOf(node.status.allocatable);
  return {
    name: node.metadata.name,
    from,
    labels: node.metadata.labels ?? {},
    taints: (node.spec.taints ?? []).map(({ key, value, effect }) => `${key}${value ? `=${value}` : ''}:${effect}`),
    cordoned: node.spec.unschedulable === true,
    ready: node.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    allocatable: { cpu: milliCpu, memory },
  };
}

function podPicture(life: PodLife, until: Millis, since: (at: Millis) => Seconds, mine: boolean): PodPicture {
  const end = life.ended ?? until;
  const last = life.writes.at(-1)?.pod ?? life.created.after;
  const bound = life.writes.find(({ pod }) => pod.spec.nodeName);
  const { milliCpu, memory } = last ? podRequests(last) : { milliCpu: 0, memory: 0 };
  const follow = <Look extends string>(read: (pod: Pod) => Look): Span<Look>[] =>
    spans(
      life.writes.map(({ at, pod }) => ({ at: since(at), look: read(pod) })),
      since(end),
    );
  return {
    key: life.created.key,
    name: last?.metadata.name ?? life.created.key,
    mine,
    created: since(life.created.at),
    ...(life.ended === undefined ? {} : { deleted: since(life.ended) }),
    ...(bound?.pod.spec.nodeName ? { node: bound.pod.spec.nodeName, bound: since(bound.at) } : {}),
    containers: containerLanes(life, end).map(({ restarts, spans: lane, ...rest }) => ({
      ...rest,
      spans: lane.map((span) => ({ ...span, from: since(span.from), to: since(span.to) })),
      restarts: restarts.map(since),
    })),
    probes: probeLanes(life, since, until),
    ready: follow((pod) =>
      pod.status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True' ? 'True' : 'False',
    ),
    status: follow((pod) => podSummary(pod).status),
    requests: { cpu: milliCpu, memory },
  };
}

/** Joins equal looks that follow each other. */
function spans<Look extends string>(
  changes: readonly { readonly at: Seconds; readonly look: Look }[],
  end: Seconds,
): Span<Look>[] {
  const joined = changes.filter(({ look }, i) => look !== changes[i - 1]?.look);
  return joined
    .map(({ at, look }, i) => ({ from: at, to: joined[i + 1]?.at ?? end, look }))
    .filter(({ from, to }) => to > from);
}
