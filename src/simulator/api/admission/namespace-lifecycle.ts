import { notFound } from '../status-error.ts';
import type { AdmissionPlugin } from './admission.ts';
import { forbidden } from './refusal.ts';

const IMMORTAL: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

/**
 * Nothing is created in a namespace that does not exist or is being deleted; the first namespaces stay.
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/admission/plugin/namespace/lifecycle/admission.go
 */
export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  kinds: 'all',
  mutate: (request) => {
    const { object, operation, namespace, store } = request;
    if (object.kind === 'Namespace' || namespace === undefined || operation === 'DELETE') return { object };
    const found = store.get('Namespace', undefined, namespace);
    if (!found) return { ...notFound('namespaces', namespace), explainedAs: 'namespace-unknown' };
    if (operation === 'CREATE' && found.status.phase === 'Terminating')
      return forbidden(
        request,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
      );
    return { object };
  },
  validate: (request) =>
    request.operation === 'DELETE' && request.object.kind === 'Namespace' && IMMORTAL.has(request.object.metadata.name)
      ? forbidden(request, 'this namespace may not be deleted')
      : undefined,
};
