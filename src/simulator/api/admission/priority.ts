import type { Store } from '../../store.ts';
import type { Pod, PriorityClass } from '../schema/kinds.ts';
import type { AdmissionPlugin } from './admission.ts';
import { forbidden } from './refusal.ts';

/**
 * Writes the number behind a pod's priority class into it. Without a class the global default counts, or 0.
 * @source kubernetes/kubernetes plugin/pkg/admission/priority/admission.go
 */
export const priority: AdmissionPlugin = {
  name: 'Priority',
  kinds: new Set(['Pod', 'PriorityClass']),
  mutate: (request) => {
    const { object: pod, before, operation, subresource, store } = request;
    if (pod.kind !== 'Pod' || subresource || operation === 'DELETE') return { object: pod };
    if (operation === 'UPDATE') return { object: before?.kind === 'Pod' ? keepingPriority(pod, before) : pod };
    const className = pod.spec.priorityClassName;
    const found = className ? store.get('PriorityClass', undefined, className) : globalDefault(store);
    if (className && !found)
      return forbidden(request, `no PriorityClass with name ${className} was found`, 'priority-class-unknown');
    const value = found?.value ?? 0;
    const policy = found?.preemptionPolicy ?? 'PreemptLowerPriority';
    if (pod.spec.priority !== undefined && pod.spec.priority !== value)
      return forbidden(
        request,
        `the integer value of priority (${pod.spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
      );
    if (pod.spec.preemptionPolicy !== undefined && pod.spec.preemptionPolicy !== policy)
      return forbidden(
        request,
        `the string value of PreemptionPolicy (${pod.spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
      );
    const named = className || !found ? {} : { priorityClassName: found.metadata.name };
    return { object: { ...pod, spec: { ...pod.spec, ...named, priority: value, preemptionPolicy: policy } } };
  },
  validate: (request) => {
    const { object, operation, store } = request;
    if (object.kind !== 'PriorityClass' || operation === 'DELETE' || !object.globalDefault) return undefined;
    const other = globalDefault(store);
    return other && (operation === 'CREATE' || other.metadata.name !== object.metadata.name)
      ? forbidden(
          request,
          `PriorityClass ${other.metadata.name} is already marked as default. Only one default can exist`,
        )
      : undefined;
  },
};

/** An update that leaves out what this plugin wrote keeps it. */
const keepingPriority = (pod: Pod, before: Pod): Pod => {
  const { priority: value, preemptionPolicy } = before.spec;
  if (
    (pod.spec.priority ?? value) === pod.spec.priority &&
    (pod.spec.preemptionPolicy ?? preemptionPolicy) === pod.spec.preemptionPolicy
  )
    return pod;
  return {
    ...pod,
    spec: {
      ...pod.spec,
      priority: pod.spec.priority ?? value,
      preemptionPolicy: pod.spec.preemptionPolicy ?? preemptionPolicy,
    },
  };
};

/** Of several the one with the lowest value: they can only have come from a race. */
function globalDefault(store: Store): PriorityClass | undefined {
  let lowest: PriorityClass | undefined;
  for (const candidate of store.list('PriorityClass'))
    if (candidate.globalDefault && (!lowest || (candidate.value ?? 0) < (lowest.value ?? 0))) lowest = candidate;
  return lowest;
}
