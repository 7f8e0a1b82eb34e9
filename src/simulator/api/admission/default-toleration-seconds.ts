import type { Toleration } from '../schema/kinds.ts';
import type { AdmissionPlugin } from './admission.ts';

const SECONDS = 300;
const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/**
 * A pod stays five minutes on a node that fails, unless it says itself how long.
 * @source kubernetes/kubernetes plugin/pkg/admission/defaulttolerationseconds/admission.go
 */
export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  kinds: new Set(['Pod']),
  mutate: ({ object: pod, operation, subresource }) => {
    if (pod.kind !== 'Pod' || subresource || operation === 'DELETE') return { object: pod };
    const tolerations = pod.spec.tolerations ?? [];
    const missing = TAINTS.filter((taint) => !tolerations.some((toleration) => tolerates(toleration, taint)));
    if (missing.length === 0) return { object: pod };
    const added = missing.map((key): Toleration => ({
      effect: 'NoExecute',
      key,
      operator: 'Exists',
      tolerationSeconds: SECONDS,
    }));
    return { object: { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } } };
  },
};

/** By key and effect alone; an empty one stands for all. */
const tolerates = (toleration: Toleration, taint: string): boolean =>
  (!toleration.key || toleration.key === taint) && (!toleration.effect || toleration.effect === 'NoExecute');
