import { timestamp } from '../timestamp.ts';
import { withTopologyOf } from './admission/pod-topology-labels.ts';
import { refused } from './refused.ts';
import type { ServerContext } from './create-server.ts';
import type { KubeObject, Pod, PodCondition } from './schema/kinds.ts';
import type { Caller } from './server.ts';
import { conflict, notFound, type Answer, type StatusError } from './status-error.ts';

/**
 * POST pods/binding: the pod's node, and the condition that says it has one.
 * @source kubernetes/kubernetes pkg/registry/core/pod/storage/storage.go setPodNodeAndMetadata
 */
export function bindPod(
  { store, clock }: ServerContext,
  namespace: string,
  name: string,
  node: string,
  caller: Caller,
): Answer<KubeObject> {
  const pod = store.get('Pod', namespace, name);
  if (!pod) return refused(notFound('pods', name));
  const problem = bindingProblem(pod, node);
  if (problem) return refused(problem);
  const scheduled: PodCondition = {
    type: 'PodScheduled',
    status: 'True',
    lastProbeTime: null,
    lastTransitionTime: timestamp(clock),
  };
  const target = store.get('Node', undefined, node);
  const labelled = target ? withTopologyOf(target, pod) : pod;
  const bound: Pod = {
    ...labelled,
    spec: { ...pod.spec, nodeName: node },
    status: {
      ...pod.status,
      conditions: [...(pod.status.conditions ?? []).filter((c) => c.type !== 'PodScheduled'), scheduled],
    },
  };
  return { ok: true, object: caller.dryRun ? bound : store.update<'Pod'>(bound, caller.cause), warnings: [] };
}

function bindingProblem(pod: Pod, node: string): StatusError | undefined {
  const { name, deletionTimestamp } = pod.metadata;
  const cannot = (why: string): StatusError => conflict('pods/binding', name, why);
  if (deletionTimestamp) return cannot(`pod ${name} is being deleted, cannot be assigned to a host`);
  if (pod.spec.nodeName) return cannot(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  if (pod.spec.schedulingGates?.length) return cannot(`pod ${name} has non-empty .spec.schedulingGates`);
  return node === '' ? cannot(`pod ${name} cannot be assigned to a host without a name`) : undefined;
}
