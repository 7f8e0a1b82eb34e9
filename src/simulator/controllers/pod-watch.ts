import type { Kind, KindOf, KubeObject, LabelSelector, Pod } from '../api/schema/kinds.ts';
import { sameJson } from '../api/same-json.ts';
import type { ComponentContext } from '../component.ts';
import { matchesSelector } from '../selector.ts';
import type { Change } from '../store.ts';
import { controllerOf } from './ownership.ts';

type Selecting = 'DaemonSet' | 'Job' | 'ReplicaSet' | 'StatefulSet';

/**
 * Wakes the owners of Pods that change, and those that may adopt an orphan.
 * @param wake - told which object has to look again, and the history entry of the change
 * @source kubernetes/kubernetes pkg/controller/replicaset/replica_set.go addPod, updatePod, deletePod
 */
export function watchPodsOf<K extends Selecting & Kind>(
  { store }: Pick<ComponentContext, 'store'>,
  kind: K,
  wake: (owner: KindOf[K], because: number, change: Change<'Pod'>) => void,
): void {
  const ownerOf = (pod: Pod): KindOf[K] | undefined => {
    const reference = controllerOf(pod);
    if (reference?.kind !== kind) return undefined;
    const owner = store.get(kind, pod.metadata.namespace, reference.name);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  };
  store.watch('Pod', (change) => {
    const pod = change.object;
    const owner = ownerOf(pod);
    const before = change.type === 'modified' ? change.before : undefined;
    const formerOwner = before && ownerOf(before);
    if (formerOwner && formerOwner !== owner) wake(formerOwner, change.entry, change);
    if (owner) return wake(owner, change.entry, change);
    if (controllerOf(pod) || change.type === 'deleted') return;
    if (before && sameJson(before.metadata.labels, pod.metadata.labels) && !controllerOf(before)) return;
    for (const candidate of store.list(kind, pod.metadata.namespace))
      if (matchesSelector(selectorOf(candidate), pod.metadata.labels)) wake(candidate, change.entry, change);
  });
}

const selectorOf = (object: KubeObject): LabelSelector | undefined =>
  (object as { readonly spec?: { readonly selector?: LabelSelector } }).spec?.selector;
