import type { Node, Pod } from '../schema/kinds.ts';
import type { AdmissionPlugin } from './admission.ts';

const LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/**
 * A pod that names its node itself gets the node's zone and region as labels. (Binding does the same, by `withTopologyOf`.)
 * @source kubernetes/kubernetes plugin/pkg/admission/podtopologylabels/admission.go
 */
export const podTopologyLabels: AdmissionPlugin = {
  name: 'PodTopologyLabels',
  kinds: new Set(['Pod']),
  mutate: ({ object: pod, operation, subresource, store }) => {
    if (pod.kind !== 'Pod' || operation !== 'CREATE' || subresource || !pod.spec.nodeName) return { object: pod };
    const node = store.get('Node', undefined, pod.spec.nodeName);
    return { object: node ? withTopologyOf(node, pod) : pod };
  },
};

/** Labels that the pod has already stay as they are. */
export function withTopologyOf(node: Node, pod: Pod): Pod {
  const added: Record<string, string> = {};
  for (const key of LABELS) {
    const value = node.metadata.labels?.[key];
    if (value !== undefined && pod.metadata.labels?.[key] === undefined) added[key] = value;
  }
  if (Object.keys(added).length === 0) return pod;
  return { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...added } } };
}
