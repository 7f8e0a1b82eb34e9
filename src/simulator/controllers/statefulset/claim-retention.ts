import type { OwnerReference, PersistentVolumeClaim, Pod, StatefulSet } from '../../api/schema/kinds.ts';
import { controllerReference } from '../ownership.ts';
import { isInRange } from './stateful-pod.ts';

/** Who takes a claim along when it goes. */
export type ClaimOwner = 'set' | 'pod' | 'nobody';

/**
 * persistentVolumeClaimRetentionPolicy: with whenDeleted: Delete the set owns the claim; with whenScaled: Delete a Pod that
 * is scaled away does.
 * @source kubernetes/kubernetes pkg/controller/statefulset/stateful_set_utils.go isClaimOwnerUpToDate
 */
function claimOwner({ spec }: StatefulSet, isScaledAway: boolean): ClaimOwner {
  const { whenDeleted, whenScaled } = spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (whenScaled === 'Delete' && isScaledAway) return 'pod';
  return whenDeleted === 'Delete' ? 'set' : 'nobody';
}

/**
 * The owners that a claim has to have; undefined where it has them. Owners that are neither the set nor the Pod stay; a
 * claim that another controller has gets none of these.
 * @source the same file, updateClaimOwnerRefForSetAndPod
 */
export function ownersOfClaim(
  set: StatefulSet,
  pod: Pod,
  { metadata }: PersistentVolumeClaim,
): readonly OwnerReference[] | undefined {
  const before = metadata.ownerReferences ?? [];
  const others = before.filter(({ uid }) => uid !== set.metadata.uid && uid !== pod.metadata.uid);
  const wanted = others.some(({ controller }) => controller) ? 'nobody' : claimOwner(set, !isInRange(set, pod));
  const owner = wanted === 'set' ? set : wanted === 'pod' ? pod : undefined;
  const own = before.filter((reference) => !others.includes(reference));
  const isRight = owner ? own.length === 1 && own[0]?.uid === owner.metadata.uid : own.length === 0;
  return isRight ? undefined : [...others, ...(owner ? [controllerReference(owner)] : [])];
}

/** Whether a claim waits for a former Pod of the name to be gone, and will go with it. @source the same file, hasStaleOwnerRef */
export const isStale = ({ metadata }: PersistentVolumeClaim, podName: string, podUid: string | undefined): boolean =>
  metadata.ownerReferences?.some(({ kind, name, uid }) => kind === 'Pod' && name === podName && uid !== podUid) ??
  false;
