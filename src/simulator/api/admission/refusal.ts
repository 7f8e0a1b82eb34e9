import { goQuote } from '../../go-quote.ts';
import { qualified, resourceOf } from '../resources.ts';
import type { StatusError } from '../status-error.ts';
import type { AdmissionRequest } from './admission.ts';

/**
 * A plugin's refusal. A name that is still to be generated is named by its prefix.
 * @param explainedAs - the code under which it is explained
 * @example forbidden(request, 'exceeded quota: …').message → 'pods "web" is forbidden: exceeded quota: …'
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/admission/errors.go NewForbidden
 */
export function forbidden(request: AdmissionRequest, why: string, explainedAs?: string): StatusError {
  const { name, generateName } = request.object.metadata;
  const resource = qualified(resourceOf(request.object.kind));
  return {
    code: 403,
    reason: 'Forbidden',
    message: `${resource} ${goQuote(name || generateName || 'Unknown')} is forbidden: ${why}`,
    explainedAs,
  };
}

/**
 * Several complaints as one: in brackets where there are more than one, each said once.
 * @source kubernetes/kubernetes staging/src/k8s.io/apimachinery/pkg/util/errors/errors.go aggregate.Error
 */
export function aggregate(complaints: readonly string[]): string {
  const distinct = [...new Set(complaints)];
  return distinct.length === 1 && distinct[0] !== undefined ? distinct[0] : `[${distinct.join(', ')}]`;
}
