import { goQuote } from '../../go-quote.ts';
import { resourceNameProblem } from '../resource-name.ts';
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
    if (name === undefined) return { object: pod };
    const problem = resourceNameProblem(name);
    return problem === undefined
      ? forbidden(request, `pod rejected: RuntimeClass ${goQuote(name)} not found`)
      : { code: 500, reason: '', message: problem };
  },
  validate: (request) => {
    const { object: pod, operation, subresource } = request;
    if (pod.kind !== 'Pod' || operation !== 'CREATE' || subresource || !pod.spec.overhead) return undefined;
    return forbidden(request, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead');
  },
};
