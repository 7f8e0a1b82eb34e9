import type { Node, NodeCondition } from '../../api/schema/kinds.ts';

const KUBELETS = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'] as const;

/**
 * A node that says nothing any more: nobody knows how it is.
 * @source kubernetes/kubernetes pkg/controller/nodelifecycle/node_lifecycle_controller.go tryUpdateNodeHealth
 */
export function unknownNode(node: Node, now: string): Node {
  const before = node.status.conditions ?? [];
  const known = before.map((condition) =>
    KUBELETS.some((type) => type === condition.type) && condition.status !== 'Unknown'
      ? {
          ...condition,
          status: 'Unknown',
          reason: 'NodeStatusUnknown',
          message: 'Kubelet stopped posting node status.',
          lastTransitionTime: now,
        }
      : condition,
  );
  const neverSaid = KUBELETS.filter((type) => !before.some((condition) => condition.type === type)).map(
    (type): NodeCondition => ({
      type,
      status: 'Unknown',
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
      lastHeartbeatTime: node.metadata.creationTimestamp,
      lastTransitionTime: now,
    }),
  );
  return { ...node, status: { ...node.status, conditions: [...known, ...neverSaid] } };
}
