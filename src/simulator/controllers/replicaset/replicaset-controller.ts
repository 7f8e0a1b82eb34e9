import type { Pod, ReplicaSet } from '../../api/schema/kinds.ts';
import type { Answer } from '../../api/status-error.ts';
import { sameJson } from '../../api/same-json.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { matchesSelector } from '../../selector.ts';
import { keyOf } from '../../store.ts';
import { timestamp } from '../../timestamp.ts';
import { ClientLimit } from '../client-limit.ts';
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

/** What a ReplicaSet has to send; a set is looked at again when all of it is. */
interface Requests {
  left: number;
  /** @returns what went wrong; 'ended' where nothing can be created any more */
  send(count: number): ReplicaFailure | 'sent' | 'ended';
}

/**
 * Keeps as many Pods as each ReplicaSet asks for.
 * @source kubernetes/kubernetes pkg/controller/replicaset/replica_set.go
 */
export function startReplicaSetController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const pods = podControl(context, context.recorder({ component: ACTOR, style: 'core' }));
  const limit = new ClientLimit(clock);
  const unsent = new Map<string, Requests>();
  indexByController(context, 'Pod');
  indexByController(context, 'ReplicaSet');
  const queue = new WorkQueue(clock, sync);
  store.watch('ReplicaSet', (change) => queue.add(keyOf(change.object), change.entry));
  watchPodsOf(context, 'ReplicaSet', (set, because) => queue.add(keyOf(set), because));

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const set = store.get('ReplicaSet', namespace, name);
    const waiting = unsent.get(key);
    unsent.delete(key);
    if (!set) return 'done';
    const sent = waiting ? send(key, waiting) : undefined;
    if (sent === 'unfinished') return sendLater(key, because);
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
    const requests = waiting || set.metadata.deletionTimestamp ? undefined : plan(set, active, reason);
    const failure = requests ? send(key, requests) : sent;
    if (failure === 'unfinished') return sendLater(key, because);
    const status = replicaSetStatus(set, active, terminating.length, failure, { now, stamp: timestamp(clock) });
    if (!sameJson(status, set.status))
      api.writeStatus('ReplicaSet', namespace, name, (stored) => ({ ...stored, status }), reason('its Pods changed'));
    const next = nextAvailability(active, set.spec.minReadySeconds ?? 0, now);
    if (next !== undefined) queue.addAfter(key, next, because);
    return failure ? 'failed' : 'done';
  }

  /** Sends what the client has room for. @returns what went wrong, or that there is more to be sent */
  function send(key: string, requests: Requests): ReplicaFailure | 'unfinished' | undefined {
    const count = Math.min(requests.left, limit.room);
    const sent = requests.send(count);
    requests.left -= count;
    if (sent === 'ended') return undefined;
    if (sent !== 'sent') return sent;
    if (requests.left === 0) return undefined;
    unsent.set(key, requests);
    return 'unfinished';
  }

  /** The set's status is looked at when all is sent. */
  function sendLater(key: string, because: number | undefined): Outcome {
    queue.addAfter(key, limit.untilNext(), because);
    return 'unfinished';
  }

  /** What creates or deletes what is missing or too much. */
  function plan(set: ReplicaSet, active: readonly Pod[], reason: (text: string) => Cause): Requests | undefined {
    const { name } = set.metadata;
    const wanted = set.spec.replicas ?? 1;
    const missing = wanted - active.length;
    if (missing > 0) {
      const cause = reason(`ReplicaSet ${name} has ${active.length} of ${wanted} Pods`);
      const pod = podFromTemplate(set.spec.template ?? {}, set);
      const create = (): Answer<Pod> => {
        limit.spend(1);
        return pods.create(pod, set, cause);
      };
      return {
        left: Math.min(missing, BURST),
        send(count) {
          const refused = slowStart(count, create);
          if (!refused || refused.ok) return 'sent';
          return isNamespaceEnding(refused) ? 'ended' : { reason: 'FailedCreate', message: refused.error.message };
        },
      };
    }
    if (missing === 0) return undefined;
    const cause = reason(`ReplicaSet ${name} has ${active.length} Pods and wants ${wanted}`);
    const now = clock.epoch + clock.now;
    const chosen = [...victims(active, relatedPods(set), Math.min(-missing, BURST), now)];
    return {
      left: chosen.length,
      send(count) {
        limit.spend(count);
        const gone = chosen.splice(0, count).map((pod) => pods.remove(pod, set, cause));
        return gone.includes(false) ? { reason: 'FailedDelete', message: 'a Pod could not be deleted' } : 'sent';
      },
    };
  }

  /** Pods of all ReplicaSets with the same owner; of a set without one, none. @source getIndirectlyRelatedPods */
  function relatedPods(set: ReplicaSet): readonly Pod[] {
    const owner = controllerOf(set);
    const sets = owner ? ownedBy(context, 'ReplicaSet', owner.uid) : [];
    return sets.flatMap(({ metadata }) => ownedBy(context, 'Pod', metadata.uid));
  }
}
