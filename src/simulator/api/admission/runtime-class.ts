import { goQuote } from '../../go-quote.ts';
import type { AdmissionPlugin } from './admission.ts';
import { forbidden } from './refusal.ts';

/**
 * RuntimeClass is no kind of this cluster, so a pod that names one is refused, as it is where nobody has made one.
 * @source kubernetes/kubernetes plugin/pkg/admission/runtimeclass/admission.go
 */
export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  kinds: new Set(['Pod']),
  mutate: (request) => {
    const { object: pod, operation, subresource } = request;
    if (pod.kind !== 'Pod' || operation !== 'CREATE' || subresource) return { object: pod };
    const name = pod.spec.runtimeClassName;
    return name === undefined
      ? { object: pod }
      : forbidden(request, `pod rejected: RuntimeClass ${goQuote(name)} not found`);
  },
  validate: (request) => {
    const { object: pod, operation, subresource } = request;
    if (pod.kind !== 'Pod' || operation !== 'CREATE' || subresource || !pod.spec.overhead) return undefined;
    return forbidden(request, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
  },
};
