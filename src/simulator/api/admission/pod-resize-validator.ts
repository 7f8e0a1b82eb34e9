import { goQuote } from '../../go-quote.ts';
import { podRequests } from '../../pod/requests.ts';
import { milliOf, valueOf } from '../../quantity.ts';
import type { Node, Pod } from '../schema/kinds.ts';
import type { AdmissionPlugin } from './admission.ts';
import { forbidden } from './refusal.ts';

/**
 * A bound Pod grows to no more than its whole node grants, and only where the node's system can resize.
 * @source kubernetes/kubernetes plugin/pkg/admission/podresize/admission.go; recorded: resize/infeasible
 */
export const podResizeValidator: AdmissionPlugin = {
  name: 'PodResizeValidator',
  kinds: new Set(['Pod']),
  validate: (request) => {
    const { object: pod, before, operation, subresource, store } = request;
    if (pod.kind !== 'Pod' || operation !== 'UPDATE' || subresource !== 'resize') return undefined;
    const { nodeName } = pod.spec;
    if (!nodeName || pod.metadata.generation === before?.metadata.generation) return undefined;
    const node = store.get('Node', undefined, nodeName);
    if (!node) return forbidden(request, `node ${goQuote(nodeName)} not found`);
    const lacking = lackingOf(pod, node);
    if (lacking.length > 0)
      return forbidden(request, `Node didn't have enough allocatable resources: ${lacking.join('; ')}`);
    const system = node.metadata.labels?.['kubernetes.io/os'] ?? '';
    return system === 'linux'
      ? undefined
      : forbidden(
          request,
          `pod resize is only supported on linux nodes, node ${goQuote(nodeName)} is ${goQuote(system)}`,
        );
  },
};

function lackingOf({ spec }: Pod, node: Node): readonly string[] {
  const { milliCpu, memory } = podRequests({ spec });
  const { allocatable } = node.status ?? {};
  const asked = [
    ['cpu', milliCpu, milliOf(allocatable?.['cpu'])],
    ['memory', memory, valueOf(allocatable?.['memory'])],
  ] as const;
  return asked
    .filter(([, requested, has]) => requested > has)
    .map(([resource, requested, has]) => `${resource}, requested: ${requested}, allocatable: ${has}`);
}
