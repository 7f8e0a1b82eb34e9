import type { NamespaceCondition } from '../api/schema/kinds.ts';

/** What is left in a namespace that ends, of one resource ("pods.", "deployments.apps"). */
export interface Remaining {
  readonly resource: string;
  readonly objects: number;
  /** How many objects each finalizer still holds. */
  readonly finalizers: ReadonlyMap<string, number>;
}

/**
 * The conditions of a namespace that ends, with the times of those that are as they were.
 * @source kubernetes/kubernetes pkg/controller/namespace/deletion/status_condition_utils.go
 */
export function deletionConditions(
  remaining: readonly Remaining[],
  before: readonly NamespaceCondition[] | undefined,
  now: string,
): readonly NamespaceCondition[] {
  const contents = remaining.map(({ resource, objects }) => `${resource} has ${objects} resource instances`).sort();
  const finalizers = new Map<string, number>();
  for (const one of remaining)
    for (const [name, count] of one.finalizers) finalizers.set(name, (finalizers.get(name) ?? 0) + count);
  const held = [...finalizers].map(([name, count]) => `${name} in ${count} resource instances`).sort();
  const said = [
    ['NamespaceDeletionDiscoveryFailure', 'False', 'ResourcesDiscovered', 'All resources successfully discovered'],
    [
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ],
    [
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ],
    contents.length > 0
      ? [
          'NamespaceContentRemaining',
          'True',
          'SomeResourcesRemain',
          `Some resources are remaining: ${contents.join(', ')}`,
        ]
      : ['NamespaceContentRemaining', 'False', 'ContentRemoved', 'All content successfully removed'],
    held.length > 0
      ? [
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${held.join(', ')}`,
        ]
      : [
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ],
  ] as const;
  return said.map(([type = '', status = '', reason, message]) => {
    const old = before?.find((condition) => condition.type === type);
    const lastTransitionTime = old?.status === status ? (old.lastTransitionTime ?? now) : now;
    return { type, status, lastTransitionTime, reason, message };
  });
}
