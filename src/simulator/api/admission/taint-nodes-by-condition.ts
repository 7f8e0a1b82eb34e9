import type { AdmissionPlugin } from './admission.ts';

const NOT_READY = { effect: 'NoSchedule', key: 'node.kubernetes.io/not-ready' };

/**
 * A node begins tainted: nothing is placed on it before it has said that it is ready.
 * @source kubernetes/kubernetes plugin/pkg/admission/nodetaint/admission.go
 */
export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  kinds: new Set(['Node']),
  mutate: ({ object: node, operation, subresource }) => {
    if (node.kind !== 'Node' || operation !== 'CREATE' || subresource) return { object: node };
    const taints = node.spec?.taints ?? [];
    if (taints.some((taint) => taint.key === NOT_READY.key && taint.effect === NOT_READY.effect))
      return { object: node };
    return { object: { ...node, spec: { ...node.spec, taints: [...taints, NOT_READY] } } };
  },
};
