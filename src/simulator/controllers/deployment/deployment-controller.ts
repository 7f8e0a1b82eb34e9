import type { JsonObject } from '../../api/json.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import type { ComponentContext } from '../../component.ts';
import { goQuote } from '../../go-quote.ts';
import type { Cause } from '../../history.ts';
import { timestamp } from '../../timestamp.ts';
import { claim, indexByController, ownedBy } from '../ownership.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { isFinished } from '../pod-state.ts';
import { templateHash } from '../template-hash.ts';
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
  type Now,
} from './deployment-status.ts';
import { isRolling, wantedReplicas } from './fenceposts.ts';
import { scaleStep, sizeAnnotations } from './proportional-scaling.ts';
import { annotations, desiredOf, isActiveSet, replicasOf, setWithTemplate } from './replica-sets.ts';
import { forgotten, newReplicaSet, nextRevision, revisionAnnotations } from './revisions.ts';
import { watchForDeployments } from './deployment-watch.ts';
import { newReplicaSetSize, rollingStep, type Resize } from './rolling-update.ts';

const ACTOR = 'deployment-controller';
const MOST_RETRIES = 15;

/** What one look at a Deployment works with. */
interface Look {
  readonly key: string;
  readonly because: number | undefined;
  readonly at: Now;
  readonly cause: (reason: string) => Cause;
}

/**
 * Rolls Deployments out: a ReplicaSet a template, sized as the strategy allows.
 * @source kubernetes/kubernetes pkg/controller/deployment/deployment_controller.go
 */
export function startDeploymentController(context: ComponentContext): void {
  const { clock, store, api } = context;
  const recorder = context.recorder({ component: ACTOR, style: 'core' });
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
    const found = withNewReplicaSet(deployment, claimed, look);
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
    const found = withNewReplicaSet(deployment, claimed, look);
    if (!('fresh' in found)) return found.outcome;
    const { fresh, old } = found;
    if (replicasOf(fresh) !== wantedReplicas(deployment))
      resize(found.deployment, [{ set: fresh, to: wantedReplicas(deployment) }], look);
    if (isComplete(found.deployment, found.deployment.status)) forget(found.deployment, old, look);
    return writeStatus(found.deployment, [...old, fresh], rolloutStatus, look);
  }

  const hasLivingPods = ({ metadata }: ReplicaSet): boolean =>
    ownedBy(context, 'Pod', metadata.uid).some((pod) => !isFinished(pod));

  /** The new ReplicaSet, if it is there, with its revision set right; and the others. */
  function revisions(
    deployment: Deployment,
    claimed: readonly ReplicaSet[],
    look: Look,
  ): { readonly fresh: ReplicaSet | undefined; readonly old: readonly ReplicaSet[] } {
    const existing = setWithTemplate(deployment.spec.template, claimed);
    const old = claimed.filter((set) => set !== existing);
    if (!existing) return { fresh: undefined, old };
    const before = existing.metadata.annotations ?? {};
    const annotated = revisionAnnotations(deployment, before, nextRevision(old));
    const { minReadySeconds = 0 } = deployment.spec;
    if (sameJson(annotated, before) && minReadySeconds === (existing.spec.minReadySeconds ?? 0))
      return { fresh: existing, old };
    const changed = {
      ...existing,
      metadata: { ...existing.metadata, annotations: annotated },
      spec: { ...existing.spec, minReadySeconds },
    };
    return { fresh: update(changed, look.cause('it is the current revision')), old };
  }

  /** @source kubernetes/kubernetes pkg/controller/deployment/sync.go getNewReplicaSet */
  function withNewReplicaSet(
    deployment: Deployment,
    claimed: readonly ReplicaSet[],
    look: Look,
  ):
    | { readonly deployment: Deployment; readonly fresh: ReplicaSet; readonly old: readonly ReplicaSet[] }
    | { readonly outcome: Outcome } {
    const { fresh, old } = revisions(deployment, claimed, look);
    if (!fresh) return create(deployment, old, look);
    const says = conditionOf(deployment.status, 'Progressing')
      ? undefined
      : progressing('True', 'FoundNewReplicaSet', `Found new replica set ${goQuote(fresh.metadata.name)}`);
    return { deployment: note(deployment, fresh, says, look), fresh, old };
  }

  function create(
    deployment: Deployment,
    old: readonly ReplicaSet[],
    look: Look,
  ):
    | { readonly deployment: Deployment; readonly fresh: ReplicaSet; readonly old: readonly ReplicaSet[] }
    | { readonly outcome: Outcome } {
    const { namespace } = deployment.metadata;
    const hash = templateHash(deployment.spec.template, deployment.status.collisionCount);
    const size = newReplicaSetSize(deployment, old, 0);
    const object = newReplicaSet(deployment, hash, nextRevision(old), size);
    const cause = look.cause('the Pod template is new');
    const answer = api.create(object, namespace, { cause });
    const name = `${deployment.metadata.name}-${hash}`;
    if (!answer.ok) {
      if (isNamespaceEnding(answer)) return { outcome: 'done' };
      if (answer.error.reason === 'AlreadyExists') {
        const collisionCount = (deployment.status.collisionCount ?? 0) + 1;
        put(deployment, { ...deployment.status, collisionCount }, cause);
        return { outcome: 'failed' };
      }
      const message = `Failed to create new replica set ${goQuote(name)}: ${answer.error.message}`;
      if (hasDeadline(deployment)) {
        const conditions = setCondition(
          deployment.status.conditions ?? [],
          progressing('False', 'ReplicaSetCreateError', message),
          look.at,
        );
        put(deployment, { ...deployment.status, conditions }, cause);
      }
      recorder.tell(deployment, { type: 'Warning', reason: 'ReplicaSetCreateError', message, cause });
      return { outcome: 'failed' };
    }
    const fresh = answer.object as ReplicaSet;
    if (size > 0)
      recorder.tell(deployment, {
        type: 'Normal',
        reason: 'ScalingReplicaSet',
        message: `Scaled up replica set ${name} from 0 to ${size}`,
        cause,
      });
    return {
      deployment: note(
        deployment,
        fresh,
        progressing('True', 'NewReplicaSetCreated', `Created new replica set ${goQuote(name)}`),
        look,
      ),
      fresh,
      old,
    };
  }

  /** The Deployment takes over the revision of its new ReplicaSet, and says that it has one. */
  function note(
    deployment: Deployment,
    fresh: ReplicaSet,
    says: ReturnType<typeof progressing> | undefined,
    look: Look,
  ): Deployment {
    const revision = fresh.metadata.annotations?.[annotations.revision] ?? '';
    const before = deployment.metadata.annotations ?? {};
    const conditions =
      says && hasDeadline(deployment)
        ? setCondition(deployment.status.conditions ?? [], says, look.at)
        : deployment.status.conditions;
    if (before[annotations.revision] === revision && conditions === deployment.status.conditions) return deployment;
    const noted = (stored: Deployment): Deployment => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        annotations: { ...stored.metadata.annotations, [annotations.revision]: revision },
      },
      status: conditions ? { ...stored.status, conditions } : stored.status,
    });
    const { namespace, name } = deployment.metadata;
    return api.writeStatus('Deployment', namespace, name, noted, look.cause('it has a new ReplicaSet')) ?? deployment;
  }

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

  /** @source kubernetes/kubernetes pkg/controller/deployment/sync.go scaleReplicaSet */
  function resize(deployment: Deployment, steps: readonly Resize[], look: Look): void {
    for (const { set, to } of steps) {
      const { namespace, name } = set.metadata;
      const current = store.get('ReplicaSet', namespace, name);
      if (!current) continue;
      const from = replicasOf(current);
      const annotated = { ...current.metadata.annotations, ...sizeAnnotations(deployment) };
      const cause = look.cause(`the roll-out of Deployment ${deployment.metadata.name} wants ${to} Pods of it`);
      if (
        !update(
          {
            ...current,
            metadata: { ...current.metadata, annotations: annotated },
            spec: { ...current.spec, replicas: to },
          },
          cause,
        )
      )
        continue;
      const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`;
      if (to !== from) recorder.tell(deployment, { type: 'Normal', reason: 'ScalingReplicaSet', message, cause });
    }
  }

  function update(set: ReplicaSet, cause: Cause): ReplicaSet | undefined {
    const { namespace, name } = set.metadata;
    const answer = api.update({ kind: 'ReplicaSet', namespace, name }, set as unknown as JsonObject, { cause });
    return answer.ok ? (answer.object as ReplicaSet) : undefined;
  }

  function forget(deployment: Deployment, old: readonly ReplicaSet[], look: Look): void {
    for (const { metadata } of forgotten(deployment, old))
      api.delete(
        { kind: 'ReplicaSet', namespace: metadata.namespace, name: metadata.name },
        {},
        { cause: look.cause('the revision history has its limit') },
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

  function put(deployment: Deployment, status: DeploymentStatus, cause: Cause): Deployment {
    const { namespace, name } = deployment.metadata;
    return api.writeStatus('Deployment', namespace, name, (stored) => ({ ...stored, status }), cause) ?? deployment;
  }
}
