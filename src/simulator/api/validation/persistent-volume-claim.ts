import { compareQuantities, parseQuantity } from '../../quantity.ts';
import { forbidden, goJson, Path, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec, TypedLocalObjectReference } from '../schema/kinds.ts';
import { unifiedDiff } from '../unified-diff.ts';
import { immutablePointer } from './immutable.ts';
import { validateClaimSpec } from './claim-template.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import { shownMap, shownSelector } from './shown.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePersistentVolumeClaim, ValidatePersistentVolumeClaimUpdate */
export const persistentVolumeClaimRules: KindRules<'PersistentVolumeClaim'> = {
  create: validateClaim,
  update: function* (claim, before) {
    yield* validateObjectMetaUpdate(claim.metadata, before.metadata, METADATA);
    yield* validateClaim(claim);
    yield* validateChange(claim, before);
  },
  subresources: { status: ({ metadata }, before) => validateObjectMetaUpdate(metadata, before.metadata, METADATA) },
};

function* validateClaim({ metadata, spec }: PersistentVolumeClaim): Errors {
  yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  yield* validateClaimSpec(spec ?? {}, SPEC);
}

/** A claim gets its volume and its class once; a bound one may ask for more space. */
function* validateChange({ spec, status }: PersistentVolumeClaim, before: PersistentVolumeClaim): Errors {
  const size = spec.resources?.requests?.['storage'];
  const had = before.spec.resources?.requests?.['storage'];
  const mayGrow = status?.phase === 'Bound' && spec.resources?.requests && had !== undefined;
  const resources = mayGrow
    ? { ...spec.resources, requests: { ...spec.resources?.requests, storage: had } }
    : spec.resources;
  const now = { ...spec, resources, volumeAttributesClassName: before.spec.volumeAttributesClassName };
  const last = {
    ...before.spec,
    volumeName: before.spec.volumeName || spec.volumeName,
    storageClassName: before.spec.storageClassName ?? spec.storageClassName,
  };
  if (!sameJson(now, last))
    yield forbidden(
      SPEC,
      `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${unifiedDiff(goJson(shownSpec(last), ' '), goJson(shownSpec(now), ' '))}`,
    );
  const [wanted, owned] = [parseQuantity(size ?? '0'), parseQuantity(had ?? '0')];
  const given = parseQuantity(before.status?.capacity?.['storage'] ?? '0');
  if (wanted && owned && given && compareQuantities(wanted, owned) < 0 && compareQuantities(wanted, given) <= 0)
    yield forbidden(
      SPEC.field('resources').field('requests').field('storage'),
      'field can not be less than status.capacity',
    );
  yield* immutablePointer(spec.volumeMode, before.spec.volumeMode, Path.root('volumeMode'));
}

/** As the internal Go type prints. */
const shownSpec = (spec: PersistentVolumeClaimSpec): unknown => ({
  AccessModes: spec.accessModes ?? null,
  Selector: shownSelector(spec.selector),
  Resources: { Limits: shownMap(spec.resources?.limits), Requests: shownMap(spec.resources?.requests) },
  VolumeName: spec.volumeName ?? '',
  StorageClassName: spec.storageClassName ?? null,
  VolumeMode: spec.volumeMode ?? null,
  DataSource: spec.dataSource ? reference(spec.dataSource) : null,
  DataSourceRef: spec.dataSourceRef
    ? { ...reference(spec.dataSourceRef), Namespace: spec.dataSourceRef.namespace ?? null }
    : null,
  VolumeAttributesClassName: spec.volumeAttributesClassName ?? null,
});

const reference = ({ apiGroup, kind, name }: TypedLocalObjectReference): object => ({
  APIGroup: apiGroup ?? null,
  Kind: kind,
  Name: name,
});
