import type { Deployment, ReplicaSet } from '../../api/schema/kinds.ts';
import { isRolling, maxSurge, wantedReplicas } from './fenceposts.ts';
import { annotations, byAge, desiredOf, isActiveSet, maxReplicasOf, replicasOf, total } from './replica-sets.ts';
import type { Resize } from './rolling-update.ts';

/**
 * What a change of `replicas` makes of the ReplicaSets. One alone takes it all; when the new one has everything the old
 * ones go; in the middle of a roll-out each gets its share, and the largest what rounding leaves over.
 * @source kubernetes/kubernetes pkg/controller/deployment/sync.go scale
 */
export function scaleStep(
  deployment: Deployment,
  fresh: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): readonly Resize[] {
  const wanted = wantedReplicas(deployment);
  const only = activeOrLatest(fresh, old);
  if (only) return replicasOf(only) === wanted ? [] : [{ set: only, to: wanted }];
  if (fresh && isSaturated(deployment, fresh)) return old.filter(isActiveSet).map((set) => ({ set, to: 0 }));
  if (!isRolling(deployment)) return [];
  const active = [...old, ...(fresh ? [fresh] : [])].filter(isActiveSet);
  const allowed = wanted > 0 ? wanted + maxSurge(deployment) : 0;
  const change = allowed - total(active, replicasOf);
  const order = [...active].sort((a, b) =>
    change > 0 ? replicasOf(b) - replicasOf(a) || byAge(b, a) : replicasOf(b) - replicasOf(a) || byAge(a, b),
  );
  let added = 0;
  const sizes = order.map((set) => {
    const share = change === 0 ? 0 : shareOf(deployment, set, change, added);
    added += share;
    return { set, to: replicasOf(set) + share };
  });
  const [largest, ...rest] = sizes;
  return largest ? [{ ...largest, to: Math.max(0, largest.to + change - added) }, ...rest] : [];
}

/** The ReplicaSet that is the only one with Pods, or, where none has any, the latest. @source util/deployment_util.go FindActiveOrLatest */
function activeOrLatest(fresh: ReplicaSet | undefined, old: readonly ReplicaSet[]): ReplicaSet | undefined {
  const active = [...old, ...(fresh ? [fresh] : [])].filter(isActiveSet);
  if (active.length > 1) return undefined;
  return active[0] ?? fresh ?? [...old].sort((a, b) => byAge(b, a))[0];
}

/** @source util/deployment_util.go IsSaturated */
function isSaturated(deployment: Deployment, set: ReplicaSet): boolean {
  const wanted = wantedReplicas(deployment);
  return replicasOf(set) === wanted && desiredOf(set) === wanted && (set.status.availableReplicas ?? 0) === wanted;
}

/** @source util/deployment_util.go GetReplicaSetProportion, getReplicaSetFraction */
function shareOf(deployment: Deployment, set: ReplicaSet, change: number, added: number): number {
  if (replicasOf(set) === 0 || change === added) return 0;
  const share = fractionOf(deployment, set);
  return change > 0 ? Math.min(share, change - added) : Math.max(share, change - added);
}

function fractionOf(deployment: Deployment, set: ReplicaSet): number {
  const wanted = wantedReplicas(deployment);
  if (wanted === 0) return -replicasOf(set);
  const before = maxReplicasOf(set) || (deployment.status.replicas ?? 0);
  if (before === 0) return 0;
  return Math.round((replicasOf(set) * (wanted + maxSurge(deployment))) / before) - replicasOf(set);
}

/** What a ReplicaSet remembers of the size its Deployment had. */
export const sizeAnnotations = (deployment: Deployment): Readonly<Record<string, string>> => ({
  [annotations.desired]: String(wantedReplicas(deployment)),
  [annotations.max]: String(wantedReplicas(deployment) + maxSurge(deployment)),
});
