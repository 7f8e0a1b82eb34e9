import { findImage, type KubeObject, type Pod, type ProbeKind } from '../../src/simulator/index.ts';
import { restartsOf } from './facts.ts';
import { probeOf } from './probes.ts';

/** Something that is true or not of an object at a moment; undefined is an object that is not there. */
export type Predicate<T> = (object: T | undefined) => boolean;

const condition = (pod: Pod | undefined, type: string): string | undefined =>
  pod?.status.conditions?.find((c) => c.type === type)?.status;

export const exists: Predicate<unknown> = (object) => object !== undefined;
export const isReady: Predicate<Pod> = (pod) => condition(pod, 'Ready') === 'True';
/** Phase Running, and every container is running at this moment. */
export const isRunning: Predicate<Pod> = (pod) =>
  pod?.status.phase === 'Running' &&
  (pod.status.containerStatuses?.length ?? 0) > 0 &&
  pod.status.containerStatuses!.every((s) => s.state?.running !== undefined);
export const isUnschedulable: Predicate<Pod> = (pod) =>
  pod?.status.phase === 'Pending' &&
  (pod.status.conditions ?? []).some(
    (c) => c.type === 'PodScheduled' && c.status === 'False' && c.reason === 'Unschedulable',
  );
/** The scheduler has found a node for it. */
export const isScheduled: Predicate<Pod> = (pod) => pod?.spec.nodeName !== undefined;
/** Exactly so many restarts of its containers and sidecars together. A Pod that is not there has none. */
export const restarts =
  (n: number): Predicate<Pod> =>
  (pod) =>
    restartsOf(pod) === n;
/** Its containers together were restarted at least once. */
export const hasRestarted: Predicate<Pod> = (pod) => restartsOf(pod) > 0;
export const inPhase =
  (phase: string): Predicate<Pod> =>
  (pod) =>
    pod !== undefined && (pod.status.phase ?? 'Pending') === phase;
/** Some container of the Pod has a probe of the kind. */
export const hasProbe =
  (kind: ProbeKind): Predicate<Pod> =>
  (pod) =>
    probeOf(pod, kind) !== undefined;
/** Some container of the Pod has the image, which is in the catalogue, however its reference is written. */
export const hasImage =
  (image: string): Predicate<Pod> =>
  (pod) =>
    pod?.spec.containers.some(
      (c) => c.image === image || (c.image !== undefined && findImage(c.image)?.name === image),
    ) ?? false;
/** The Pod has a container or init container of this name with the image. */
export const hasContainer =
  (name: string, image: string): Predicate<Pod> =>
  (pod) =>
    [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])].some(
      (c) => c.name === name && (c.image === image || findImage(c.image ?? '')?.name === image),
    );
/** The object has at least these labels, as a selector compares them. */
export const hasLabels =
  (labels: Readonly<Record<string, string>>): Predicate<Pick<KubeObject, 'metadata'>> =>
  (object) =>
    Object.entries(labels).every(([key, value]) => object?.metadata.labels?.[key] === value);
export const all =
  <T>(...predicates: readonly Predicate<T>[]): Predicate<T> =>
  (object) =>
    predicates.every((p) => p(object));
