import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/schema/kinds.ts';
import type { Millis } from '../../clock.ts';
import { goQuote } from '../../go-quote.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { maxUnavailable, wantedReplicas } from './fenceposts.ts';
import { availableOf, total } from './replica-sets.ts';

export interface Now {
  /** Milliseconds since 1970. */
  readonly now: Millis;
  /** The same as Kubernetes writes it. */
  readonly stamp: string;
}
type Conditions = readonly DeploymentCondition[];

/** "No deadline" is the largest int32. */
const NO_DEADLINE = 2_147_483_647;

export const hasDeadline = ({ spec }: Deployment): boolean =>
  (spec.progressDeadlineSeconds ?? NO_DEADLINE) !== NO_DEADLINE;

export const conditionOf = (status: DeploymentStatus, type: string): DeploymentCondition | undefined =>
  status.conditions?.find((condition) => condition.type === type);

/** @source kubernetes/kubernetes pkg/controller/deployment/sync.go calculateStatus */
export function deploymentStatus(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  at: Now,
): DeploymentStatus {
  const available = total(sets, availableOf);
  const unavailable = Math.max(0, total(sets, ({ spec }) => spec.replicas ?? 1) - available);
  const ready = total(sets, ({ status }) => status.readyReplicas ?? 0);
  const replicas = total(sets, ({ status }) => status.replicas);
  const updated = fresh?.status.replicas ?? 0;
  const isEnough = available >= wantedReplicas(deployment) - maxUnavailable(deployment);
  const conditions = setCondition(deployment.status.conditions ?? [], isEnough ? ENOUGH : TOO_FEW, at);
  const { collisionCount } = deployment.status;
  return {
    observedGeneration: deployment.metadata.generation,
    ...(replicas ? { replicas } : {}),
    ...(updated ? { updatedReplicas: updated } : {}),
    ...(ready ? { readyReplicas: ready } : {}),
    ...(available ? { availableReplicas: available } : {}),
    ...(unavailable ? { unavailableReplicas: unavailable } : {}),
    terminatingReplicas: total(sets, ({ status }) => status.terminatingReplicas ?? 0),
    conditions,
    ...(collisionCount === undefined ? {} : { collisionCount }),
  };
}

type Said = Pick<DeploymentCondition, 'type' | 'status' | 'reason' | 'message'>;

const ENOUGH: Said = {
  type: 'Available',
  status: 'True',
  reason: 'MinimumReplicasAvailable',
  message: 'Deployment has minimum availability.',
};
const TOO_FEW: Said = {
  type: 'Available',
  status: 'False',
  reason: 'MinimumReplicasUnavailable',
  message: 'Deployment does not have minimum availability.',
};

export const progressing = (status: 'True' | 'False' | 'Unknown', reason: string, message: string): Said => ({
  type: 'Progressing',
  status,
  reason,
  message,
});

/**
 * A condition with the same status and reason stays as it was; one that changes goes to the end.
 * @source kubernetes/kubernetes pkg/controller/deployment/util/deployment_util.go SetDeploymentCondition
 */
export function setCondition(conditions: Conditions, said: Said, { stamp }: Pick<Now, 'stamp'>): Conditions {
  const before = conditions.find(({ type }) => type === said.type);
  if (before?.status === said.status && before.reason === said.reason) return conditions;
  const since = before?.status === said.status ? before.lastTransitionTime : stamp;
  return [...without(conditions, said.type), { ...said, lastUpdateTime: stamp, lastTransitionTime: since }];
}

const without = (conditions: Conditions, type: string): Conditions => conditions.filter((other) => other.type !== type);

/** All Pods are new, and all are available. @source the same file, DeploymentComplete */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const wanted = wantedReplicas(deployment);
  return (
    (status.updatedReplicas ?? 0) === wanted &&
    (status.replicas ?? 0) === wanted &&
    (status.availableReplicas ?? 0) === wanted &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** @source the same file, DeploymentProgressing */
function hasProgressed({ status: before }: Deployment, after: DeploymentStatus): boolean {
  const old = (status: DeploymentStatus): number => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

/** How long until a Deployment that does not move has taken too long; undefined where that cannot happen. */
export function untilTimeout(deployment: Deployment, status: DeploymentStatus, { now }: Now): Millis | undefined {
  const condition = conditionOf(status, 'Progressing');
  if (!hasDeadline(deployment) || !condition) return undefined;
  const since = parseTimestamp(condition.lastUpdateTime ?? '') ?? 0;
  return since + (deployment.spec.progressDeadlineSeconds ?? 0) * 1000 - now;
}

/** @source the same file, DeploymentTimedOut */
function hasTimedOut(deployment: Deployment, status: DeploymentStatus, at: Now): boolean {
  const reason = conditionOf(status, 'Progressing')?.reason;
  if (reason === 'NewReplicaSetAvailable') return false;
  if (reason === 'ProgressDeadlineExceeded') return true;
  const left = untilTimeout(deployment, status, at);
  return left !== undefined && left < 0;
}

/**
 * The status while a roll-out goes on: how it goes, and what keeps ReplicaSets from creating Pods.
 * @source kubernetes/kubernetes pkg/controller/deployment/progress.go syncRolloutStatus
 */
export function rolloutStatus(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  at: Now,
): DeploymentStatus {
  const status = deploymentStatus(deployment, sets, fresh, at);
  const now = conditionOf(deployment.status, 'Progressing');
  let conditions = status.conditions ?? [];
  if (!hasDeadline(deployment)) conditions = without(conditions, 'Progressing');
  const isOver = (status.replicas ?? 0) === (status.updatedReplicas ?? 0) && now?.reason === 'NewReplicaSetAvailable';
  if (hasDeadline(deployment) && !isOver) {
    const what = fresh
      ? `ReplicaSet ${goQuote(fresh.metadata.name)}`
      : `Deployment ${goQuote(deployment.metadata.name)}`;
    if (isComplete(deployment, status))
      conditions = setCondition(
        conditions,
        progressing('True', 'NewReplicaSetAvailable', `${what} has successfully progressed.`),
        at,
      );
    else if (hasProgressed(deployment, status)) {
      const said = setCondition(
        without(conditions, 'Progressing'),
        progressing('True', 'ReplicaSetUpdated', `${what} is progressing.`),
        at,
      );
      conditions = said.map((condition) =>
        condition.type === 'Progressing' && now?.status === 'True'
          ? { ...condition, lastTransitionTime: now.lastTransitionTime }
          : condition,
      );
    } else if (hasTimedOut(deployment, status, at))
      conditions = setCondition(
        conditions,
        progressing('False', 'ProgressDeadlineExceeded', `${what} has timed out progressing.`),
        at,
      );
  }
  return { ...status, conditions: withFailure(conditions, sets, fresh, at) };
}

/** The new ReplicaSet's failure, or else another's. @source the same file, getReplicaFailures */
function withFailure(
  conditions: Conditions,
  sets: readonly ReplicaSet[],
  fresh: ReplicaSet | undefined,
  at: Now,
): Conditions {
  const inOrder = fresh ? [fresh, ...sets] : sets;
  const failure = inOrder
    .flatMap(({ status }) => status.conditions ?? [])
    .find(({ type }) => type === 'ReplicaFailure');
  return failure ? setCondition(conditions, failure, at) : without(conditions, 'ReplicaFailure');
}
