import { findImage, type Container, type KubeObject, type Pod, type ProbeKind } from '../../src/simulator/index.ts';
import { restartsOf } from './facts.ts';
import { probeOf } from './probes.ts';

/** Something that is true or not of an object at a moment; undefined is an object that is not there. */
export interface Predicate<T> {
  (object: T | undefined): boolean;
  /** The field that decides it for an object, from the object's root: "spec.replicas". */
  readonly field?: string | ((object: T | undefined) => string | undefined);
}

/** A predicate that a field of the object decides. */
export const decidedBy = <T>(
  field: NonNullable<Predicate<T>['field']>,
  test: (object: T | undefined) => boolean,
): Predicate<T> => Object.assign((object: T | undefined) => test(object), { field });

export const decidingField = <T>({ field }: Predicate<T>, object: T | undefined): string | undefined =>
  typeof field === 'function' ? field(object) : field;

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
export const hasProbe = (kind: ProbeKind): Predicate<Pod> =>
  decidedBy(`spec.containers.${kind}Probe`, (pod) => probeOf(pod, kind) !== undefined);
/** Some container of the Pod has the image, which is in the catalogue, however its reference is written. */
export const hasImage = (image: string): Predicate<Pod> =>
  decidedBy(
    'spec.containers.image',
    (pod) =>
      pod?.spec.containers.some(
        (c) => c.image === image || (c.image !== undefined && findImage(c.image)?.name === image),
      ) ?? false,
  );
/** The Pod has a container or init container of this name with the image. */
export function hasContainer(name: string, image: string): Predicate<Pod> {
  const named = (pod: Pod | undefined): Container | undefined =>
    [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])].find((c) => c.name === name);
  return decidedBy(
    (pod) => (named(pod) ? `spec.containers[${name}].image` : 'spec.containers'),
    (pod) => {
      const written = named(pod)?.image;
      return written !== undefined && (written === image || findImage(written)?.name === image);
    },
  );
}
/** The object has at least these labels, as a selector compares them. */
export const hasLabels = (labels: Readonly<Record<string, string>>): Predicate<Pick<KubeObject, 'metadata'>> =>
  decidedBy('metadata.labels', (object) =>
    Object.entries(labels).every(([key, value]) => object?.metadata.labels?.[key] === value),
  );
/** The field is that of the first that does not hold. */
export const all = <T>(...predicates: readonly Predicate<T>[]): Predicate<T> =>
  decidedBy(
    (object) => {
      const failing = predicates.find((p) => !p(object));
      return failing && decidingField(failing, object);
    },
    (object) => predicates.every((p) => p(object)),
  );
