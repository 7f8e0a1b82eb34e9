/** Who wrote what after one command, in order: the cluster's history as steps between its components and the API server. */
import { podSummary, type HistoryEntry, type KubeObject, type Millis, type Pod } from '../simulator/index.ts';

export type Act = 'create' | 'bind' | 'status' | 'choose' | 'start';

/** What one component, or the same component on several nodes, did at about one time. */
export interface SequenceStep {
  /** Since the command. */
  readonly from: Millis;
  readonly to: Millis;
  /** As the history has them: "kubectl", "deployment-controller", "kubelet/node-a". */
  readonly actors: readonly string[];
  readonly act: Act;
  readonly kind: string;
  /** How many objects of the kind. */
  readonly count: number;
  /** What is new in the object's status: "0/3", "Running, Ready". */
  readonly detail: string;
}

/** @param from - the moment of the command; what was before is left out */
export function sequenceOf(entries: readonly HistoryEntry[], from: Millis): SequenceStep[] {
  const steps: SequenceStep[] = [];
  for (const entry of entries) {
    if (entry.at < from) continue;
    const step = stepOf(entry, entry.at - from);
    const last = steps.at(-1);
    if (step && last && joins(last, step)) steps[steps.length - 1] = join(last, step);
    else if (step) steps.push(step);
  }
  return steps;
}

function stepOf(entry: HistoryEntry, at: Millis): SequenceStep | undefined {
  const step = (actor: string, act: Act, kind: string, detail = ''): SequenceStep => ({
    from: at,
    to: at,
    actors: [actor],
    act,
    kind,
    count: 1,
    detail,
  });
  if (entry.type === 'schedule') return step('default-scheduler', 'choose', 'Node');
  if (entry.type === 'container')
    return entry.what === 'started' ? step(entry.cause.actor, 'start', 'Container') : undefined;
  if (entry.type !== 'write' || entry.kind === 'Event' || !entry.after) return undefined;
  const { actor } = entry.cause;
  if (entry.verb === 'create') return step(actor, 'create', entry.kind);
  if (entry.after.kind === 'Pod' && !(entry.before as Pod | undefined)?.spec.nodeName)
    return step(actor, 'bind', 'Pod');
  return step(actor, 'status', entry.kind, newsOf(entry.before, entry.after));
}

function newsOf(before: KubeObject | undefined, after: KubeObject): string {
  if (after.kind === 'Deployment' || after.kind === 'ReplicaSet')
    return `${after.status.readyReplicas ?? 0}/${after.spec.replicas ?? 0}`;
  if (after.kind !== 'Pod') return '';
  const old = before?.kind === 'Pod' ? before : undefined;
  const { status } = podSummary(after);
  const conditions = (after.status.conditions ?? []).filter(
    (now) =>
      now.status === 'True' &&
      !old?.status.conditions?.some(({ type, status: was }) => type === now.type && was === 'True'),
  );
  return [...(old && podSummary(old).status === status ? [] : [status]), ...conditions.map(({ type }) => type)].join(
    ', ',
  );
}

/** "kubelet/node-a" and "kubelet/node-b" are one component on two nodes. */
const component = (actor: string): string => actor.replace(/\/.*$/, '');

const joins = (last: SequenceStep, next: SequenceStep): boolean =>
  last.act === next.act &&
  last.kind === next.kind &&
  last.detail === next.detail &&
  component(last.actors[0] ?? '') === component(next.actors[0] ?? '');

const join = (last: SequenceStep, next: SequenceStep): SequenceStep => ({
  ...last,
  to: next.to,
  actors: [...new Set([...last.actors, ...next.actors])],
  // a controller that writes the same status twice has written one object
  count: last.act === 'status' && next.kind !== 'Pod' ? last.count : last.count + 1,
});
