import type { Container, EphemeralContainer, ObjectMeta, PodSpec } from '../schema/kinds.ts';

/** A pod, or the template of one. */
export interface Checked {
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
}

export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

/** One thing that a level forbids, as of a minor version of Kubernetes. */
export interface Check {
  readonly id: string;
  /** The first minor version whose policy has it. */
  readonly since: number;
  /** Checks of the lower level that this one makes needless. */
  readonly instead?: readonly string[];
  readonly find: (pod: Checked, minor: number) => Violation | undefined;
}

type AnyContainer = Container | EphemeralContainer;

/** @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/policy/visitor.go */
export const containersOf = ({ spec }: Checked): readonly AnyContainer[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...(spec.ephemeralContainers ?? []),
];

/** The names of those that are bad, in the order of the spec. */
export const namesOf = (pod: Checked, isBad: (container: AnyContainer) => boolean): string[] =>
  containersOf(pod)
    .filter(isBad)
    .map(({ name }) => name);

/** A pod with users of its own is as if without privileges to some of the newer policies. @source …/policy/helpers.go */
export const hasOwnUsers = ({ spec }: Checked): boolean => spec.hostUsers === false;
