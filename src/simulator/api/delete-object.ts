import { parseTimestamp, rfc3339, timestamp } from '../timestamp.ts';
import { admitValidating } from './admission/admission.ts';
import { refused } from './refused.ts';
import type { ServerContext } from './create-server.ts';
import { withMetadata } from './object-metadata.ts';
import { qualified, resourceOf, type Resource } from './resources.ts';
import type { KubeObject, Namespace, Pod } from './schema/kinds.ts';
import type { Caller, DeleteOptions, Target } from './server.ts';
import { conflict, notFound, type Answer, type StatusError } from './status-error.ts';

/**
 * DELETE. A Pod that a kubelet may still run gets its grace period; an object with finalizers stays until they are gone;
 * a Namespace until it is empty.
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go Delete, pkg/registry/rest/delete.go BeforeDelete
 */
export function deleteObject(
  context: ServerContext,
  target: Target,
  options: DeleteOptions,
  caller: Caller,
): Answer<KubeObject> {
  const { store } = context;
  const resource = resourceOf(target.kind);
  const object = store.get(target.kind, target.namespace, target.name) as KubeObject | undefined;
  if (!object) return refused(notFound(qualified(resource), target.name));
  const refusal =
    systemProblem(object) ??
    preconditionProblem(object, resource, options) ??
    admitValidating({
      operation: 'DELETE',
      object,
      before: object,
      namespace: target.namespace,
      ...context,
      dryRun: caller.dryRun === true,
      cause: caller.cause,
    });
  if (refusal) return refused(refusal);
  if (caller.dryRun) return { ok: true, object, warnings: [] };

  const after = marked(object, options, context);
  if (after === 'gone') {
    store.remove(target.kind, target.namespace, target.name, caller.cause);
    return { ok: true, object, warnings: [] };
  }
  return {
    ok: true,
    object: after === object ? object : store.update<KubeObject['kind']>(after, caller.cause),
    warnings: [],
  };
}

/** @source kubernetes/kubernetes pkg/registry/scheduling/priorityclass/storage/storage.go Delete */
function systemProblem({ kind, metadata: { name } }: KubeObject): StatusError | undefined {
  if (kind !== 'PriorityClass' || !name.startsWith('system-')) return undefined;
  const why = 'this is a system priority class and cannot be deleted';
  return {
    code: 403,
    reason: 'Forbidden',
    message: `priorityclasses.scheduling.k8s.io "${name}" is forbidden: ${why}`,
  };
}

/** Whether an object that is being deleted has nothing left that holds it. */
export function isDone(object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  return (
    deletionTimestamp !== undefined &&
    deletionTimestamp !== null &&
    !finalizers?.length &&
    deletionGracePeriodSeconds === 0
  );
}

/** What is left of an object after a DELETE: itself with a deletionTimestamp, or nothing. */
function marked(object: KubeObject, options: DeleteOptions, context: ServerContext): KubeObject | 'gone' {
  if (object.kind === 'Namespace') return terminating(object as Namespace, context);
  const graced = object.kind === 'Pod' ? withGrace(object as Pod, options, context) : object;
  const finalized = withFinalizers(graced, options);
  const { finalizers, deletionTimestamp, deletionGracePeriodSeconds } = finalized.metadata;
  if (finalizers?.length) return deletionTimestamp ? finalized : deletedAt(finalized, context, 0);
  return deletionTimestamp && (deletionGracePeriodSeconds ?? 0) > 0 ? finalized : 'gone';
}

function terminating(namespace: Namespace, { clock }: ServerContext): KubeObject | 'gone' {
  if (!namespace.spec?.finalizers?.length && !namespace.metadata.finalizers?.length) return 'gone';
  if (namespace.metadata.deletionTimestamp) return namespace;
  return withMetadata(
    { ...namespace, status: { ...namespace.status, phase: 'Terminating' } },
    { deletionTimestamp: timestamp(clock) },
  );
}

/**
 * Only the first deletion sets the grace period; a later one may shorten it, to 1 s where all that it grants has passed.
 * @source staging/src/k8s.io/apiserver/pkg/registry/rest/delete.go BeforeDelete
 */
function withGrace(pod: Pod, options: DeleteOptions, context: ServerContext): KubeObject {
  const { deletionTimestamp, deletionGracePeriodSeconds: before } = pod.metadata;
  if (!deletionTimestamp) return deletedAt(pod, context, gracePeriod(pod, options));
  if (before === undefined || options.gracePeriodSeconds === undefined) return pod;
  const asked = atLeast(options.gracePeriodSeconds);
  if (asked >= before) return pod;
  const end = (parseTimestamp(deletionTimestamp) ?? 0) - (before - asked) * 1000;
  const now = context.clock.epoch + context.clock.now;
  return withMetadata(pod, {
    deletionTimestamp: rfc3339(Math.max(end, now)),
    deletionGracePeriodSeconds: end < now && asked > 0 ? 1 : asked,
  });
}

/** @returns seconds. @source kubernetes/kubernetes pkg/registry/core/pod/strategy.go CheckGracefulDelete */
function gracePeriod(pod: Pod, options: DeleteOptions): number {
  const isOver = pod.status.phase === 'Failed' || pod.status.phase === 'Succeeded';
  if (!pod.spec.nodeName || isOver) return 0;
  return atLeast(options.gracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? 30);
}

const atLeast = (period: number): number => (period < 0 ? 1 : period);

/** A deletion counts as a generation. */
function deletedAt(object: KubeObject, { clock }: ServerContext, graceSeconds: number): KubeObject {
  const { generation } = object.metadata;
  return withMetadata(object, {
    deletionTimestamp: timestamp(clock, clock.now + graceSeconds * 1000),
    deletionGracePeriodSeconds: graceSeconds,
    generation: generation === undefined ? undefined : generation + 1,
  });
}

const PROPAGATION = { Foreground: 'foregroundDeletion', Orphan: 'orphan' } as const;

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/registry/generic/registry/store.go deletionFinalizersForGarbageCollection */
function withFinalizers(object: KubeObject, { propagation = 'Background' }: DeleteOptions): KubeObject {
  const own = object.metadata.finalizers ?? [];
  const rest = own.filter((f) => f !== PROPAGATION.Foreground && f !== PROPAGATION.Orphan);
  const wanted = propagation === 'Background' ? rest : [...rest, PROPAGATION[propagation]];
  if (wanted.length === own.length && wanted.every((f) => own.includes(f))) return object;
  return withMetadata(object, { finalizers: wanted.length > 0 ? wanted : undefined });
}

function preconditionProblem(
  object: KubeObject,
  resource: Resource,
  { preconditions }: DeleteOptions,
): StatusError | undefined {
  const { uid, resourceVersion, name } = object.metadata;
  const differs = (what: string, asked: string, is: string): StatusError =>
    conflict(
      qualified(resource),
      name,
      `the ${what} in the precondition (${asked}) does not match the ${what} in record (${is}). The object might have been ${what === 'UID' ? 'deleted and then recreated' : 'modified'}`,
    );
  if (preconditions?.uid !== undefined && preconditions.uid !== uid) return differs('UID', preconditions.uid, uid);
  if (preconditions?.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion)
    return differs('ResourceVersion', preconditions.resourceVersion, resourceVersion);
  return undefined;
}
