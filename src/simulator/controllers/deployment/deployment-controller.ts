import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import type { ComponentContext } from '../../component.ts';
import { timestamp } from '../../timestamp.ts';
import { claim, indexByController, ownedBy } from '../ownership.ts';
import { isFinished } from '../pod-state.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import {
  conditionOf,
  deploymentStatus,
  hasDeadline,
  isComplete,
  progressing,
  rolloutStatus,
  setCondition,
  untilTimeout,
} from './deployment-status.ts';
import { isRolling, wantedReplicas } from './fenceposts.ts';
import { scaleStep } from './proportional-scaling.ts';
import { desiredOf, isActiveSet, replicasOf, setWithTemplate } from './replica-sets.ts';
import { replicaSetWrites, type Look } from './replica-set-writes.ts';
import { watchForDeployments } from './deployment-watch.ts';
import { rollingStep } from './rolling-update.ts';

const ACTOR = 'deployment-controller';
const MOST_RETRIES = 15;

/**
 * Rolls Deployments out: a ReplicaSet a template, sized as the strategy allows.
 * @source kubernetes/kubernetes pkg/controller/deployment/deployment_controller.go
 */
export function startDeploymentController(context: ComponentContext): void {
  const { clock, store } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
  const { revisions, withNew, resize, forget, put } = replicaSetWrites(context, recorder);
  indexByController(context, 'ReplicaSet');
  indexByController(context, 'Pod');
  const retries = new Map<string, number>();
  const queue = new WorkQueue(clock, (key, because) => {
    const outcome = sync(key, because);
    const tried = outcome === 'failed' ? (retries.get(key) ?? 0) + 1 : 0;
    retries.set(key, tried);
    return tried > MOST_RETRIES ? 'done' : outcome;
  });
  watchForDeployments(context, (key, because) => queue.add(key, because));

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const deployment = store.get('Deployment', namespace, name);
    if (!deployment) return 'done';
    const look: Look = {
      key,
      because,
      at: { now: clock.epoch + clock.now, stamp: timestamp(clock) },
      cause: (reason) => ({ actor: ACTOR, reason, because }),
    };
    const { claimed } = claim(
      context,
      'ReplicaSet',
      deployment,
      deployment.spec.selector,
      look.cause('it belongs to the Deployment'),
    );
    if (deployment.metadata.deletionTimestamp) return writeStatus(deployment, claimed, plainStatus, look);
    const current = sayWhetherPaused(deployment, look);
    if (current.spec.paused) {
      const { fresh, old } = revisions(current, claimed, look);
      resize(current, scaleStep(current, fresh, old), look);
      forget(current, old, look);
      return writeStatus(current, claimed, plainStatus, look);
    }
    const isScaled = claimed.some(
      (set) => isActiveSet(set) && (desiredOf(set) ?? wantedReplicas(current)) !== wantedReplicas(current),
    );
    if (isScaled) {
      const { fresh, old } = revisions(current, claimed, look);
      resize(current, scaleStep(current, fresh, old), look);
      return writeStatus(current, claimed, plainStatus, look);
    }
    return isRolling(current) ? roll(current, claimed, look) : recreate(current, claimed, look);
  }

  /** @source kubernetes/kubernetes pkg/controller/deployment/rolling.go rolloutRolling */
  function roll(deployment: Deployment, claimed: readonly ReplicaSet[], look: Look): Outcome {
    const found = withNew(deployment, claimed, look);
    if (!('fresh' in found)) return found.outcome;
    const { fresh, old } = found;
    const steps = rollingStep(found.deployment, fresh, old);
    resize(found.deployment, steps, look);
    if (steps.length === 0 && isComplete(found.deployment, found.deployment.status))
      forget(found.deployment, old, look);
    return writeStatus(found.deployment, [...old, fresh], rolloutStatus, look);
  }

  /** Old Pods go first, all of them; then the new ones come. @source kubernetes/kubernetes pkg/controller/deployment/recreate.go rolloutRecreate */
  function recreate(deployment: Deployment, claimed: readonly ReplicaSet[], look: Look): Outcome {
    const before = revisions(deployment, claimed, look);
    const active = before.old.filter(isActiveSet);
    resize(
      deployment,
      active.map((set) => ({ set, to: 0 })),
      look,
    );
    const isWaiting =
      active.length > 0 || before.old.some(({ status }) => status.replicas > 0) || before.old.some(hasLivingPods);
    if (isWaiting) return writeStatus(deployment, claimed, rolloutStatus, look);
    const found = withNew(deployment, claimed, look);
    if (!('fresh' in found)) return found.outcome;
    const { fresh, old } = found;
    if (replicasOf(fresh) !== wantedReplicas(deployment))
      resize(found.deployment, [{ set: fresh, to: wantedReplicas(deployment) }], look);
    if (isComplete(found.deployment, found.deployment.status)) forget(found.deployment, old, look);
    return writeStatus(found.deployment, [...old, fresh], rolloutStatus, look);
  }

  const hasLivingPods = ({ metadata }: ReplicaSet): boolean =>
    ownedBy(context, 'Pod', metadata.uid).some((pod) => !isFinished(pod));

  /** A Deployment that is stopped by hand does not run out of time. @source kubernetes/kubernetes pkg/controller/deployment/sync.go checkPausedConditions */
  function sayWhetherPaused(deployment: Deployment, look: Look): Deployment {
    const reason = conditionOf(deployment.status, 'Progressing')?.reason;
    const isPaused = deployment.spec.paused === true;
    if (
      !hasDeadline(deployment) ||
      reason === 'ProgressDeadlineExceeded' ||
      isPaused === (reason === 'DeploymentPaused')
    )
      return deployment;
    const says = isPaused
      ? progressing('Unknown', 'DeploymentPaused', 'Deployment is paused')
      : progressing('Unknown', 'DeploymentResumed', 'Deployment is resumed');
    const conditions = setCondition(deployment.status.conditions ?? [], says, look.at);
    return put(
      deployment,
      { ...deployment.status, conditions },
      look.cause(isPaused ? 'it is paused' : 'it is resumed'),
    );
  }

  /** Statuses are computed from the ReplicaSets as they are now, whatever was just done to them. */
  function writeStatus(
    deployment: Deployment,
    claimed: readonly ReplicaSet[],
    compute: typeof rolloutStatus,
    look: Look,
  ): Outcome {
    const sets = claimed.flatMap(({ metadata }) => store.get('ReplicaSet', metadata.namespace, metadata.name) ?? []);
    const fresh = setWithTemplate(deployment.spec.template, sets);
    const status = compute(deployment, sets, fresh, look.at);
    if (!sameJson(status, deployment.status)) put(deployment, status, look.cause('its ReplicaSets changed'));
    else waitForTimeout(deployment, status, look);
    return 'done';
  }

  const plainStatus: typeof rolloutStatus = deploymentStatus;

  /** Nothing else would wake a roll-out that does not move. @source kubernetes/kubernetes pkg/controller/deployment/progress.go requeueStuckDeployment */
  function waitForTimeout(deployment: Deployment, status: DeploymentStatus, look: Look): void {
    const reason = conditionOf(deployment.status, 'Progressing')?.reason;
    const left = untilTimeout(deployment, status, look.at);
    if (left === undefined || isComplete(deployment, status) || reason === 'ProgressDeadlineExceeded') return;
    // upstream looks ten times a second from then on; one that was complete once never times out, so there is nothing to see
    if (left < 1000 && reason === 'NewReplicaSetAvailable') return;
    if (left < 1000) queue.addRateLimited(look.key, look.because);
    else queue.addAfter(look.key, left + 1000, look.because);
  }
}
