import {
  coded,
  forbidden,
  invalid,
  invalidFor,
  quote,
  required,
  tooLong,
  type Errors,
  type Path,
} from '../field-error.ts';
import type { LabelSelector, LabelSelectorRequirement, ObjectMeta, OwnerReference } from '../schema/kinds.ts';
import { byteLength, dns1123Label, labelValue, qualifiedName, type Complaints } from './names.ts';

/** What a kind asks of its names. `generateName` is checked by the same form without its trailing dashes. */
export type NameForm = (name: string) => Complaints;
export type Scope = 'namespaced' | 'cluster';

/**
 * Metadata of a new object, after a name was generated.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateObjectMeta
 */
export function* validateObjectMeta(meta: ObjectMeta, scope: Scope, form: NameForm, at: Path): Errors {
  yield* validateAnyMeta(meta, scope, form, at);
  yield* validateKubernetesFinalizers(meta.finalizers ?? [], at.field('finalizers'));
}

/**
 * Of kinds that do not ask which finalizers are Kubernetes' own.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go ValidateObjectMeta
 */
export function* validateAnyMeta(meta: ObjectMeta, scope: Scope, form: NameForm, at: Path): Errors {
  if (meta.generateName) {
    yield* invalidFor(
      at.field('generateName'),
      meta.generateName,
      form(maskTrailingDash(meta.generateName)),
      'name-format',
    );
  }
  if (!meta.name) yield coded('name-missing', required(at.field('name'), 'name or generateName is required'));
  else yield* invalidFor(at.field('name'), meta.name, form(meta.name), 'name-format');
  yield* validateNamespace(meta.namespace, scope, at.field('namespace'));
  yield* nonNegative(meta.generation ?? 0, at.field('generation'));
  yield* validateLabels(meta.labels, at.field('labels'));
  yield* validateAnnotations(meta.annotations, at.field('annotations'));
  yield* validateOwnerReferences(meta.ownerReferences ?? [], at.field('ownerReferences'));
  yield* validateFinalizers(meta.finalizers ?? [], at.field('finalizers'));
}

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateObjectMetaUpdate */
export function* validateObjectMetaUpdate(meta: ObjectMeta, before: ObjectMeta, at: Path): Errors {
  yield* validateAnyMetaUpdate(meta, before, at);
  yield* validateKubernetesFinalizers(meta.finalizers ?? [], at.field('finalizers'));
}

/** @source …/objectmeta.go ValidateObjectMetaUpdate */
export function* validateAnyMetaUpdate(meta: ObjectMeta, before: ObjectMeta, at: Path): Errors {
  if (before.deletionTimestamp) {
    const added = new Set(meta.finalizers ?? []);
    for (const finalizer of before.finalizers ?? []) added.delete(finalizer);
    if (added.size > 0) {
      const list = `[]string{${[...added].sort().map(quote).join(', ')}}`;
      yield forbidden(
        at.field('finalizers'),
        `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`,
      );
    }
  }
  if (!meta.resourceVersion)
    yield invalid(at.field('resourceVersion'), meta.resourceVersion ?? '', 'must be specified for an update');
  if ((meta.generation ?? 0) < (before.generation ?? 0))
    yield invalid(at.field('generation'), meta.generation ?? 0, 'must not be decremented');
  for (const field of ['name', 'namespace', 'uid'] as const)
    yield* immutable(meta[field] ?? '', before[field] ?? '', at.field(field));
  yield* immutable(meta.creationTimestamp ?? null, before.creationTimestamp ?? null, at.field('creationTimestamp'));
  for (const field of ['deletionTimestamp', 'deletionGracePeriodSeconds'] as const)
    yield* immutable(meta[field] ?? null, before[field] ?? null, at.field(field));
  yield* validateLabels(meta.labels, at.field('labels'));
  yield* validateAnnotations(meta.annotations, at.field('annotations'));
  yield* validateOwnerReferences(meta.ownerReferences ?? [], at.field('ownerReferences'));
}

/** A scalar that may not change. */
export function* immutable(
  value: string | number | boolean | null,
  before: string | number | boolean | null,
  at: Path,
): Errors {
  if (value !== before) yield invalid(at, value, 'field is immutable');
}

/** @param code - under which a negative number is explained; the default speaks of counts */
export function* nonNegative(value: number, at: Path, code = 'replicas-negative'): Errors {
  if (value < 0) yield* invalidFor(at, value, ['must be greater than or equal to 0'], code);
}

/** Keys and values are complained of at the map's own path. @source …/pkg/apis/meta/v1/validation/validation.go ValidateLabels */
export function* validateLabels(labels: Readonly<Record<string, string>> | undefined, at: Path): Errors {
  for (const key in labels) {
    yield* validateLabelName(key, at);
    yield* invalidFor(at, labels[key], labelValue(labels[key] ?? ''), 'label-format');
  }
}

/** @source …/pkg/apis/meta/v1/validation/validation.go ValidateLabelName */
export function* validateLabelName(name: string, at: Path): Errors {
  yield* invalidFor(at, name, qualifiedName(name), 'label-format');
}

const ANNOTATIONS_LIMIT = 262_144;

/** Keys may have capitals, which names may not; all keys and values together have a limit. @source …/pkg/api/validation/objectmeta.go ValidateAnnotations */
export function* validateAnnotations(annotations: Readonly<Record<string, string>> | undefined, at: Path): Errors {
  let size = 0;
  for (const key in annotations) {
    yield* invalidFor(at, key, qualifiedName(key.toLowerCase()));
    size += byteLength(key) + byteLength(annotations[key] ?? '');
  }
  if (size > ANNOTATIONS_LIMIT) yield tooLong(at, ANNOTATIONS_LIMIT);
}

/** @source …/pkg/apis/meta/v1/validation/validation.go ValidateLabelSelector */
export function* validateLabelSelector(selector: LabelSelector | undefined, at: Path): Errors {
  if (!selector) return;
  yield* validateLabels(selector.matchLabels, at.field('matchLabels'));
  for (const [i, requirement] of (selector.matchExpressions ?? []).entries())
    yield* validateLabelSelectorRequirement(requirement, at.field('matchExpressions').index(i));
}

function* validateLabelSelectorRequirement(requirement: LabelSelectorRequirement, at: Path): Errors {
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0)
        yield coded(
          'affinity-values',
          required(at.field('values'), "must be specified when `operator` is 'In' or 'NotIn'"),
        );
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0)
        yield coded(
          'affinity-values',
          forbidden(at.field('values'), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
        );
      break;
    default:
      yield coded(
        'affinity-operator',
        invalid(at.field('operator'), requirement.operator ?? '', 'not a valid selector operator'),
      );
  }
  yield* validateLabelName(requirement.key ?? '', at.field('key'));
  for (const [i, value] of values.entries())
    yield* invalidFor(at.field('values').index(i), value, labelValue(value), 'label-format');
}

function* validateNamespace(namespace: string | undefined, scope: Scope, at: Path): Errors {
  if (scope === 'cluster') {
    if (namespace) yield forbidden(at, 'not allowed on this type');
  } else if (!namespace) yield required(at);
  else yield* invalidFor(at, namespace, dns1123Label(namespace));
}

function* validateOwnerReferences(references: readonly OwnerReference[], at: Path): Errors {
  let controller: string | undefined;
  for (const reference of references) {
    yield* validateOwnerReference(reference, at);
    if (!reference.controller) continue;
    const named = `${reference.kind}/${reference.name}`;
    if (controller !== undefined)
      yield invalid(
        at,
        references.map(shownOwner),
        `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${named}`,
      );
    else controller = named;
  }
}

function* validateOwnerReference(reference: OwnerReference, at: Path): Errors {
  const apiVersion = reference.apiVersion ?? '';
  const [group = '', version = group, tooMuch] = apiVersion.split('/');
  if (version === '' || tooMuch !== undefined)
    yield invalid(at.field('apiVersion'), apiVersion, 'version must not be empty');
  for (const field of ['kind', 'name', 'uid'] as const)
    if (!reference[field]) yield invalid(at.field(field), '', 'must not be empty');
  if ((apiVersion === 'v1' || apiVersion === '/v1') && reference.kind === 'Event')
    yield invalid(at, shownOwner(reference), '/v1, Kind=Event is disallowed from being an owner');
}

/** In the order of the Go struct. */
const shownOwner = ({
  apiVersion,
  kind,
  name,
  uid,
  controller,
  blockOwnerDeletion,
}: OwnerReference): OwnerReference => ({
  apiVersion,
  kind,
  name,
  uid,
  controller,
  blockOwnerDeletion,
});

function* validateFinalizers(finalizers: readonly string[], at: Path): Errors {
  for (const finalizer of finalizers) yield* invalidFor(at, finalizer, qualifiedName(finalizer));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    yield invalid(at, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set');
}

const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

function* validateKubernetesFinalizers(finalizers: readonly string[], at: Path): Errors {
  for (const [i, finalizer] of finalizers.entries())
    if (!finalizer.includes('/') && !STANDARD_FINALIZERS.includes(finalizer))
      yield invalid(at.index(i), finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
}

/** A prefix that ends in a dash is fine: random letters follow it. Upstream passes over the sign before it too. */
function maskTrailingDash(name: string): string {
  if (name.length < 2 || !name.endsWith('-')) return name;
  return `${name.slice(0, name.charCodeAt(name.length - 2) < 128 ? -2 : -1)}a`; // of a longer sign one byte stays
}
