import type { Pod } from '../../api/schema/kinds.ts';

/** @source kubernetes/kubernetes pkg/apis/scheduling/types.go SystemCriticalPriority */
const SYSTEM_CRITICAL = 2_000_000_000;

/**
 * Whether a node must not do without a Pod: a static one, its mirror, or one of a system-critical priority.
 * @source kubernetes/kubernetes pkg/kubelet/types/pod_update.go IsCriticalPod
 */
export function isCriticalPod({ metadata, spec }: Pod): boolean {
  const { annotations } = metadata;
  const source = annotations?.['kubernetes.io/config.source'];
  const isStatic = source !== undefined && source !== 'api';
  const isMirror = annotations?.['kubernetes.io/config.mirror'] !== undefined;
  return isStatic || isMirror || (spec.priority ?? 0) >= SYSTEM_CRITICAL;
}
