import { goQuote } from '../go-quote.ts';
import { admissionWarnings, admitMutating, admitValidating, type AdmissionRequest } from './admission/admission.ts';
import { leavesOf } from './apply/field-paths.ts';
import { typedProblems } from './apply/typed-problems.ts';
import { serverSideApply } from './apply/server-side-apply.ts';
import { createObject, NO_SUCH_PATH, readBody, type Body } from './create-object.ts';
import type { ServerContext } from './create-server.ts';
import { isDone } from './delete-object.ts';
import type { JsonObject } from './json.ts';
import { withMetadata } from './object-metadata.ts';
import { withOwnersOnce } from './owner-references.ts';
import { applyPatch } from './patch/patch.ts';
import { refused } from './refused.ts';
import { deprecation, findResource, qualified, qualifiedKind, resourceOf, type Resource } from './resources.ts';
import { sameJson } from './same-json.ts';
import { patchedScale, readScale, rescaled } from './scale.ts';
import type { KubeObject } from './schema/kinds.ts';
import type { Caller, Patch, Target } from './server.ts';
import { badRequest, conflict, invalid, notFound, type Answer, type StatusError } from './status-error.ts';
import { hasSubresource } from './subresource.ts';
import { withoutDisabledFields } from './strategies/disabled-fields.ts';
import { strategyOf, type Strategy } from './strategies/strategy.ts';
import { validateUpdate } from './validation/validation.ts';
import { warningsFor } from './validation/warnings.ts';
import { toServedVersion } from './versions.ts';
import { withEmptyOf, withoutEmpty } from './without-empty.ts';

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
  if (target.subresource === 'scale') return scaleObject(context, target, () => readScale(given), caller);
  const resource = requested({ ...target, apiVersion: String(given['apiVersion']) });
  if (target.subresource && !hasSubresource(resource, target.subresource)) return refused(NO_SUCH_PATH);
  const read = readBody(given, resource, caller);
  if ('error' in read) return refused(read.error);
  const misnamed = nameProblem(read.object, target);
  if (misnamed) return refused(misnamed, read.warnings);
  const other = uidProblem(context, read.object, target);
  if (other) return refused(other, read.warnings);
  const owned = withOwnersOnce(read.object);
  const body = { ...read, object: owned.object, warnings: [...read.warnings, ...owned.warnings] };
  return served(replaceStored(context, target, body, caller), resource);
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/patch.go */
export function patchObject(context: ServerContext, target: Target, patch: Patch, caller: Caller): Answer<KubeObject> {
  const resource = requested(target);
  const before = context.store.get(target.kind, target.namespace, target.name) as KubeObject | undefined;
  if (target.subresource && !hasSubresource(resource, target.subresource)) return refused(NO_SUCH_PATH);
  if (patch.type === 'apply') return applyObject(context, target, patch, caller);
  if (target.subresource === 'scale') return scaleObject(context, target, patchedScale(patch, caller), caller);
  if (!before) return refused(notFound(qualified(resource), target.name));
  const patched = applyPatch(toServedVersion(before, resource) as unknown as JsonObject, patch, resource, caller);
  return 'error' in patched ? refused(patched.error) : putPatched(context, target, patched.object, caller);
}

function scaleObject(
  context: ServerContext,
  target: Target,
  next: Parameters<typeof rescaled>[2],
  caller: Caller,
): Answer<KubeObject> {
  const scaled = rescaled(context, target, next);
  if ('error' in scaled) return refused(scaled.error);
  return replaceStored(context, target, { object: scaled.object, warnings: [], hasEmpty: false }, caller);
}

function putPatched(context: ServerContext, target: Target, patched: JsonObject, caller: Caller): Answer<KubeObject> {
  const resource = requested(target);
  const read = readBody({ ...patched, kind: resource.kind }, resource, caller); // a patch's kind is passed over
  if ('error' in read) return refused(read.error);
  const misnamed = nameProblem(read.object, target);
  if (misnamed) return refused(misnamed, read.warnings);
  return served(replaceStored(context, target, read, caller), resource);
}

/** What is put or patched is what the URL names. @source …/handlers/rest.go checkName */
function nameProblem({ metadata }: KubeObject, target: Target): StatusError | undefined {
  const { name, namespace } = metadata;
  if (!name)
    return badRequest(`the name of the object (${target.name} based on URL) was undeterminable: name must be provided`);
  if (name !== target.name)
    return badRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`);
  return namespace && target.namespace && namespace !== target.namespace
    ? badRequest('the namespace of the provided object does not match the namespace sent on the request')
    : undefined;
}

/** Who puts an object by its uid means no other of its name. @source …/registry/rest/update.go Preconditions */
function uidProblem({ store }: ServerContext, { metadata }: KubeObject, target: Target): StatusError | undefined {
  const { kind, namespace, name } = target;
  const before = store.get(kind, namespace, name);
  if (!before || !metadata.uid || metadata.uid === before.metadata.uid) return undefined;
  const resource = resourceOf(kind);
  const key = ['/registry', resource.plural, ...(namespace ? [namespace] : []), name].join('/');
  const why = `Precondition failed: UID in precondition: ${metadata.uid}, UID in object meta: ${before.metadata.uid}`;
  return conflict(
    qualified(resource),
    name,
    `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`,
  );
}

/** The resource in the version that a request speaks. */
const requested = ({ kind, apiVersion }: Target): Resource =>
  (apiVersion === undefined ? undefined : findResource(apiVersion, kind)) ?? resourceOf(kind);

const served = (answer: Answer<KubeObject>, resource: Resource): Answer<KubeObject> =>
  answer.ok ? { ...answer, object: toServedVersion(answer.object, resource) } : answer;

/** PATCH of type apply: creates what is not there. */
function applyObject(
  context: ServerContext,
  target: Target,
  { body, force }: Extract<Patch, { readonly type: 'apply' }>,
  caller: Caller,
): Answer<KubeObject> {
  const resource = requested({ ...target, apiVersion: String(body['apiVersion']) });
  const untyped = typedProblem(body, resource, target);
  if (untyped) return refused(untyped);
  const manager = caller.fieldManager ?? 'unknown';
  const before = context.store.get(target.kind, target.namespace, target.name) as KubeObject | undefined;
  if (!before) {
    const answer = createObject(context, body, target.namespace, caller);
    if (answer.ok && !caller.dryRun)
      context.owners.noteApply(
        answer.object.metadata.uid,
        manager,
        leavesOf(body, resource.definition),
        leavesOf(answer.object as unknown as JsonObject, resource.definition),
      );
    return answer;
  }
  const applied = serverSideApply(before, body, manager, force, resource, context.owners);
  if ('error' in applied) return refused(applied.error);
  const answer = putPatched(context, target, applied.object, withoutManager(caller));
  if (answer.ok && !caller.dryRun)
    context.owners.noteApply(before.metadata.uid, manager, applied.leaves, applied.forced);
  return answer;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/managedfields/internal/structuredmerge.go Apply */
function typedProblem(body: JsonObject, resource: Resource, { namespace = '', name }: Target): StatusError | undefined {
  const kind = `${resource.group}/${resource.version}, Kind=${String(body['kind'])}`;
  if (body['kind'] !== resource.kind) return badRequest(`invalid object type: ${kind}`);
  const problems = typedProblems(body, { type: `#${resource.definition}` });
  if (problems.length === 0) return undefined;
  const told = problems.length === 1 ? problems[0]! : `errors:\n${problems.map((text) => `  ${text}`).join('\n')}`;
  const message = `failed to create typed patch object (${namespace}/${name}; ${kind}): ${told}`;
  return { code: 500, reason: '', message };
}

/** Puts the body's object in the place of the stored object, by all the rules of an update. */
function replaceStored(
  context: ServerContext,
  target: Target,
  { object: given, hasEmpty, warnings: early }: Body,
  caller: Caller,
): Answer<KubeObject> {
  const resource = resourceOf(target.kind);
  const told = [...deprecation(resource), ...early];
  const before = context.store.get(target.kind, target.namespace, target.name);
  if (!before) return refused(notFound(qualified(resource), target.name), told);
  const dryRun = caller.dryRun === true;
  const strategy = strategyOf(target.kind);
  const changed = inherit(hasEmpty ? withoutEmpty(given) : given, before, strategy);

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
  if (!('object' in admitted)) return refused(admitted, told);
  const owned = withOwnersOnce(admitted.object, ' after mutating admission happens');
  const warnings = [...told, ...owned.warnings];

  const version = owned.object.metadata.resourceVersion;
  const unreadable = versionProblem(version ?? '');
  if (unreadable) return refused(unreadable, warnings);
  if (version && version !== before.metadata.resourceVersion)
    return refused(conflict(qualified(resource), target.name, MODIFIED), warnings);
  const enabled = withoutDisabledFields(owned.object, before as KubeObject);
  const prepared = strategy.prepareForUpdate(enabled, before, { ...context, dryRun }, target.subresource);
  // whether a change is one is asked without what is empty; messages then show that
  const found = validateUpdate(prepared, before, target.subresource);
  const errors =
    found.length > 0 && hasEmpty ? validateUpdate(withEmptyOf(prepared, given), before, target.subresource) : found;
  if (errors.length > 0) return refused(invalid(qualifiedKind(resource), target.name, errors), warnings);
  const object = strategy.canonicalize?.(prepared) ?? prepared;
  const allWarnings = [...warnings, ...warningsFor(prepared, before), ...admissionWarnings({ ...request, object })];
  const refusal = admitValidating({ ...request, object });
  if (refusal) return refused(refusal, allWarnings);

  const versioned = withMetadata(object, { resourceVersion: before.metadata.resourceVersion });
  if (dryRun) return { ok: true, object: versioned, warnings: allWarnings };
  if (sameJson(versioned, before)) return { ok: true, object: before, warnings: allWarnings };
  if (isDone(versioned)) {
    context.store.remove(target.kind, target.namespace, target.name, caller.cause);
    return { ok: true, object: versioned, warnings: allWarnings };
  }
  const stored = context.store.update<KubeObject['kind']>(versioned, caller.cause);
  noteOwner(context, caller, target, before, stored, resource);
  return { ok: true, object: stored, warnings: allWarnings };
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/storage/api_object_versioner.go ObjectResourceVersion */
const versionProblem = (version: string): StatusError | undefined =>
  /^\d*$/.test(version)
    ? undefined
    : { code: 500, reason: '', message: `strconv.ParseUint: parsing ${goQuote(version)}: invalid syntax` };

/** The owners of a server-side apply are noted apart. */
const withoutManager = ({ fieldManager: _, ...caller }: Caller): Caller => caller;

function noteOwner(
  { owners }: ServerContext,
  caller: Caller,
  { subresource }: Target,
  before: KubeObject,
  after: KubeObject,
  { definition }: Resource,
): void {
  if (caller.fieldManager === undefined) return;
  owners.noteUpdate(
    after.metadata.uid,
    { name: caller.fieldManager, operation: 'Update', subresource },
    before as unknown as JsonObject,
    after as unknown as JsonObject,
    definition,
  );
}

/** What an update cannot change of the metadata. @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/registry/rest/update.go BeforeUpdate */
function inherit(object: KubeObject, before: KubeObject, strategy: Strategy): KubeObject {
  const { metadata } = before;
  return withMetadata(object, {
    namespace: metadata.namespace,
    uid: object.metadata.uid || metadata.uid,
    resourceVersion:
      object.metadata.resourceVersion || (strategy.update === 'unconditional' ? metadata.resourceVersion : undefined),
    generation: metadata.generation,
    creationTimestamp: metadata.creationTimestamp,
    deletionTimestamp: metadata.deletionTimestamp ?? object.metadata.deletionTimestamp,
    deletionGracePeriodSeconds: object.metadata.deletionGracePeriodSeconds ?? metadata.deletionGracePeriodSeconds,
    generateName: object.metadata.generateName ?? metadata.generateName,
    managedFields: undefined,
  });
}
