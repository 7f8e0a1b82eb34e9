import { withMetadata } from '../object-metadata.ts';
import type { KubeObject, Namespace } from '../schema/kinds.ts';
import { fieldOf, onlyStatus, withField } from './generation.ts';
import type { Strategy } from './strategy.ts';

const FINALIZER = 'kubernetes';

/**
 * A namespace is Active, and leaves only when its controller has emptied it.
 * @source kubernetes/kubernetes pkg/registry/core/namespace/strategy.go
 */
export const namespaceStrategy: Strategy = {
  prepareForCreate: (object) => {
    const finalizers = (object as Namespace).spec?.finalizers ?? [];
    return {
      ...object,
      spec: {
        ...(object as Namespace).spec,
        finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER],
      },
      status: { phase: 'Active' },
    } as KubeObject;
  },
  prepareForUpdate: (object, before, _context, subresource) =>
    subresource === 'status'
      ? onlyStatus(object, before)
      : withField(
          withField(object, 'spec', {
            ...(fieldOf(object, 'spec') as object),
            finalizers: (before as Namespace).spec?.finalizers,
          }),
          'status',
          fieldOf(before, 'status'),
        ),
  /** A name that was only just generated is the label too. */
  canonicalize: (object) =>
    withMetadata(object, {
      labels: { ...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name },
    }),
  update: 'unconditional',
};
