import type { Deployment, ReplicaSet } from '../../api/schema/kinds.ts';
import { isRolling, maxSurge, maxUnavailable, wantedReplicas } from './fenceposts.ts';
import { availableOf, byAge, replicasOf, total } from './replica-sets.ts';

/** A ReplicaSet and the size it shall have. */
export interface Resize {
  readonly set: ReplicaSet;
  readonly to: number;
}

/**
 * What size the new ReplicaSet may have now.
 * @param all - the Deployment's ReplicaSets, the new one among them or not yet
 * @source kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go NewRSNewReplicas
 */
export function newReplicaSetSize(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const wanted = wantedReplicas(deployment);
  if (!isRolling(deployment)) return wanted;
  const room = wanted + maxSurge(deployment) - total(all, replicasOf);
  return room <= 0 ? current : current + Math.min(room, wanted - current);
}

/**
 * The next step of a rolling update: the new ReplicaSet grows where it may; else old ones shrink, first by Pods that are
 * not available, then as far as availability allows. No step: none is possible now.
 * @source kubernetes/kubernetes pkg/controller/deployment/rolling.go rolloutRolling
 */
export function rollingStep(deployment: Deployment, fresh: ReplicaSet, old: readonly ReplicaSet[]): readonly Resize[] {
  const wanted = wantedReplicas(deployment);
  const all = [...old, fresh];
  if (replicasOf(fresh) > wanted) return [{ set: fresh, to: wanted }];
  const size = newReplicaSetSize(deployment, all, replicasOf(fresh));
  if (size !== replicasOf(fresh)) return [{ set: fresh, to: size }];
  return shrinkOld(
    deployment,
    fresh,
    old.filter((set) => replicasOf(set) > 0),
  );
}

/** @source the same file, reconcileOldReplicaSets, cleanupUnhealthyReplicas, scaleDownOldReplicaSetsForRollingUpdate */
function shrinkOld(deployment: Deployment, fresh: ReplicaSet, old: readonly ReplicaSet[]): readonly Resize[] {
  const leastAvailable = wantedReplicas(deployment) - maxUnavailable(deployment);
  const missingOfNew = replicasOf(fresh) - availableOf(fresh);
  const most = total([...old, fresh], replicasOf) - leastAvailable - missingOfNew;
  if (old.length === 0 || most <= 0) return [];
  const oldest = [...old].sort(byAge).map((set) => ({ set, to: replicasOf(set) }));
  const healthy = shrink(oldest, most, ({ set }) => Math.max(0, replicasOf(set) - availableOf(set)));
  const spare = total([...old, fresh], availableOf) - leastAvailable;
  const fewer = shrink(healthy, spare, ({ to }) => to);
  const isStep = (before: readonly Resize[]) => (step: Resize, i: number) => step.to !== before[i]?.to;
  return [...healthy.filter(isStep(oldest)), ...fewer.filter(isStep(healthy))];
}

/** Takes up to `count` from the sizes in their order, from each no more than `atMost`. */
function shrink(sizes: readonly Resize[], count: number, atMost: (size: Resize) => number): readonly Resize[] {
  let left = Math.max(0, count);
  return sizes.map((size) => {
    const gone = Math.min(left, atMost(size));
    left -= gone;
    return { ...size, to: size.to - gone };
  });
}
