import type { ServerContext } from './create-server.ts';
import { decode } from './decode.ts';
import { NO_SUCH_PATH } from './create-object.ts';
import { Path } from './field-error.ts';
import type { JsonObject } from './json.ts';
import { withMetadata } from './object-metadata.ts';
import { applyPatch } from './patch/patch.ts';
import { qualified, resourceOf, type Resource } from './resources.ts';
import type { Deployment, KubeObject } from './schema/kinds.ts';
import type { Caller, Patch, Target } from './server.ts';
import { badRequest, conflict, invalid, notFound, type StatusError } from './status-error.ts';
import { nonNegative } from './validation/metadata.ts';

/** The workloads that a Scale speaks of, each as a Deployment is. */
export const SCALABLE: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]);

type Scaled = { readonly object: KubeObject } | { readonly error: StatusError };

/**
 * A workload with the number of replicas, and the version, that a Scale says.
 * @source kubernetes/kubernetes pkg/registry/apps/deployment/storage/storage.go scaleUpdatedObjectInfo
 */
export function rescaled(
  context: ServerContext,
  target: Target,
  next: (scale: JsonObject) => ReturnType<typeof readScale>,
): Scaled {
  const resource = resourceOf(target.kind);
  if (!SCALABLE.has(target.kind)) return { error: NO_SUCH_PATH };
  const before = context.store.get(target.kind, target.namespace, target.name) as Deployment | undefined;
  if (!before) return { error: notFound(qualified(resource), target.name) };
  const read = next(scaleOf(before));
  if ('error' in read) return read;
  const { replicas, uid, resourceVersion } = read;
  const errors = [...nonNegative(replicas, Path.root('spec').field('replicas'))];
  if (errors.length > 0) return { error: invalid('Scale.autoscaling', target.name, errors) };
  if (uid !== undefined && uid !== before.metadata.uid)
    return {
      error: conflict(
        `${qualified(resource)}/scale`,
        target.name,
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${before.metadata.uid}`,
      ),
    };
  return { object: withMetadata({ ...before, spec: { ...before.spec, replicas } }, { resourceVersion }) };
}

export const patchedScale =
  (patch: Exclude<Patch, { readonly type: 'apply' }>, caller: Caller) =>
  (scale: JsonObject): ReturnType<typeof readScale> => {
    const patched = applyPatch(scale, patch, SCALE, caller);
    return 'error' in patched ? patched : readScale(patched.object);
  };

/** What of a Scale counts. Of another kind there is none. */
export function readScale(
  given: JsonObject,
):
  | { readonly replicas: number; readonly uid?: string; readonly resourceVersion?: string }
  | { readonly error: StatusError } {
  const { apiVersion, kind } = given;
  const version = String(apiVersion).split('/').at(-1) ?? '';
  const cannot = `${String(kind)} in version "${version}" cannot be handled as a Scale: `;
  if (kind !== 'Scale')
    return {
      error: badRequest(`${cannot}converting (${version}.${String(kind)}) to (autoscaling.Scale): unknown conversion`),
    };
  const decoded = decode(given, SCALE.definition);
  if (!decoded.ok) return { error: badRequest(cannot + decoded.problem.text, decoded.problem.code) };
  const { metadata, spec } = decoded.object as unknown as {
    readonly metadata?: { readonly uid?: string; readonly resourceVersion?: string };
    readonly spec?: { readonly replicas?: number };
  };
  return { replicas: spec?.replicas ?? 0, ...metadata };
}

const SCALE: Resource = {
  kind: 'Deployment',
  definition: 'Scale',
  group: 'autoscaling',
  version: 'v1',
  plural: 'scales',
  namespaced: true,
};

function scaleOf({ metadata, spec, status }: Deployment): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = Object.entries(spec.selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 1 },
    status: { replicas: status.replicas ?? 0, selector: labels.sort().join(',') },
  } as unknown as JsonObject;
}
