/** What became of a submission, in a form in which two can be held against one another. */
import type { Run } from '../../graders/kit/grader.ts';
import type { Tried } from '../../graders/kit/variant-result.ts';
import type { Pod, WriteEntry } from '../../src/simulator/index.ts';

/** A state and the second at which it was first seen: what comes again is no news. */
interface Point {
  readonly at: number;
  readonly state: string;
}

/** What of one variant is seen, by whom or what it is seen of. */
type Tracks = ReadonlyMap<string, readonly Point[]>;

/** Variant id → its tracks. */
export type Behaviour = ReadonlyMap<string, Tracks>;

export const behaviourOf = (tried: readonly Tried[]): Behaviour =>
  new Map(tried.map(({ variant, run }) => [variant, tracksOf(run)]));

/** A moment may lie this far from another and still be the same: five seconds, or a quarter of the way from apply. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(5, Math.max(a, b) / 4);

/** Whether the same things happen, in the same order, at about the same moments. */
export function sameBehaviour(a: Behaviour, b: Behaviour): boolean {
  return (
    a.size === b.size &&
    [...a].every(([variant, tracks]) => sameTracks(tracks, b.get(variant) ?? new Map<string, []>()))
  );
}

const sameTracks = (a: Tracks, b: Tracks): boolean =>
  a.size === b.size &&
  [...a].every(([name, points]) => {
    const others = b.get(name);
    return (
      others?.length === points.length &&
      points.every(({ at, state }, i) => state === others[i]!.state && near(at, others[i]!.at))
    );
  });

/** Each Pod's states, each Service's number of ready endpoints, and what the containers wrote. */
function tracksOf({ cluster, history }: Run): Tracks {
  const tracks = new Map<string, Point[]>();
  const roles = new Map<string, string>();
  const put = (track: string, at: number, state: string): void => {
    let points = tracks.get(track);
    if (!points) tracks.set(track, (points = []));
    if (!points.some((p) => p.state === state)) points.push({ at, state });
  };
  for (const entry of cluster.history.entries) {
    if (entry.type !== 'write') continue;
    const at = Math.max(0, history.since(entry.at));
    if (entry.kind === 'Pod') put(roleOf(entry, roles), at, entry.after ? podState(entry.after as Pod) : 'gone');
    else if (entry.kind === 'EndpointSlice') put(sliceRole(entry), at, readyEndpoints(entry));
  }
  for (const pod of cluster.store.list('Pod'))
    pod.spec.containers.forEach(({ name }, i) => put(`output of container ${i}`, 0, outputOf(cluster, pod, name)));
  return tracks;
}

/** A Pod of a controller is known by its owner and which in order it is: its name is random. */
function roleOf({ key, after, before }: WriteEntry, roles: Map<string, string>): string {
  const known = roles.get(key);
  if (known !== undefined) return known;
  const owner = (after ?? before)?.metadata.ownerReferences?.[0];
  const prefix = owner ? `Pods of ${owner.kind}` : `Pod ${key}`;
  const role = owner ? `${prefix} #${[...roles.values()].filter((r) => r.startsWith(prefix)).length}` : prefix;
  roles.set(key, role);
  return role;
}

function podState({ spec, status, metadata }: Pod): string {
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].map(
    ({ state, restartCount, ready }) => {
      const [word = '', inner] = Object.entries(state ?? {})[0] ?? [];
      const { reason = '', exitCode = '' } = (inner ?? {}) as { reason?: string; exitCode?: number };
      return [word, reason, exitCode, restartCount > 0 ? 'again' : '', ready].join(' ');
    },
  );
  const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status;
  const deleting = metadata.deletionTimestamp === undefined ? '' : 'deleting';
  return [status.phase, status.reason, spec.nodeName, status.qosClass, ready, deleting, ...containers].join(' | ');
}

const sliceRole = ({ after, before }: WriteEntry): string =>
  `endpoints of ${(after ?? before)?.metadata.labels?.['kubernetes.io/service-name']}`;

const readyEndpoints = ({ after }: WriteEntry): string =>
  String(
    ((after as { endpoints?: readonly { conditions?: { ready?: boolean } }[] } | undefined)?.endpoints ?? []).filter(
      (e) => e.conditions?.ready !== false,
    ).length,
  );

/** The different lines that a container wrote: how often it wrote them hangs on how often it was asked. */
function outputOf(cluster: Run['cluster'], { metadata, spec }: Pod, container: string): string {
  const ref = { uid: metadata.uid, name: metadata.name, namespace: metadata.namespace ?? 'default' };
  const logs = cluster.node(spec.nodeName ?? '')?.logs(ref, container, 'current');
  return logs?.ok ? [...new Set(logs.lines.map(({ text }) => text.replaceAll(/\d+/g, '0')))].sort().join('\n') : '';
}
