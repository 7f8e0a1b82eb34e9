import type { Container, Pod, PodSpec } from '../api/schema/kinds.ts';
import { qosClass } from '../pod/qos.ts';
import { aggregated } from './allocated-resources.ts';
import { valueOf } from '../quantity.ts';

/** From this priority on a Pod is one that the node needs. @source pkg/apis/scheduling/types.go SystemCriticalPriority + 1000 */
const NODE_CRITICAL = 2_000_001_000;

/**
 * How readily the kernel kills a container's processes when the node has no memory left: -997 … 1000.
 * @param nodeMemory - the node's capacity in bytes
 * @example BestEffort → 1000; Guaranteed → -997; Burstable asking for half of the node → 500
 * @source kubernetes/kubernetes pkg/kubelet/qos/policy.go GetContainerOOMScoreAdjust; recorded: qos/*
 */
export function oomScoreAdj(pod: Pod, container: Container, nodeMemory: number): number {
  if ((pod.spec.priority ?? 0) >= NODE_CRITICAL) return -997;
  const own = scoreOf(pod, container, nodeMemory);
  const isSidecar =
    container.restartPolicy === 'Always' && pod.spec.initContainers?.some(({ name }) => name === container.name);
  if (!isSidecar) return own;
  return Math.min(own, ...pod.spec.containers.map((other) => scoreOf(pod, other, nodeMemory)));
}

function scoreOf(pod: Pod, container: Container, nodeMemory: number): number {
  switch (qosClass(pod.spec)) {
    case 'Guaranteed':
      return -997;
    case 'BestEffort':
      return 1000;
    case 'Burstable': {
      const asked = valueOf(container.resources?.requests?.['memory']) + shareOfPod(pod.spec);
      const adjust = 1000 - Math.floor((1000 * asked) / nodeMemory);
      return adjust < 3 ? 3 : adjust >= 1000 ? 999 : adjust;
    }
  }
}

/** Bytes: a container's part of what its Pod asks for beyond its containers. @source pkg/kubelet/qos/helpers.go remainingPodMemReqPerContainer */
function shareOfPod(spec: PodSpec): number {
  const whole = valueOf(spec.resources?.requests?.['memory']);
  if (whole === 0) return 0;
  const rest = whole - valueOf(aggregated(spec, 'requests').get('memory')?.canonical);
  return Math.floor(rest / (spec.containers.length + (spec.initContainers?.length ?? 0)));
}
