import { invalid, invalidFor, Path } from '../field-error.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { dns1123Label, qualifiedName } from './names.ts';
import type { KindRules } from './kind-rules.ts';

const METADATA = Path.root('metadata');
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** @source kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateNamespace, ValidateNamespaceUpdate */
export const namespaceRules: KindRules<'Namespace'> = {
  create: function* ({ metadata, spec }) {
    yield* validateObjectMeta(metadata, 'cluster', dns1123Label, METADATA);
    const at = Path.root('spec').field('finalizers');
    for (const finalizer of spec?.finalizers ?? []) {
      yield* invalidFor(at, finalizer, qualifiedName(finalizer));
      if (!finalizer.includes('/') && !STANDARD_FINALIZERS.includes(finalizer))
        yield invalid(at, finalizer, 'name is neither a standard finalizer name nor is it fully qualified');
    }
  },
  update: ({ metadata }, before) => validateObjectMetaUpdate(metadata, before.metadata, METADATA),
  subresources: { status: ({ metadata }, before) => validateObjectMetaUpdate(metadata, before.metadata, METADATA) },
};
