import { sameJson } from '../api/same-json.ts';
import type { Node, ObjectReference, Pod, Taint, Toleration } from '../api/schema/kinds.ts';
import type { ComponentContext } from '../component.ts';
import type { Millis, Timer } from '../clock.ts';
import type { Cause } from '../history.ts';
import { podWithCondition } from '../scheduler/pod-status.ts';
import { tolerates } from '../scheduler/tolerations.ts';
import { indexPodsByNode, podsOnNode } from './selected-pods.ts';
import { WorkQueue, type Outcome } from './work-queue.ts';

const ACTOR = 'taint-eviction-controller';

/**
 * How long a Pod may stay on a node with these NoExecute taints: the shortest time of the tolerations that it needs for
 * them. 0 where a taint is not tolerated, Infinity where no toleration ends.
 * @source kubernetes/kubernetes pkg/controller/tainteviction/taint_eviction.go getMinTolerationTime, processPodOnNode
 */
export function toleratedFor(taints: readonly Taint[], tolerations: readonly Toleration[] | undefined): Millis {
  let shortest = Infinity;
  for (const taint of taints) {
    const used = tolerations?.find((toleration) => tolerates(toleration, taint));
    if (!used) return 0;
    if (used.tolerationSeconds !== undefined) shortest = Math.min(shortest, Math.max(0, used.tolerationSeconds) * 1000);
  }
  return shortest;
}

/** An eviction that is to come, or ('done') has been asked for. */
type Planned = Timer | 'done';

/**
 * Evicts Pods from nodes with NoExecute taints that they do not tolerate, or no longer.
 * @source kubernetes/kubernetes pkg/controller/tainteviction/taint_eviction.go
 */
export function startTaintEvictionController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
  indexPodsByNode(context);
  const planned = new Map<string, Planned>();
  const nodes = new WorkQueue(clock, syncNode);
  const pods = new WorkQueue(clock, syncPod);
  for (const { metadata, spec } of store.list('Node')) if (noExecute(spec?.taints).length > 0) nodes.add(metadata.name);
  store.watch('Node', (change) => {
    const { metadata, spec } = change.object;
    const before = change.type === 'modified' ? noExecute(change.before.spec?.taints) : [];
    if (change.type !== 'deleted' && !sameJson(before, noExecute(spec?.taints))) nodes.add(metadata.name, change.entry);
  });
  store.watch('Pod', (change) => {
    const { object } = change;
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    const isSame = change.type === 'modified' && isPlacedAsBefore(change.before, object);
    if (!isSame && (object.spec.nodeName || planned.has(key))) pods.add(key, change.entry);
  });

  function syncNode(name: string, because: number | undefined): Outcome {
    const node = store.get('Node', undefined, name);
    if (!node) return 'done';
    for (const pod of podsOnNode(context, name)) decide(pod, node, because);
    return 'done';
  }

  function syncPod(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const pod = store.get('Pod', namespace, name);
    if (!pod) cancel(key, because);
    const node = pod?.spec.nodeName ? store.get('Node', undefined, pod.spec.nodeName) : undefined;
    if (pod && node && noExecute(node.spec?.taints).length > 0) decide(pod, node, because);
    return 'done';
  }

  /** @source processPodOnNode */
  function decide(pod: Pod, node: Node, because: number | undefined): void {
    const key = `${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
    const stays = toleratedFor(noExecute(node.spec?.taints), pod.spec.tolerations);
    if (stays === Infinity) return cancel(key, because);
    const before = planned.get(key);
    if (stays === 0) {
      cancelScheduled(key, because);
      if (planned.has(key)) return;
      planned.set(key, 'done');
      return evict(key, node.metadata.name, because);
    }
    if (before) return; // what is planned stays, be the time now another: upstream compares with the moment of planning
    const timer = clock.after(stays, () => {
      planned.set(key, 'done');
      evict(key, node.metadata.name, because);
    });
    planned.set(key, timer);
  }

  function cancelScheduled(key: string, because: number | undefined): void {
    if (planned.get(key) !== 'done') cancel(key, because);
  }

  function cancel(key: string, because: number | undefined): void {
    const before = planned.get(key);
    planned.delete(key);
    if (!before || before === 'done') return;
    before.cancel();
    const cause: Cause = { actor: ACTOR, reason: 'the Pod need not go any more', because };
    const message = `Cancelling deletion of Pod ${key}`;
    recorder.tell(referenceTo(key), { type: 'Normal', reason: 'TaintManagerEviction', message, cause });
  }

  function evict(key: string, node: string, because: number | undefined): void {
    const [namespace, name = ''] = key.split('/');
    const cause: Cause = {
      actor: ACTOR,
      reason: `node ${node} has a NoExecute taint that Pod ${name} does not tolerate`,
      because,
    };
    const message = `Marking for deletion Pod ${key}`;
    recorder.tell(referenceTo(key), { type: 'Normal', reason: 'TaintManagerEviction', message, cause });
    api.writeStatus('Pod', namespace, name, (pod) => podWithCondition(pod, DISRUPTED, clock), cause);
    api.delete({ kind: 'Pod', namespace, name }, {}, { cause });
  }
}

const DISRUPTED = {
  type: 'DisruptionTarget',
  status: 'True',
  reason: 'DeletionByTaintManager',
  message: 'Taint manager: deleting due to NoExecute taint',
} as const;

const noExecute = (taints: readonly Taint[] | undefined): readonly Taint[] =>
  (taints ?? []).filter(({ effect }) => effect === 'NoExecute');

const isPlacedAsBefore = (before: Pod, pod: Pod): boolean =>
  before.spec.nodeName === pod.spec.nodeName && sameJson(before.spec.tolerations, pod.spec.tolerations);

/** Upstream knows no more of a Pod here than its name. */
function referenceTo(key: string): ObjectReference {
  const [namespace = '', name = ''] = key.split('/');
  return { apiVersion: 'v1', kind: 'Pod', namespace, name };
}
