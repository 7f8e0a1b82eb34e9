import { parseQuantity } from '../../quantity.ts';
import { forbidden, invalid, invalidFor, notSupported, Path, required, type Errors } from '../field-error.ts';
import type { PersistentVolumeSpec } from '../schema/kinds.ts';
import { validateNodeSelector } from './affinity.ts';
import { immutablePointer } from './immutable.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { SOURCE_NAMES, validatePersistentVolumeSource } from './persistent-volume-source.ts';
import { shownMap } from './shown.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const RECLAIM_POLICIES = ['Delete', 'Recycle', 'Retain'];
const VOLUME_MODES = ['Block', 'Filesystem'];
/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolume */
export const persistentVolumeRules: KindRules<'PersistentVolume'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'cluster', dns1123Subdomain, METADATA);
    yield* validateSpec(spec ?? {});
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateObjectMeta(metadata, 'cluster', dns1123Subdomain, METADATA);
    yield* validateSpec(spec ?? {});
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    const of = (from: PersistentVolumeSpec | undefined): string =>
      JSON.stringify(SOURCE_NAMES.map((source) => from?.[source] ?? null));
    if (of(spec) !== of(before.spec))
      yield forbidden(SPEC.field('persistentvolumesource'), 'spec.persistentvolumesource is immutable after creation');
    yield* immutablePointer(spec?.volumeMode, before.spec?.volumeMode, SPEC.field('volumeMode'));
  },
  subresources: { status: ({ metadata }, before) => validateObjectMetaUpdate(metadata, before.metadata, METADATA) },
};

function* validateSpec(spec: PersistentVolumeSpec): Errors {
  const modes = spec.accessModes ?? [];
  if (modes.length === 0) yield required(SPEC.field('accessModes'));
  for (const mode of modes)
    if (!ACCESS_MODES.includes(mode)) yield notSupported(SPEC.field('accessModes'), mode, ACCESS_MODES);
  if (modes.includes('ReadWriteOncePod') && modes.length > 1)
    yield forbidden(SPEC.field('accessModes'), 'may not use ReadWriteOncePod with other access modes');
  yield* validateCapacity(spec.capacity, SPEC.field('capacity'));
  const reclaim = spec.persistentVolumeReclaimPolicy ?? '';
  if (reclaim !== '' && !RECLAIM_POLICIES.includes(reclaim))
    yield notSupported(SPEC.field('persistentVolumeReclaimPolicy'), reclaim, RECLAIM_POLICIES);
  if (spec.nodeAffinity) {
    const at = SPEC.field('nodeAffinity').field('required');
    if (spec.nodeAffinity.required) yield* validateNodeSelector(spec.nodeAffinity.required, at);
    else yield required(at, 'must specify required node constraints');
  }
  yield* validatePersistentVolumeSource(spec, SPEC);
  if (spec.hostPath?.path === '/' && reclaim === 'Recycle')
    yield forbidden(SPEC.field('persistentVolumeReclaimPolicy'), "may not be 'recycle' for a hostPath mount of '/'");
  if (spec.storageClassName)
    yield* invalidFor(SPEC.field('storageClassName'), spec.storageClassName, dns1123Subdomain(spec.storageClassName));
  if (spec.volumeMode !== undefined && !VOLUME_MODES.includes(spec.volumeMode))
    yield notSupported(SPEC.field('volumeMode'), spec.volumeMode, VOLUME_MODES);
  const attributes = spec.volumeAttributesClassName;
  if (attributes === undefined) return;
  const at = SPEC.field('volumeAttributesClassName');
  if (attributes === '') yield required(at, 'an empty string is disallowed');
  else yield* invalidFor(at, attributes, dns1123Subdomain(attributes));
  if (!spec.csi) yield required(SPEC.field('csi'), 'has to be specified when using volumeAttributesClassName');
}

function* validateCapacity(given: Readonly<Record<string, string>> | undefined, at: Path): Errors {
  const capacity = given ?? {};
  const names = Object.keys(capacity);
  if (names.length === 0) yield required(at);
  if (capacity['storage'] === undefined || names.length > 1) yield notSupported(at, shownMap(given), ['storage']);
  for (const name of names) {
    const amount = parseQuantity(capacity[name] ?? '0');
    if (amount && amount.mantissa <= 0n) yield invalid(at.key(name), amount.canonical, 'must be greater than zero');
  }
}
