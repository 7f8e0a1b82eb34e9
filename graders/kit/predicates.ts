import {
  findImage,
  resourcesOf,
  type Container,
  type KubeObject,
  type Pod,
  type ProbeKind,
} from '../../src/simulator/index.ts';
import { requestsOf, restartsOf } from './facts.ts';
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
/**
 * Some container of the Pod has the image, which is in the catalogue, however its reference is written, and requests just
 * so much where that is said.
 */
export const hasImage = (image: string, requests?: Requests): Predicate<Pod> =>
  decidedBy(
    (pod) => (runs(pod?.spec, image) ? 'spec.containers.resources.requests' : 'spec.containers.image'),
    (pod) => runs(pod?.spec, image, requests),
  );
/** A container of an image, however its reference is written. */
export const isOf =
  (image: string) =>
  ({ image: written }: Container): boolean =>
    written !== undefined && (written === image || findImage(written)?.name === image);
/** Quantities of "cpu" and "memory". */
export type Requests = Readonly<Record<'cpu' | 'memory', string>>;
/** Some container of the spec has the image, and requests just so much where that is said. */
export const runs = (spec: Pod['spec'] | undefined, image: string, requests?: Requests): boolean =>
  spec?.containers.some((c) => {
    if (!isOf(image)(c)) return false;
    const [asked, wanted] = [resourcesOf(requestsOf(spec, c)), resourcesOf(requests)];
    return !requests || (asked.milliCpu === wanted.milliCpu && asked.memory === wanted.memory);
  }) ?? false;
/** The value of a variable as the first container has it written; undefined where it has not. */
export const envOf = (spec: Pod['spec'] | undefined, variable: string): string | undefined =>
  spec?.containers[0]?.env?.find(({ name }) => name === variable)?.value;
/** Some container has the variable: written with this value, or taken from an object that is not looked into. */
export const hasEnv = (spec: Pod['spec'] | undefined, variable: string, value: string): boolean =>
  spec?.containers.some(({ env, envFrom }) => {
    const written = env?.findLast(({ name }) => name === variable);
    return written ? written.valueFrom !== undefined || written.value === value : envFrom !== undefined;
  }) ?? false;
/** The Pod has a container or init container of this name with the image. */
export function hasContainer(name: string, image: string): Predicate<Pod> {
  const named = (pod: Pod | undefined): Container | undefined =>
    [...(pod?.spec.initContainers ?? []), ...(pod?.spec.containers ?? [])].find((c) => c.name === name);
  return decidedBy(
    (pod) => (named(pod) ? `spec.containers[${name}].image` : 'spec.containers'),
    (pod) => [named(pod)].some((c) => c && isOf(image)(c)),
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
