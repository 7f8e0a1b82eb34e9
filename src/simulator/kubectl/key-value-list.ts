import { plainFailure, type Failure } from './failure.ts';

/**
 * Reads `app=web,tier=front`.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/generate/generate.go ParseLabels
 */
export function readLabels(text: string): Readonly<Record<string, string>> | Failure {
  const labels: Record<string, string> = {};
  for (const spec of text.split(',')) {
    const [key = '', value, ...more] = spec.split('=');
    if (value === undefined || more.length > 0) return plainFailure(`unexpected label spec: ${spec}`);
    if (key === '') return plainFailure('unexpected empty label key');
    labels[key] = value;
  }
  return labels;
}
