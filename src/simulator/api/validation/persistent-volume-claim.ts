import { compareQuantities, parseQuantity } from '../../quantity.ts';
import { forbidden, Path, type Errors } from '../field-error.ts';
import { sameJson } from '../same-json.ts';
import type { PersistentVolumeClaim } from '../schema/kinds.ts';
import { validateClaimSpec } from './claim-template.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
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

/** A claim gets its volume once; a bound one may ask for more space. */
function* validateChange({ spec, status }: PersistentVolumeClaim, before: PersistentVolumeClaim): Errors {
  const size = spec.resources?.requests?.['storage'];
  const grown =
    status?.phase === 'Bound' && spec.resources?.requests
      ? { ...spec.resources, requests: { ...spec.resources.requests, storage: before.spec.resources?.requests?.['storage'] } }
      : spec.resources;
  const now = { ...spec, resources: grown, volumeAttributesClassName: before.spec.volumeAttributesClassName };
  const last = { ...before.spec, volumeName: before.spec.volumeName || spec.volumeName };
  if (!sameJson(now, last))
    yield forbidden(
      SPEC,
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    );
  const [wanted, had] = [parseQuantity(size ?? '0'), parseQuantity(before.spec.resources?.requests?.['storage'] ?? '0')];
  const given = parseQuantity(before.status?.capacity?.['storage'] ?? '0');
  if (wanted && had && given && compareQuantities(wanted, had) < 0 && compareQuantities(wanted, given) <= 0)
    yield forbidden(
      SPEC.field('resources').field('requests').field('storage'),
      'field can not be less than status.capacity',
    );
}
