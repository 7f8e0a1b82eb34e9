import type { Container, Pod } from '../schema/kinds.ts';
import { addResources, maxResources, readResources, type ResourceList, type ResourceTexts } from './resource-list.ts';

/**
 * What a pod asks for or is limited to in all: containers and sidecars add up, a plain init container needs only what
 * runs beside it. What the pod says as a whole (spec.resources) stands for CPU, memory and huge pages.
 * @source kubernetes/kubernetes staging/src/k8s.io/component-helpers/resource/helpers.go PodRequests, PodLimits
 */
export function podResources(pod: Pod, field: 'requests' | 'limits'): ResourceList {
  const of = (container: Container): ResourceList => readResources(container.resources?.[field]);
  let total: ResourceList = new Map();
  for (const container of pod.spec.containers) total = addResources(total, of(container));
  let sidecars: ResourceList = new Map();
  let init: ResourceList = new Map();
  for (const container of pod.spec.initContainers ?? []) {
    const own = of(container);
    if (container.restartPolicy === 'Always') {
      total = addResources(total, own);
      sidecars = addResources(sidecars, own);
      init = maxResources(init, sidecars);
    } else init = maxResources(init, addResources(own, sidecars));
  }
  total = maxResources(total, init);
  const whole = podLevelResources(pod.spec.resources?.[field]);
  if (whole.size > 0) total = new Map([...total, ...whole]);
  return total.size > 0 || field === 'requests' ? withOverhead(total, pod.spec.overhead, field) : total;
}

/** Whether the pod says as a whole what it needs. */
export const hasPodLevelResources = (pod: Pod): boolean =>
  podLevelResources(pod.spec.resources?.requests).size > 0 || podLevelResources(pod.spec.resources?.limits).size > 0;

const podLevelResources = (texts: ResourceTexts | undefined): ResourceList =>
  new Map(
    [...readResources(texts)].filter(([name]) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')),
  );

/** Overhead adds to every request, but only to limits that are there. */
function withOverhead(
  total: ResourceList,
  overhead: ResourceTexts | undefined,
  field: 'requests' | 'limits',
): ResourceList {
  const extra = readResources(overhead);
  if (extra.size === 0) return total;
  if (field === 'requests') return addResources(total, extra);
  return addResources(total, new Map([...extra].filter(([name]) => total.has(name))));
}
