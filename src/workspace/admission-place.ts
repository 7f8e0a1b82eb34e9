/** What of the YAML kept a controller's Pods out: the fields that admission names when it refuses one. */
import type { CheckResult } from '../sandbox/client.ts';
import type { FieldPath } from './field-place.ts';

/** @source kubernetes/kubernetes plugin/pkg/admission/{resourcequota/controller.go,limitranger/admission.go}, staging/src/k8s.io/apimachinery/pkg/util/validation/field/errors.go */
export function admissionFields({ message }: CheckResult['facts']): FieldPath[] {
  const text = String(message);
  const invalid = /\b(spec\.[\w.[\]]+): (?:Invalid|Required|Forbidden|Unsupported)/.exec(text)?.[1];
  if (invalid !== undefined) return [`pod.${invalid}`];
  const [, resource, container] = /must specify ([\w.]+) for: ([a-z0-9-]+)/.exec(text) ?? [];
  if (resource !== undefined && container !== undefined)
    return [`pod.spec.containers[${container}].resources.${resource}`];
  const [, bound, of] = /^(maximum|minimum) (\w+) usage per Container/.exec(text) ?? [];
  if (bound !== undefined)
    return [`pod.spec.containers.resources.${bound === 'maximum' ? 'limits' : 'requests'}.${of}`];
  const quota = /exceeded quota: .*?requested: (requests|limits)\.([a-z-]+)=/.exec(text);
  return quota ? [`pod.spec.containers.resources.${quota[1]}.${quota[2]}`] : [];
}
