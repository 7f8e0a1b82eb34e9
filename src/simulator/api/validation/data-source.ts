import { invalid, invalidFor, required, type Errors, type Path } from '../field-error.ts';
import type { PersistentVolumeClaimSpec, TypedObjectReference } from '../schema/kinds.ts';
import { dns1123Label, dns1123Subdomain } from './names.ts';

/**
 * What a claim's volume is filled from. Upstream's messages of two sources that differ name the wrong value, a path.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go validateDataSource, validateDataSourceRef
 */
export function* validateDataSources(spec: PersistentVolumeClaimSpec, at: Path): Errors {
  const { dataSource: source, dataSourceRef: reference } = spec;
  const here = at.field('dataSource');
  if (source) yield* validateReference(source, here);
  if (reference) yield* validateReference(reference, at.field('dataSourceRef'));
  if (!source || !reference) return;
  if (reference.namespace)
    yield invalid(at, shownPath(here), 'may not be specified when dataSourceRef.namespace is specified');
  else if (
    (source.apiGroup ?? null) !== (reference.apiGroup ?? null) ||
    source.kind !== reference.kind ||
    source.name !== reference.name
  )
    yield invalid(at, shownPath(here), 'must match dataSourceRef');
}

function* validateReference({ apiGroup, kind, name, namespace }: TypedObjectReference, at: Path): Errors {
  if (!name) yield required(at.field('name'));
  if (!kind) yield required(at.field('kind'));
  if (!apiGroup && kind !== 'PersistentVolumeClaim')
    yield invalid(at, kind ?? '', "must be 'PersistentVolumeClaim' when referencing the default apiGroup");
  if (apiGroup) yield* invalidFor(at.field('apiGroup'), apiGroup, dns1123Subdomain(apiGroup));
  if (namespace) yield* invalidFor(at.field('namespace'), namespace, dns1123Label(namespace));
}

/** Go prints the path as a value: a struct without public fields. */
const shownPath = (_: Path): object => ({});
