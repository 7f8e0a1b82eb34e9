import type { KubeObject } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { isFinished } from '../pod-state.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { claimsOf, indexPodsByClaim, podsUsing } from './claims-of-pods.ts';

/**
 * A claim that is deleted goes once no Pod that is placed and has not ended uses it.
 * @source kubernetes/kubernetes pkg/controller/volume/pvcprotection/pvc_protection_controller.go
 */
export function startClaimProtection(context: ComponentContext): void {
  const { clock, store } = context;
  indexPodsByClaim(context);
  const queue = new WorkQueue(clock, sync);
  store.watch('PersistentVolumeClaim', (change) => {
    if (change.type !== 'deleted' && change.object.metadata.deletionTimestamp)
      queue.add(keyOf(change.object), change.entry);
  });
  store.watch('Pod', (change) => {
    if (change.type === 'added' || !change.object.spec.volumes) return;
    if (change.type === 'deleted' || isFinished(change.object))
      for (const key of claimsOf(change.object)) queue.add(key, change.entry);
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const claim = store.get('PersistentVolumeClaim', namespace, name);
    if (!claim?.metadata.deletionTimestamp) return 'done';
    if (podsUsing(context, key).some((pod) => pod.spec.nodeName && !isFinished(pod))) return 'done';
    const cause = { actor: 'persistentvolumeclaim-protection-controller', reason: 'nobody uses the claim', because };
    release(context, claim, 'kubernetes.io/pvc-protection', cause);
    return 'done';
  }
}

/**
 * A volume that is deleted goes once no claim is bound to it.
 * @source kubernetes/kubernetes pkg/controller/volume/pvprotection/pv_protection_controller.go
 */
export function startVolumeProtection(context: ComponentContext): void {
  context.store.watch('PersistentVolume', (change) => {
    const { object, entry: because } = change;
    if (change.type === 'deleted' || !object.metadata.deletionTimestamp || object.status?.phase === 'Bound') return;
    const cause = { actor: 'persistentvolume-protection-controller', reason: 'no claim has the volume', because };
    release(context, object, 'kubernetes.io/pv-protection', cause);
  });
}

function release({ api }: ComponentContext, { kind, metadata }: KubeObject, finalizer: string, cause: Cause): void {
  if (!metadata.finalizers?.includes(finalizer)) return;
  const finalizers = metadata.finalizers.filter((one) => one !== finalizer);
  const body = { metadata: { finalizers: finalizers.length > 0 ? finalizers : null } };
  const { namespace, name } = metadata;
  api.patch({ kind, namespace, name }, { type: 'merge', body }, { cause });
}
