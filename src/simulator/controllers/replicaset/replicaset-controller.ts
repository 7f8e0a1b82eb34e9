import type { Pod, ReplicaSet } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { matchesSelector } from '../../selector.ts';
import { keyOf } from '../../store.ts';
import { timestamp } from '../../timestamp.ts';
import { claim, controllerOf, indexByController, ownedBy } from '../ownership.ts';
import { isNamespaceEnding, podControl, podFromTemplate, slowStart } from '../pod-control.ts';
import { isActive, isFinished, isTerminating, nextAvailability } from '../pod-state.ts';
import { watchPodsOf } from '../pod-watch.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { replicaSetStatus, type ReplicaFailure } from './replicaset-status.ts';
import { victims } from './victims.ts';

const ACTOR = 'replicaset-controller';
/** Most Pods that are created or deleted at once. */
const BURST = 500;

/**
 * Keeps as many Pods as each ReplicaSet asks for.
 * @source kubernetes/kubernetes pkg/controller/replicaset/replica_set.go
 */
export function startReplicaSetController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const pods = podControl(context, context.recorder({ component: ACTOR, style: 'core' }));
  indexByController(context, 'Pod');
  indexByController(context, 'ReplicaSet');
  const queue = new WorkQueue(clock, sync);
  store.watch('ReplicaSet', (change) => queue.add(keyOf(change.object), change.entry));
  watchPodsOf(context, 'ReplicaSet', (set, because) => queue.add(keyOf(set), because));

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const set = store.get('ReplicaSet', namespace, name);
    if (!set) return 'done';
    const now = clock.epoch + clock.now;
    const reason = (text: string): Cause => ({ actor: ACTOR, reason: text, because });
    const { claimed: active, adopted } = claim(
      context,
      'Pod',
      set,
      set.spec.selector,
      reason(`its labels match those of ReplicaSet ${name}`),
      isActive,
    );
    if (adopted) return 'done'; // these requests took a while, and their change brings the set back
    const terminating = ownedBy(context, 'Pod', set.metadata.uid).filter(
      (pod) => isTerminating(pod) && !isFinished(pod) && matchesSelector(set.spec.selector, pod.metadata.labels),
    );
    const failure = set.metadata.deletionTimestamp ? undefined : manage(set, active, reason);
    const status = replicaSetStatus(set, active, terminating.length, failure, {
      now,
      stamp: timestamp(clock),
    });
    if (!sameJson(status, set.status))
      api.writeStatus('ReplicaSet', namespace, name, (stored) => ({ ...stored, status }), reason('its Pods changed'));
    const next = nextAvailability(active, set.spec.minReadySeconds ?? 0, now);
    if (next !== undefined) queue.addAfter(key, next, because);
    return failure ? 'failed' : 'done';
  }

  /** Creates or deletes what is missing or too much. @returns what went wrong */
  function manage(
    set: ReplicaSet,
    active: readonly Pod[],
    reason: (text: string) => Cause,
  ): ReplicaFailure | undefined {
    const { name } = set.metadata;
    const wanted = set.spec.replicas ?? 1;
    const missing = wanted - active.length;
    if (missing > 0) {
      const cause = reason(`ReplicaSet ${name} has ${active.length} of ${wanted} Pods`);
      const pod = podFromTemplate(set.spec.template ?? {}, set);
      const refused = slowStart(Math.min(missing, BURST), () => pods.create(pod, set, cause));
      if (!refused || refused.ok || isNamespaceEnding(refused)) return undefined;
      return { reason: 'FailedCreate', message: refused.error.message };
    }
    if (missing < 0) {
      const cause = reason(`ReplicaSet ${name} has ${active.length} Pods and wants ${wanted}`);
      const now = clock.epoch + clock.now;
      const gone = victims(active, relatedPods(set), Math.min(-missing, BURST), now).map((pod) =>
        pods.remove(pod, set, cause),
      );
      if (gone.includes(false)) return { reason: 'FailedDelete', message: 'a Pod could not be deleted' };
    }
    return undefined;
  }

  /** Pods of all ReplicaSets with the same owner. @source getIndirectlyRelatedPods */
  function relatedPods(set: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(set);
    const sets = owner ? ownedBy(context, 'ReplicaSet', owner.uid) : [set];
    return sets.flatMap(({ metadata }) => ownedBy(context, 'Pod', metadata.uid));
  }
}
