import type { Node, Pod } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import type { Cause } from '../history.ts';
import { podWithCondition, type NewCondition } from '../scheduler/pod-status.ts';
import { isFinished, isTerminating } from './pod-state.ts';
import { indexPodsByNode, podsOnNode } from './selected-pods.ts';

const ACTOR = 'pod-garbage-collector';
/** A round is made so often; a node that is missing gets so long to come back. @source kubernetes/kubernetes pkg/controller/podgc/gc_controller.go gcCheckPeriod, quarantineTime */
const ROUND: Millis = 20_000;
const QUARANTINE: Millis = 40_000;
const OUT_OF_SERVICE = 'node.kubernetes.io/out-of-service';
const ORPHANED: NewCondition = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByPodGC',
  message: 'PodGC: node no longer exists',
};

/** The first round after `t`. @example nextRound(0) → 20_000 · nextRound(20_000) → 40_000 */
export const nextRound = (t: Millis): Millis => (Math.floor(t / ROUND) + 1) * ROUND;

/**
 * Removes Pods whose node is gone, and those that should end on a node that is out of service.
 * (How many finished Pods may be kept, 12,500, is more than a cluster here holds.)
 * @source kubernetes/kubernetes pkg/controller/podgc/gc_controller.go gcOrphaned, gcTerminating
 */
export function startPodGarbageCollector(context: ComponentContext): void {
  const { clock, store, api } = context;
  indexPodsByNode(context);
  const quarantined = new Set<string>();
  store.watch('Node', (change) => {
    const { name } = change.object.metadata;
    if (change.type === 'deleted') missing(name, change.entry);
    else if (isOutOfService(change.object)) clock.at(nextRound(clock.now), () => endTerminating(name, change.entry));
  });
  store.watch('Pod', (change) => {
    const { nodeName } = change.object.spec;
    if (change.type === 'deleted' || !nodeName) return;
    const node = store.get('Node', undefined, nodeName);
    if (!node) missing(nodeName, change.entry);
    else if (isTerminating(change.object) && isOutOfService(node))
      clock.at(nextRound(clock.now), () => endTerminating(nodeName, change.entry));
  });

  /** Two rounds: one sees that the node is missing, the one after its quarantine acts. */
  function missing(node: string, because: number): void {
    if (quarantined.has(node)) return;
    quarantined.add(node);
    clock.at(nextRound(nextRound(clock.now) + QUARANTINE), () => {
      quarantined.delete(node);
      if (store.get('Node', undefined, node)) return;
      const cause: Cause = { actor: ACTOR, reason: `node ${node} is gone`, because };
      for (const pod of podsOnNode(context, node)) end(pod, cause, ORPHANED);
    });
  }

  function endTerminating(name: string, because: number): void {
    const node = store.get('Node', undefined, name);
    if (!node || !isOutOfService(node)) return;
    const cause: Cause = { actor: ACTOR, reason: `node ${name} is out of service`, because };
    for (const pod of podsOnNode(context, name)) if (isTerminating(pod)) end(pod, cause, undefined);
  }

  /** @source markFailedAndDeletePodWithCondition */
  function end({ metadata: { namespace, name } }: Pod, cause: Cause, condition: NewCondition | undefined): void {
    const failed = (pod: Pod): Pod => {
      if (isFinished(pod)) return pod;
      const marked = condition ? podWithCondition(pod, condition, clock) : pod;
      return { ...marked, status: { ...marked.status, phase: 'Failed' } };
    };
    api.writeStatus('Pod', namespace, name, failed, cause);
    api.delete({ kind: 'Pod', namespace, name }, { gracePeriodSeconds: 0 }, { cause });
  }
}

const isOutOfService = ({ spec, status }: Node): boolean =>
  spec?.taints?.some(({ key }) => key === OUT_OF_SERVICE) === true &&
  status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') !== true;
