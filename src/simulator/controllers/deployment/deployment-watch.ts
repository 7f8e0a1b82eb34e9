import type { Deployment, Pod } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import { matchesSelector } from '../../selector.ts';
import { keyOf } from '../../store.ts';
import { controllerOf, ownedBy } from '../ownership.ts';
import { isRolling } from './fenceposts.ts';

/**
 * Wakes a Deployment when it, its ReplicaSets, or a ReplicaSet that it may adopt changes; one that recreates, when its last Pod is gone.
 * @source kubernetes/kubernetes pkg/controller/deployment/deployment_controller.go addReplicaSet, updateReplicaSet, deletePod
 */
export function watchForDeployments(
  context: Pick<ComponentContext, 'store'>,
  wake: (key: string, because: number) => void,
): void {
  const { store } = context;
  store.watch('Deployment', (change) => wake(keyOf(change.object), change.entry));
  store.watch('ReplicaSet', (change) => {
    const owner = controllerOf(change.object);
    const { namespace } = change.object.metadata;
    if (owner?.kind === 'Deployment') wake(`${namespace ?? ''}/${owner.name}`, change.entry);
    else if (!owner)
      for (const deployment of store.list('Deployment', namespace))
        if (matchesSelector(deployment.spec.selector, change.object.metadata.labels))
          wake(keyOf(deployment), change.entry);
  });
  store.watch('Pod', (change) => {
    if (change.type !== 'deleted') return;
    const deployment = recreatedBy(change.object);
    if (deployment && podsOf(deployment).length === 0) wake(keyOf(deployment), change.entry);
  });

  /** The Deployment that waits for a Pod to be gone before it creates others. */
  function recreatedBy(pod: Pod): Deployment | undefined {
    const set = controllerOf(pod);
    if (set?.kind !== 'ReplicaSet') return undefined;
    const { namespace } = pod.metadata;
    const parent = store.get('ReplicaSet', namespace, set.name);
    const owner = parent && controllerOf(parent);
    const deployment = owner?.kind === 'Deployment' ? store.get('Deployment', namespace, owner.name) : undefined;
    return deployment && !isRolling(deployment) ? deployment : undefined;
  }

  function podsOf(deployment: Deployment): readonly Pod[] {
    return ownedBy(context, 'ReplicaSet', deployment.metadata.uid).flatMap(({ metadata }) =>
      ownedBy(context, 'Pod', metadata.uid),
    );
  }
}
