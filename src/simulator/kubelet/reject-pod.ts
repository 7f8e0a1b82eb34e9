import type { Pod, PodStatus } from '../api/schema/kinds.ts';
import { isKubeletsCondition } from '../pod/conditions.ts';
import { timestamp } from '../timestamp.ts';
import type { Rejection } from './admission.ts';
import type { NodeServices } from './node-services.ts';

/** A Pod that the node does not take has failed. @source kubernetes/kubernetes pkg/kubelet/kubelet.go rejectPod */
export function rejectPod(
  { context, recorder, name }: NodeServices,
  pod: Pod,
  { reason, message }: Rejection,
  because: number | undefined,
): void {
  const cause = { actor: `kubelet/${name}`, reason: message, because };
  recorder.tell(pod, { type: 'Warning', reason, message, cause });
  const { generation, namespace, uid } = pod.metadata;
  context.api.writeStatus(
    'Pod',
    namespace,
    pod.metadata.name,
    (stored) =>
      stored.metadata.uid === uid
        ? {
            ...stored,
            status: {
              ...(generation ? { observedGeneration: generation } : {}),
              phase: 'Failed',
              ...conditionsOfOthers(stored.status.conditions),
              message: `Pod was rejected: ${message}`,
              reason,
              startTime: timestamp(context.clock),
              ...(stored.status.qosClass ? { qosClass: stored.status.qosClass } : {}),
            },
          }
        : stored,
    cause,
  );
}

/** The kubelet's status has none; PodScheduled counts as one of its own. @source pkg/kubelet/status/status_manager.go mergePodStatus */
function conditionsOfOthers(stored: PodStatus['conditions']): Pick<PodStatus, 'conditions'> {
  const conditions = (stored ?? []).filter(({ type }) => !isKubeletsCondition(type));
  return conditions.length > 0 ? { conditions } : {};
}
