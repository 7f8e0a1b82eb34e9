import { parseQuantity } from '../../quantity.ts';
import { forbidden, invalid, notSupported, required, type Errors, type Path } from '../field-error.ts';
import type { PersistentVolumeClaimSpec, PersistentVolumeClaimTemplate } from '../schema/kinds.ts';
import { invalidFor } from '../field-error.ts';
import { validateAnnotations, validateLabelSelector, validateLabels } from './metadata.ts';
import { validateDataSources } from './data-source.ts';
import { dns1123Subdomain } from './names.ts';

/**
 * The claim that a generic ephemeral volume makes for its pod; of its metadata only labels and annotations may be given.
 * @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaimTemplate
 */
export function* validateClaimTemplate(template: PersistentVolumeClaimTemplate, at: Path): Errors {
  const metadata = template.metadata ?? {};
  yield* validateAnnotations(metadata.annotations, at.field('metadata').field('annotations'));
  yield* validateLabels(metadata.labels, at.field('metadata').field('labels'));
  for (const field of Object.keys(metadata))
    if (field !== 'annotations' && field !== 'labels')
      yield forbidden(at.field('metadata').field(field), 'cannot be set');
  yield* validateClaimSpec(template.spec, at.field('spec'));
}

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const VOLUME_MODES = ['Block', 'Filesystem'];

/** @source …/validation.go ValidatePersistentVolumeClaimSpec */
export function* validateClaimSpec(spec: PersistentVolumeClaimSpec, at: Path): Errors {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) yield required(at.field('accessModes'), 'at least 1 access mode is required');
  yield* validateLabelSelector(spec.selector, at.field('selector'));
  for (const mode of modes)
    if (!ACCESS_MODES.includes(mode)) yield notSupported(at.field('accessModes'), mode, ACCESS_MODES);
  if (
    modes.includes('ReadWriteOncePod') &&
    modes.some((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode))
  )
    yield forbidden(at.field('accessModes'), 'may not use ReadWriteOncePod with other access modes');
  const storage = spec.resources?.requests?.['storage'];
  if (storage === undefined) yield required(at.field('resources').key('storage'));
  else if ((parseQuantity(storage)?.mantissa ?? 0n) <= 0n)
    yield invalid(at.field('resources').key('storage'), storage, 'must be greater than zero');
  if (spec.storageClassName)
    yield* invalidFor(at.field('storageClassName'), spec.storageClassName, dns1123Subdomain(spec.storageClassName));
  if (spec.volumeMode !== undefined && !VOLUME_MODES.includes(spec.volumeMode))
    yield notSupported(at.field('volumeMode'), spec.volumeMode, VOLUME_MODES);
  yield* validateDataSources(spec, at);
  if (spec.volumeAttributesClassName)
    yield* invalidFor(
      at.field('volumeAttributesClassName'),
      spec.volumeAttributesClassName,
      dns1123Subdomain(spec.volumeAttributesClassName),
    );
}
