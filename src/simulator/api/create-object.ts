import { goQuote } from '../go-quote.ts';
import { timestamp } from '../timestamp.ts';
import { admissionWarnings, admitMutating, admitValidating, type AdmissionRequest } from './admission/admission.ts';
import type { ServerContext } from './create-server.ts';
import { decode } from './decode.ts';
import { applyDefaults } from './defaults/defaults.ts';
import type { JsonObject } from './json.ts';
import { withMetadata } from './object-metadata.ts';
import { withOwnersOnce } from './owner-references.ts';
import type { Problem } from './problem.ts';
import { refused } from './refused.ts';
import {
  apiVersionOf,
  deprecation,
  findResource,
  qualified,
  qualifiedKind,
  resourceOf,
  type Resource,
} from './resources.ts';
import type { KubeObject } from './schema/kinds.ts';
import type { Caller } from './server.ts';
import { alreadyExists, badRequest, invalid, type Answer, type StatusError } from './status-error.ts';
import { withoutDisabledFields } from './strategies/disabled-fields.ts';
import { strategyOf } from './strategies/strategy.ts';
import { validateCreate } from './validation/validation.ts';
import { warningsFor } from './validation/warnings.ts';
import { toServedVersion, toStoredVersion } from './versions.ts';
import { withoutEmpty } from './without-empty.ts';

/** The status of a request for a path that nobody serves. */
export const NO_SUCH_PATH: StatusError = {
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
};

/**
 * POST of an object.
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/create.go, pkg/registry/rest/create.go BeforeCreate
 */
export function createObject(
  context: ServerContext,
  given: JsonObject,
  namespace: string | undefined,
  caller: Caller,
): Answer<KubeObject> {
  const resource = findResource(String(given['apiVersion']), String(given['kind']));
  if (!resource) return refused(NO_SUCH_PATH);
  const old = deprecation(resource);
  const read = readBody(given, resource, caller);
  if ('error' in read) return refused(read.error, old);
  const within = resource.namespaced ? namespace : undefined;
  const misplaced = namespaceProblem(read.object, within);
  if (misplaced) return refused(misplaced, old);
  const owned = withOwnersOnce(read.object);
  const placed = withMetadata(owned.object, { namespace: within });
  const early = [...old, ...read.warnings, ...owned.warnings];

  const dryRun = caller.dryRun === true;
  const request: AdmissionRequest = {
    operation: 'CREATE',
    object: placed,
    namespace: within,
    ...context,
    dryRun,
    cause: caller.cause,
  };
  const admitted = admitMutating(request);
  if (!('object' in admitted)) return refused(admitted, early);

  const mutated = context.webhook?.(admitted.object) ?? admitted.object;
  const strategy = strategyOf(resource.kind);
  const enabled = withoutDisabledFields(newObject(mutated, context));
  const prepared = strategy.prepareForCreate(enabled, { ...context, dryRun });
  const told = [...early, ...(strategy.warningsOnPrepare?.(enabled) ?? []).map((text) => ({ text }))];
  const errors = validateCreate(prepared);
  if (errors.length > 0) return refused(invalid(qualifiedKind(resource), prepared.metadata.name, errors), told);
  const registered = [...told, ...warningsFor(prepared)];
  const valid = strategy.canonicalize?.(prepared) ?? prepared;
  const object = read.hasEmpty ? withoutEmpty(valid) : valid;
  const warnings = [...registered, ...admissionWarnings({ ...request, object: valid })];
  const refusal = admitValidating({ ...request, object: valid });
  if (refusal) return refused(refusal, warnings);
  if (!dryRun && isVersion(read.object.metadata.resourceVersion)) return refused(VERSION_ON_CREATE, warnings);
  if (context.store.get(resource.kind, within, object.metadata.name))
    return refused(alreadyExists(qualified(resource), object.metadata.name), warnings);
  if (dryRun) return { ok: true, object: toServedVersion(object, resource), warnings };
  const stored = context.store.create<KubeObject['kind']>(object, caller.cause);
  if (caller.fieldManager !== undefined)
    context.owners.noteUpdate(
      stored.metadata.uid,
      { name: caller.fieldManager, operation: 'Update' },
      undefined,
      stored as unknown as JsonObject,
      resourceOf(resource.kind).definition,
    );
  return { ok: true, object: toServedVersion(stored, resource), warnings };
}

const UNKNOWN = 'field-unknown';

export interface Body {
  readonly object: KubeObject;
  readonly warnings: readonly Problem[];
  /** Whether the object has empty values that are not stored. */
  readonly hasEmpty: boolean;
}

/** The body of a POST or PUT as an object of its kind, with its defaults, in the version that is stored. */
export function readBody(
  given: JsonObject,
  resource: Resource,
  caller: Caller,
): Body | { readonly error: StatusError } {
  const decoded = decode(given, resource.definition);
  const kind = String(given['kind']);
  const cannot = `${kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: `;
  if (kind !== resource.kind) {
    const why = `no kind "${kind}" is registered for version "${apiVersionOf(resource)}" in scheme "pkg/runtime/scheme.go:111"`;
    return { error: badRequest(`${cannot}${why}`, 'kind-unknown') };
  }
  if (!decoded.ok) return { error: badRequest(`${cannot}${decoded.problem.text}`, decoded.problem.code) };
  const unknown = decoded.strict.map((path) => `unknown field ${goQuote(path)}`);
  if (unknown.length > 0 && caller.fieldValidation === 'Strict')
    return { error: badRequest(`${cannot}strict decoding error: ${unknown.join(', ')}`, UNKNOWN) };
  const object = applyDefaults(toStoredVersion(withoutOwnEmptyLabels(decoded.object), resource));
  return {
    hasEmpty: decoded.hasEmpty,
    object: object as unknown as KubeObject,
    warnings: caller.fieldValidation === 'Warn' ? unknown.map((text) => ({ text, code: UNKNOWN })) : [],
  };
}

/** Empty labels of a template are told in messages; those of the object itself nowhere. */
function withoutOwnEmptyLabels(object: JsonObject): JsonObject {
  const metadata = object['metadata'] as JsonObject;
  const { labels, ...others } = metadata;
  return labels && Object.keys(labels).length === 0 ? { ...object, metadata: others } : object;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/storage/etcd3/store.go Create: a dry run does not get there */
const VERSION_ON_CREATE: StatusError = {
  code: 500,
  reason: '',
  message: 'resourceVersion should not be set on objects to be created',
};

const isVersion = (version: string | undefined): boolean => /^0*[1-9]\d*$/.test(version ?? '');

function namespaceProblem(object: KubeObject, namespace: string | undefined): StatusError | undefined {
  const own = object.metadata.namespace;
  return own && namespace !== undefined && own !== namespace
    ? badRequest('the namespace of the provided object does not match the namespace sent on the request')
    : undefined;
}

/** Fills in what the system gives a new object; what it alone may set is taken out. */
function newObject(object: KubeObject, { clock, random }: ServerContext): KubeObject {
  const { name, generateName } = object.metadata;
  return withMetadata(object, {
    name: name || (generateName ? generateName.slice(0, MAX_GENERATED_BASE) + random.suffix(SUFFIX) : ''),
    uid: random.uuid(),
    creationTimestamp: timestamp(clock),
    resourceVersion: undefined,
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
    managedFields: undefined,
    selfLink: undefined,
  });
}

/** @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/storage/names/generate.go */
const SUFFIX = 5;
const MAX_GENERATED_BASE = 63 - SUFFIX;
