import type { JsonObject } from '../../api/json.ts';
import type { Deployment, DeploymentStatus, ReplicaSet } from '../../api/schema/kinds.ts';
import { sameJson } from '../../api/same-json.ts';
import type { ComponentContext } from '../../component.ts';
import type { EventRecorder } from '../../events.ts';
import { goQuote } from '../../go-quote.ts';
import type { Cause } from '../../history.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { templateHash } from '../template-hash.ts';
import type { Outcome } from '../work-queue.ts';
import { conditionOf, hasDeadline, progressing, setCondition, type Now } from './deployment-status.ts';
import { sizeAnnotations } from './proportional-scaling.ts';
import { annotations, replicasOf, setWithTemplate } from './replica-sets.ts';
import { forgotten, newReplicaSet, nextRevision, revisionAnnotations } from './revisions.ts';
import { newReplicaSetSize, type Resize } from './rolling-update.ts';

/** What one look at a Deployment works with. */
export interface Look {
  readonly key: string;
  readonly because: number | undefined;
  readonly at: Now;
  readonly cause: (reason: string) => Cause;
}

/** A Deployment as it now is, its ReplicaSet of the current template, and the others. */
export interface Sets {
  readonly deployment: Deployment;
  readonly fresh: ReplicaSet;
  readonly old: readonly ReplicaSet[];
}

/** What a Deployment's controller writes: its ReplicaSets, and what it says of them. */
export interface ReplicaSetWrites {
  /** The new ReplicaSet, if it is there, with its revision set right; and the others. */
  revisions(
    deployment: Deployment,
    claimed: readonly ReplicaSet[],
    look: Look,
  ): { readonly fresh: ReplicaSet | undefined; readonly old: readonly ReplicaSet[] };
  /** The same, with a new ReplicaSet where there was none; or what came of not being able to make one. */
  withNew(deployment: Deployment, claimed: readonly ReplicaSet[], look: Look): Sets | { readonly outcome: Outcome };
  resize(deployment: Deployment, steps: readonly Resize[], look: Look): void;
  /** Deletes old ReplicaSets beyond the revision history's limit. */
  forget(deployment: Deployment, old: readonly ReplicaSet[], look: Look): void;
  /** @returns the Deployment with its new status */
  put(deployment: Deployment, status: DeploymentStatus, cause: Cause): Deployment;
}

/** @source kubernetes/kubernetes pkg/controller/deployment/sync.go */
export function replicaSetWrites(
  { store, api }: Pick<ComponentContext, 'store' | 'api'>,
  recorder: EventRecorder,
): ReplicaSetWrites {
  return { revisions, withNew, resize, forget, put };

  function revisions(
    deployment: Deployment,
    claimed: readonly ReplicaSet[],
    look: Look,
  ): ReturnType<ReplicaSetWrites['revisions']> {
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

  /** @source the same file, getNewReplicaSet */
  function withNew(
    deployment: Deployment,
    claimed: readonly ReplicaSet[],
    look: Look,
  ): Sets | { readonly outcome: Outcome } {
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
  ): Sets | { readonly outcome: Outcome } {
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

  /** @source the same file, scaleReplicaSet */
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

  function put(deployment: Deployment, status: DeploymentStatus, cause: Cause): Deployment {
    const { namespace, name } = deployment.metadata;
    return api.writeStatus('Deployment', namespace, name, (stored) => ({ ...stored, status }), cause) ?? deployment;
  }
}
