import { admitMutating, admitValidating, type AdmissionRequest } from './admission/admission.ts';
import { readBody } from './create-object.ts';
import type { ServerContext } from './create-server.ts';
import { isDone } from './delete-object.ts';
import type { JsonObject } from './json.ts';
import { withMetadata } from './object-metadata.ts';
import { applyPatch } from './patch/patch.ts';
import { refused } from './refused.ts';
import { qualified, qualifiedKind, resourceOf } from './resources.ts';
import { sameJson } from './same-json.ts';
import type { KubeObject } from './schema/kinds.ts';
import type { Caller, Patch, Target } from './server.ts';
import { badRequest, conflict, invalid, notFound, type Answer } from './status-error.ts';
import { strategyOf } from './strategies/strategy.ts';
import { validateUpdate } from './validation/validation.ts';
import { warningsFor } from './validation/warnings.ts';

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/**
 * PUT of an object in the place of the stored one.
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/update.go, pkg/registry/generic/registry/store.go Update
 */
export function updateObject(
  context: ServerContext,
  target: Target,
  given: JsonObject,
  caller: Caller,
): Answer<KubeObject> {
  const resource = resourceOf(target.kind);
  const read = readBody(given, resource, caller);
  if ('error' in read) return refused(read.error);
  const { name, namespace } = read.object.metadata;
  if (name !== target.name)
    return refused(
      badRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`),
      read.warnings,
    );
  if (namespace && target.namespace && namespace !== target.namespace)
    return refused(
      badRequest('the namespace of the provided object does not match the namespace sent on the request'),
      read.warnings,
    );
  return replaceStored(context, target, read.object, caller, read.warnings);
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go */
export function patchObject(context: ServerContext, target: Target, patch: Patch, caller: Caller): Answer<KubeObject> {
  const resource = resourceOf(target.kind);
  const before = context.store.get(target.kind, target.namespace, target.name);
  if (!before) return refused(notFound(qualified(resource), target.name));
  const patched = applyPatch(before as unknown as JsonObject, patch, resource, caller);
  if ('error' in patched) return refused(patched.error);
  const read = readBody(patched.object, resource, caller);
  if ('error' in read) return refused(read.error);
  return replaceStored(context, target, read.object, caller, read.warnings);
}

/** Puts `given` in the place of the stored object, by all the rules of an update. */
function replaceStored(
  context: ServerContext,
  target: Target,
  given: KubeObject,
  caller: Caller,
  warnings: readonly string[],
): Answer<KubeObject> {
  const resource = resourceOf(target.kind);
  const before = context.store.get(target.kind, target.namespace, target.name);
  if (!before) return refused(notFound(qualified(resource), target.name), warnings);
  const dryRun = caller.dryRun === true;
  const changed = inherit(given, before);

  const request: AdmissionRequest = {
    operation: 'UPDATE',
    object: changed,
    before,
    subresource: target.subresource,
    namespace: target.namespace,
    ...context,
    dryRun,
    cause: caller.cause,
  };
  const admitted = admitMutating(request);
  if (!('object' in admitted)) return refused(admitted, warnings);

  const strategy = strategyOf(target.kind);
  const version = admitted.object.metadata.resourceVersion;
  if (version && version !== before.metadata.resourceVersion)
    return refused(conflict(qualified(resource), target.name, MODIFIED), warnings);
  const object = strategy.prepareForUpdate(admitted.object, before, { ...context, dryRun }, target.subresource);
  const errors = validateUpdate(object, before, target.subresource);
  if (!version && strategy.update === 'needs-version')
    return refused(
      invalid(qualifiedKind(resource), target.name, [
        {
          type: 'FieldValueInvalid',
          path: 'metadata.resourceVersion',
          badValue: 0,
          detail: 'must be specified for an update',
        },
      ]),
      warnings,
    );
  if (errors.length > 0) return refused(invalid(qualifiedKind(resource), target.name, errors), warnings);
  const allWarnings = [...warnings, ...warningsFor(object, before)];
  const refusal = admitValidating({ ...request, object });
  if (refusal) return refused(refusal, allWarnings);

  const versioned = withMetadata(object, { resourceVersion: before.metadata.resourceVersion });
  if (dryRun) return { ok: true, object: versioned, warnings: allWarnings };
  if (sameJson(versioned, before)) return { ok: true, object: before, warnings: allWarnings };
  if (isDone(versioned)) {
    context.store.remove(target.kind, target.namespace, target.name, caller.cause);
    return { ok: true, object: versioned, warnings: allWarnings };
  }
  return { ok: true, object: context.store.update<KubeObject['kind']>(versioned, caller.cause), warnings: allWarnings };
}

/** What an update cannot change of the metadata. @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/registry/rest/update.go BeforeUpdate */
function inherit(object: KubeObject, before: KubeObject): KubeObject {
  const { metadata } = before;
  return withMetadata(object, {
    namespace: metadata.namespace,
    uid: object.metadata.uid || metadata.uid,
    generation: metadata.generation,
    creationTimestamp: metadata.creationTimestamp,
    deletionTimestamp: metadata.deletionTimestamp,
    deletionGracePeriodSeconds: metadata.deletionGracePeriodSeconds,
    generateName: object.metadata.generateName ?? metadata.generateName,
    managedFields: undefined,
  });
}
