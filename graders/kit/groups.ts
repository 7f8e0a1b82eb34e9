import type { Pod } from '../../src/simulator/index.ts';
import { isIll, podFacts, type Facts } from './facts.ts';
import type { Group } from './history-view.ts';
import { decidedBy, decidingField, isReady, type Predicate } from './predicates.ts';

type Likeness = (pod: Pod) => boolean;

/** What can be said of several Pods: {pods} {readyPods}, and all of one Pod, the first that is not well. */
function groupFacts(pods: readonly Pod[] = []): Facts {
  const staying = pods.filter(stays);
  return {
    ...podFacts(staying.find(isIll) ?? staying.find((pod) => !isReady(pod)) ?? staying[0] ?? pods[0]),
    pods: staying.length,
    readyPods: staying.filter(isReady).length,
  };
}

/** The Pods of which this is true, in each of their states. */
export const podsLike = (like: Likeness): Group => ({ like, facts: groupFacts, telling: (pods) => pods.some(isIll) });

/** The Pods of a Deployment, whichever of its ReplicaSets made them. */
export function podsOfDeployment(name: string, namespace = 'default'): Group {
  const replicaSet = new RegExp(`^${name}-[a-z0-9]+$`);
  return podsLike(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      (metadata.ownerReferences ?? []).some((owner) => owner.kind === 'ReplicaSet' && replicaSet.test(owner.name)),
  );
}

/** The Pods of a Job. */
export const podsOfJob = (name: string, namespace = 'default'): Group =>
  podsLike(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      (metadata.ownerReferences ?? []).some((owner) => owner.kind === 'Job' && owner.name === name),
  );

/** The Pods that carry these labels, whoever made them. */
export const podsWith = (labels: Readonly<Record<string, string>>, namespace = 'default'): Group =>
  podsLike(
    ({ metadata }) =>
      metadata.namespace === namespace &&
      Object.entries(labels).every(([key, value]) => metadata.labels?.[key] === value),
  );

/** It is not being deleted. */
export const stays: Likeness = (pod) => pod.metadata.deletionTimestamp === undefined;

/** So many Pods, or more, are Ready and are not being deleted. */
export const readyPods =
  (least: number): Predicate<readonly Pod[]> =>
  (pods = []) =>
    pods.filter((pod) => stays(pod) && isReady(pod)).length >= least;

/** There are Pods that are not being deleted, and each of them is like this. */
export const each = (predicate: Predicate<Pod>): Predicate<readonly Pod[]> =>
  decidedBy(
    (pods = []) => {
      const failing = pods.filter(stays).find((pod) => !predicate(pod));
      return failing && decidingField(predicate, failing);
    },
    (pods = []) => pods.some(stays) && pods.filter(stays).every((pod) => predicate(pod)),
  );
