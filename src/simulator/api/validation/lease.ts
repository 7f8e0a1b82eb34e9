import { invalid, Path, type Errors } from '../field-error.ts';
import type { LeaseSpec } from '../schema/kinds.ts';
import { validateAnyMeta, validateAnyMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const SPEC = Path.root('spec');

/** @source kubernetes/kubernetes pkg/apis/coordination/validation/validation.go ValidateLease */
export const leaseRules: KindRules<'Lease'> = {
  create: function* ({ metadata, spec }) {
    yield* validateAnyMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
    yield* validateSpec(spec ?? {});
  },
  update: function* ({ metadata, spec }, before) {
    yield* validateAnyMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateSpec(spec ?? {});
  },
};

function* validateSpec({ leaseDurationSeconds: seconds, leaseTransitions: turns }: LeaseSpec): Errors {
  if (seconds !== undefined && seconds <= 0)
    yield invalid(SPEC.field('leaseDurationSeconds'), seconds, 'must be greater than 0');
  if (turns !== undefined && turns < 0)
    yield invalid(SPEC.field('leaseTransitions'), turns, 'must be greater than or equal to 0');
}
