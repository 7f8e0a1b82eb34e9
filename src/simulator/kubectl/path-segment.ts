import { goQuote } from '../go-quote.ts';

/**
 * Why a name cannot stand in a request's path; undefined where it can.
 * @param what - "resource name", "namespace"
 * @example pathProblem('namespace', 'a/b') → "invalid namespace \"a/b\": [may not contain '/']"
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/rest/request.go Name, Namespace; apimachinery pkg/api/validation/path/name.go
 */
export function pathProblem(what: 'resource name' | 'namespace', text: string): string | undefined {
  if (text === '') return `${what} may not be empty`;
  const problems =
    text === '.' || text === '..'
      ? [`may not be '${text}'`]
      : ['/', '%'].filter((sign) => text.includes(sign)).map((sign) => `may not contain '${sign}'`);
  return problems.length === 0 ? undefined : `invalid ${what} ${goQuote(text)}: [${problems.join(' ')}]`;
}
