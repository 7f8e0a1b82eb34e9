import type { Deployment } from '../../api/schema/kinds.ts';

type IntOrPercent = number | string | undefined;

/**
 * A number, or a per cent of `total`, as a whole number.
 * @example scaled('25%', 10, 'up') → 3 · scaled('25%', 10, 'down') → 2 · scaled(1, 10, 'up') → 1
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/intstr/intstr.go GetScaledValueFromIntOrPercent
 */
export function scaled(value: IntOrPercent, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const share = (Number.parseInt(value ?? '0', 10) * total) / 100;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}

export const isRolling = ({ spec }: Deployment): boolean => spec.strategy?.type === 'RollingUpdate';

export const wantedReplicas = ({ spec }: Deployment): number => spec.replicas ?? 1;

/** How many Pods there may be beyond those wanted. @source kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go MaxSurge */
export const maxSurge = (deployment: Deployment): number => (isRolling(deployment) ? fenceposts(deployment).surge : 0);

/** How many of those wanted may be missing. @source the same file, MaxUnavailable */
export function maxUnavailable(deployment: Deployment): number {
  const replicas = wantedReplicas(deployment);
  return isRolling(deployment) && replicas > 0 ? Math.min(fenceposts(deployment).unavailable, replicas) : 0;
}

/** Where both come to nothing, one may be missing, or nothing could ever move. @source the same file, ResolveFenceposts */
function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { maxSurge: most, maxUnavailable: least } = deployment.spec.strategy?.rollingUpdate ?? {};
  const surge = scaled(most, wantedReplicas(deployment), 'up');
  const unavailable = scaled(least, wantedReplicas(deployment), 'down');
  return { surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}
