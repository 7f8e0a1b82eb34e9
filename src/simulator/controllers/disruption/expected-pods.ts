import type { Pod, PodDisruptionBudget } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import { qualified, resourceOf } from '../../api/resources.ts';
import { goQuote } from '../../go-quote.ts';
import { controllerOf } from '../ownership.ts';
import { scaled } from '../deployment/fenceposts.ts';

/** How many Pods a budget counts on, and how many of them it wants healthy. */
export interface Expected {
  readonly expected: number;
  readonly desired: number;
  /** Pods without a controller, where one was asked for its size. */
  readonly hasUnmanaged: boolean;
}
export interface Failure {
  readonly failed: string;
}
interface Scale {
  readonly uid: string;
  readonly replicas: number;
}

/** Finds out how large a Pod's controller is meant to be. */
export type ScaleOf = (pod: Pod) => Scale | Failure | 'unmanaged';

/**
 * A number of minAvailable is counted against the Pods there are; all else against the sizes of their controllers.
 * @source kubernetes/kubernetes pkg/controller/disruption/disruption.go getExpectedPodCount, getExpectedScale
 */
export function expectedPods(
  { spec: { minAvailable, maxUnavailable } }: PodDisruptionBudget,
  pods: readonly Pod[],
  scaleOf: ScaleOf,
): Expected | Failure {
  if (maxUnavailable === undefined && typeof minAvailable === 'number')
    return { expected: pods.length, desired: minAvailable, hasUnmanaged: false };
  if (maxUnavailable === undefined && minAvailable === undefined)
    return { expected: 0, desired: 0, hasUnmanaged: false };
  const replicas = new Map<string, number>();
  const known = new Set<string>();
  let hasUnmanaged = false;
  for (const pod of pods) {
    const owner = controllerOf(pod)?.uid;
    if (owner !== undefined && known.has(owner)) continue;
    if (owner !== undefined) known.add(owner);
    const scale = scaleOf(pod);
    if (scale === 'unmanaged') hasUnmanaged = true;
    else if ('failed' in scale) return scale;
    else replicas.set(scale.uid, scale.replicas);
  }
  const expected = [...replicas.values()].reduce((sum, one) => sum + one, 0);
  const desired =
    maxUnavailable === undefined
      ? scaled(minAvailable, expected, 'up')
      : Math.max(0, expected - scaled(maxUnavailable, expected, 'up'));
  return { expected, desired, hasUnmanaged };
}

/** Kinds with a scale subresource. */
const SCALABLE = ['ReplicaSet', 'StatefulSet', 'ReplicationController', 'Deployment'] as const;

/**
 * A ReplicaSet that belongs to a Deployment counts as the Deployment.
 * @source the same file, getPodReplicaSet, getPodDeployment, getScaleController
 */
export function scaleFinder({ store }: Pick<ComponentContext, 'store'>): ScaleOf {
  return (pod) => {
    const { namespace, name } = pod.metadata;
    const owner = controllerOf(pod);
    if (!owner) return 'unmanaged';
    const none = { failed: `found no controllers for pod ${goQuote(name)}` };
    const kind = SCALABLE.find((one) => one === owner.kind);
    if (!kind) {
      const isUnscalable = owner.kind === 'Job' || owner.kind === 'DaemonSet';
      return isUnscalable
        ? { failed: `${qualified(resourceOf(owner.kind as 'Job'))} does not implement the scale subresource` }
        : none;
    }
    const found = store.get(kind, namespace, owner.name);
    if (found?.metadata.uid !== owner.uid) return none;
    const above = kind === 'ReplicaSet' ? controllerOf(found) : undefined;
    const deployment = above?.kind === 'Deployment' ? store.get('Deployment', namespace, above.name) : undefined;
    if (above?.kind === 'Deployment' && deployment?.metadata.uid !== above.uid) return none;
    const { metadata, spec } = deployment ?? found;
    return { uid: metadata.uid, replicas: spec?.replicas ?? 1 };
  };
}
