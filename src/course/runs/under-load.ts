/** Runs of lessons in which a client sends requests to a Service all the time: what it loses, and to whom it may send. */
import { pictureOf } from '../../figures/picture-of.ts';
import type { Lost } from '../../figures/lanes-picture.ts';
import type { ContainerLook, Picture, Span } from '../../figures/picture.ts';
import { round } from '../../figures/time-scale.ts';
import { Cluster, type Seconds } from '../../simulator/index.ts';

const CLIENT = 'traffic-client';

/** Objects that have settled before the story begins; the client's are added. */
export interface UnderLoad {
  readonly objects: string;
  /** @example 'shop:80/' */
  readonly target: string;
  readonly rps?: number;
  /** How long the cluster runs before the story's second 0. */
  readonly before?: Seconds;
  readonly until: Seconds;
  /** Seconds from an EndpointSlice's change to clients using it. */
  readonly propagation?: Seconds;
  /** What happens, at seconds of the story. */
  readonly deeds: readonly { readonly at: Seconds; readonly run: (cluster: Cluster) => void }[];
}

export interface UnderLoadResult {
  readonly cluster: Cluster;
  readonly picture: Picture;
  readonly lost: readonly Lost[];
  readonly lostInAll: number;
  /** When something happened to a Pod's container, in seconds of the story. */
  readonly happened: (pod: string, what: string, detail?: string) => Seconds | undefined;
  /** When a Pod is a ready endpoint of the Service. */
  readonly endpoint: (pod: string) => Span<'True' | 'False'>[];
}

const client = (target: string, rps: number): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${CLIENT}
spec:
  containers:
    - name: client
      image: course/client:1.0
      env:
        - { name: TARGET, value: "http://${target}" }
        - { name: RPS, value: "${rps}" }
`;

export function underLoad({
  objects,
  target,
  rps = 10,
  before = 20,
  until,
  propagation = 1,
  deeds,
}: UnderLoad): UnderLoadResult {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }], endpointPropagation: propagation * 1000 });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', `${objects}---\n${client(target, rps)}`);
  if (exit !== 0) throw new Error(stderr);
  const zero = before * 1000;
  for (const { at, run } of deeds) cluster.clock.at(zero + at * 1000, () => run(cluster));
  const end = zero + until * 1000;
  cluster.runUntil(end);
  const since = (t: number): Seconds => round((t - zero) / 1000);
  const lost = lossesOf(cluster, zero);
  return {
    cluster,
    picture: pictureOf(cluster.history, { from: zero, until: end }),
    lost,
    lostInAll: lost.reduce((sum, { n }) => sum + n, 0),
    happened(pod, what, detail = '') {
      const entry = cluster.history.entries.find(
        (e) =>
          e.type === 'container' &&
          e.at >= zero &&
          e.pod === `default/${pod}` &&
          e.what === what &&
          e.detail.includes(detail),
      );
      return entry ? since(entry.at) : undefined;
    },
    endpoint: (pod) => endpointSpans(cluster, pod, zero, until),
  };
}

/** A container's lane, with no more than a figure of many runs needs. */
export const slim = (spans: readonly Span<ContainerLook>[]): Span<ContainerLook>[] =>
  spans
    .filter(({ to }) => to >= 0)
    .map(({ from, to, look, reason, exitCode }) => ({
      from: round(Math.max(0, from)),
      to: round(to),
      look,
      ...(exitCode === undefined ? {} : { exitCode }),
      ...(reason && look === 'waiting' ? { reason } : {}),
    }));

function lossesOf(cluster: Cluster, zero: number): Lost[] {
  const pod = cluster.store.get('Pod', 'default', CLIENT);
  const logs = cluster
    .node('node-1')
    ?.logs({ uid: pod?.metadata.uid ?? '', name: CLIENT, namespace: 'default' }, 'client', 'current');
  if (!logs?.ok) throw new Error('the client has no log');
  const perSecond = new Map<Seconds, number>();
  for (const { at } of logs.lines) {
    const second = Math.floor((at - zero) / 1000);
    if (second >= 0) perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  }
  return [...perSecond].map(([at, n]) => ({ at, n }));
}

function endpointSpans(cluster: Cluster, pod: string, zero: number, until: Seconds): Span<'True' | 'False'>[] {
  const spans: Span<'True' | 'False'>[] = [];
  for (const entry of cluster.history.entries) {
    if (entry.type !== 'write' || entry.kind !== 'EndpointSlice' || entry.after?.kind !== 'EndpointSlice') continue;
    const ready = entry.after.endpoints?.some((e) => e.targetRef?.name === pod && e.conditions?.ready === true);
    const look = ready ? 'True' : 'False';
    const from = round(Math.max(0, (entry.at - zero) / 1000));
    const open = spans.at(-1);
    if (open?.look === look) continue;
    if (open) spans[spans.length - 1] = { ...open, to: from };
    spans.push({ from, to: until, look });
  }
  return spans.filter(({ from, to }) => to > from);
}
