import { withMetadata } from './object-metadata.ts';
import type { Problem } from './problem.ts';
import { sameJson } from './same-json.ts';
import type { KubeObject, OwnerReference } from './schema/kinds.ts';

/**
 * An owner that is named twice in the very same words is kept once.
 * @param when - a patch is looked at only after admission, which its warning tells
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/rest.go dedupOwnerReferencesAndAddWarning
 */
export function withOwnersOnce(
  object: KubeObject,
  when: '' | ' after mutating admission happens' = '',
): { readonly object: KubeObject; readonly warnings: readonly Problem[] } {
  const kept: OwnerReference[] = [];
  const twice: string[] = [];
  for (const owner of object.metadata.ownerReferences ?? [])
    if (kept.some((other) => sameJson(other, owner))) twice.push(owner.uid ?? '');
    else kept.push(owner);
  if (twice.length === 0) return { object, warnings: [] };
  const text = `.metadata.ownerReferences contains duplicate entries${when}; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ${twice.join(', ')}`;
  return { object: withMetadata(object, { ownerReferences: kept }), warnings: [{ text }] };
}
