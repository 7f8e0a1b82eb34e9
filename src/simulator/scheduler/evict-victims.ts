import type { Millis } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import type { EventRecorder } from '../events.ts';
import type { Cause } from '../history.ts';
import type { PodInfo } from './pod-info.ts';
import { podWithCondition, podWithNomination } from './pod-status.ts';

export interface Eviction {
  readonly preemptor: PodInfo;
  readonly node: string;
  /** The most important first. */
  readonly victims: readonly PodInfo[];
  /** Pods that are promised the same node: the less important ones lose that promise. */
  readonly others: readonly PodInfo[];
  readonly cause: Cause;
}

/** What the requests for one pod take: its condition, then its deletion. */
const REQUESTS: Millis = 4;

/**
 * Ends the victims of a preemption: all but the last together, then the last; `done` then lets the preemptor be tried.
 * @source kubernetes/kubernetes pkg/scheduler/framework/preemption/preemption.go prepareCandidateAsync
 */
export function evictVictims(
  context: ComponentContext,
  recorder: EventRecorder,
  eviction: Eviction,
  done: () => void,
): void {
  const { clock, api } = context;
  const { preemptor, others, cause } = eviction;
  for (const { pod, namespace, priority } of others)
    if (priority < preemptor.priority)
      api.writeStatus('Pod', namespace, pod.metadata.name, (current) => podWithNomination(current, ''), cause);
  const victims = eviction.victims.filter(({ pod }) => !pod.metadata.deletionTimestamp);
  const last = victims.at(-1);
  if (!last) return done();
  const finish = (): void => {
    evict(context, recorder, eviction, last);
    done();
  };
  if (victims.length === 1) clock.after(REQUESTS, finish);
  else
    clock.after(REQUESTS, () => {
      for (const victim of victims.slice(0, -1)) evict(context, recorder, eviction, victim);
      clock.after(REQUESTS, finish);
    });
}

function evict(
  { clock, api }: ComponentContext,
  recorder: EventRecorder,
  { preemptor, node, cause }: Eviction,
  { pod, namespace }: PodInfo,
): void {
  const { name } = pod.metadata;
  const condition = {
    type: 'DisruptionTarget',
    status: 'True',
    reason: 'PreemptionByScheduler',
    message: `${preemptor.pod.spec.schedulerName ?? ''}: preempting to accommodate a higher priority pod`,
  };
  const why: Cause = { ...cause, reason: `${preemptor.key} needs its place on ${node} and has a higher priority` };
  if (!api.writeStatus('Pod', namespace, name, (current) => podWithCondition(current, condition, clock), why)) return;
  if (!api.delete({ kind: 'Pod', namespace, name }, {}, { cause: why }).ok) return;
  const message = `Preempted by pod ${preemptor.pod.metadata.uid} on node ${node}`;
  recorder.tell(pod, {
    type: 'Normal',
    reason: 'Preempted',
    message,
    action: 'Preempting',
    related: preemptor.pod,
    cause: why,
  });
}
