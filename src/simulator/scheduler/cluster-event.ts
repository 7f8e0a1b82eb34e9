import type { Node, PersistentVolume, PersistentVolumeClaim, Pod, StorageClass } from '../api/schema/kinds.ts';
import type { PodInfo } from './pod-info.ts';

export type StorageObject = PersistentVolumeClaim | PersistentVolume | StorageClass;

/**
 * What happens in a cluster and may let a pod in that did not fit before.
 * @source kubernetes/kubernetes pkg/scheduler/framework/events.go
 */
export type ClusterEvent =
  /** A pod got its node. */
  | { readonly type: 'pod-assigned'; readonly pod: PodInfo }
  /** An assigned pod's labels or requests changed. */
  | { readonly type: 'pod-updated'; readonly before: PodInfo; readonly pod: PodInfo }
  /** An assigned pod is gone, or has run to its end. */
  | { readonly type: 'pod-removed'; readonly pod: PodInfo }
  | { readonly type: 'node-added'; readonly node: Node }
  | { readonly type: 'node-updated'; readonly before: Node; readonly node: Node }
  | { readonly type: 'node-removed'; readonly node: Node }
  /** A claim, a volume or a storage class appeared (then there is no `before`) or changed. */
  | { readonly type: 'storage'; readonly object: StorageObject; readonly before?: StorageObject }
  /** The waiting pod itself changed: its tolerations, labels or gates. */
  | { readonly type: 'self'; readonly before: Pod; readonly pod: Pod };

/** The node after the event, where it is about a node that is there. */
export const nodeAfter = (event: ClusterEvent): Node | undefined =>
  event.type === 'node-added' || event.type === 'node-updated' ? event.node : undefined;

/**
 * Whether a node event turns a refusal into a pass, by a rule that looks at the node alone.
 * @param refuses - the plugin's rule
 */
export function nodeNoLongerRefused(event: ClusterEvent, refuses: (node: Node) => boolean): boolean {
  const node = nodeAfter(event);
  if (!node || refuses(node)) return false;
  return event.type === 'node-added' || (event.type === 'node-updated' && refuses(event.before));
}

/** Whether a node came, or one's labels changed. */
export const isLabelledNode = (event: ClusterEvent): boolean =>
  event.type === 'node-added' ||
  (event.type === 'node-updated' && event.before.metadata.labels !== event.node.metadata.labels);

/** Whether the event is about a claim that the pod uses. */
export function isOwnClaim({ namespace, claims }: PodInfo, event: ClusterEvent): boolean {
  if (event.type !== 'storage' || event.object.kind !== 'PersistentVolumeClaim') return false;
  const { metadata } = event.object;
  return metadata.namespace === namespace && claims.some(({ name }) => name === metadata.name);
}

/** Whether the waiting pod's tolerations changed. */
export const toleratesOther = (event: ClusterEvent): boolean =>
  event.type === 'self' && event.before.spec.tolerations !== event.pod.spec.tolerations;

/** Whether the waiting pod's labels changed. */
export const isLabelledAnew = (event: ClusterEvent): boolean =>
  event.type === 'self' && event.before.metadata.labels !== event.pod.metadata.labels;
