import { Path } from '../field-error.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Subdomain } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateServiceAccount */
export const serviceAccountRules: KindRules<'ServiceAccount'> = {
  create: ({ metadata }) => validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA),
  update: function* ({ metadata }, before) {
    yield* validateObjectMetaUpdate(metadata, before.metadata, METADATA);
    yield* validateObjectMeta(metadata, 'namespaced', dns1123Subdomain, METADATA);
  },
};
