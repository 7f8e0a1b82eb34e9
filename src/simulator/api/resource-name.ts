import { goQuote } from '../go-quote.ts';
import { pathSegment } from './validation/plain-metadata.ts';

/**
 * Why a client sends no request for an object of a name: it is a part of a path.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/rest/request.go Name, Namespace
 */
export function resourceNameProblem(name: string): string | undefined {
  return name === '' ? 'resource name may not be empty' : segmentProblem('resource name', name);
}

/** @example namespaceProblem('a/b') → "invalid namespace \"a/b\": [may not contain '/']" */
export const namespaceProblem = (namespace: string): string | undefined => segmentProblem('namespace', namespace);

function segmentProblem(what: string, name: string): string | undefined {
  const complaints = pathSegment(name);
  return complaints.length === 0 ? undefined : `invalid ${what} ${goQuote(name)}: [${complaints.join(' ')}]`;
}
