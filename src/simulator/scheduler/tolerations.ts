import type { Taint, Toleration } from '../api/schema/kinds.ts';

/**
 * An empty key tolerates every key (with Exists), an empty effect every effect.
 * @source kubernetes/kubernetes staging/src/k8s.io/api/core/v1/toleration.go ToleratesTaint
 */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect && toleration.effect !== taint.effect) return false;
  if (toleration.key && toleration.key !== taint.key) return false;
  switch (toleration.operator ?? 'Equal') {
    case 'Equal':
    case '':
      return (toleration.value ?? '') === (taint.value ?? '');
    case 'Exists':
      return true;
    default:
      return false;
  }
}

/** The first taint of the given effects that no toleration tolerates. */
export function untoleratedTaint(
  taints: readonly Taint[] | undefined,
  tolerations: readonly Toleration[] | undefined,
  effects: readonly string[],
): Taint | undefined {
  return taints?.find((taint) => effects.includes(taint.effect) && !tolerations?.some((t) => tolerates(t, taint)));
}

/** The effects that keep a pod off a node. */
export const FORBIDDING = ['NoSchedule', 'NoExecute'] as const;
