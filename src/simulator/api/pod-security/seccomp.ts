import { containersOf, namesOf, type Checked, type Violation } from './check.ts';
import { distinct, quoted, setters } from './wording.ts';

export interface BadSeccomp {
  readonly isPodBad: boolean;
  readonly containers: readonly string[];
  readonly types: readonly string[];
}

const isBad = (type: string | undefined): boolean =>
  type !== undefined && type !== 'Localhost' && type !== 'RuntimeDefault';

/** Who asks for a profile that is none. */
export function badSeccomp(pod: Checked): BadSeccomp {
  const ofPod = pod.spec.securityContext?.seccompProfile?.type;
  const types = [ofPod, ...containersOf(pod).map((c) => c.securityContext?.seccompProfile?.type)];
  return {
    isPodBad: isBad(ofPod),
    containers: namesOf(pod, (c) => isBad(c.securityContext?.seccompProfile?.type)),
    types: distinct(types.flatMap((type) => (type !== undefined && isBad(type) ? [type] : []))),
  };
}

/** @source kubernetes/kubernetes staging/src/k8s.io/pod-security-admission/policy/check_seccompProfile_baseline.go */
export function seccompViolation({ isPodBad, containers, types }: BadSeccomp): Violation | undefined {
  if (!isPodBad && containers.length === 0) return undefined;
  return {
    reason: 'seccompProfile',
    detail: `${setters(isPodBad, containers)} must not set securityContext.seccompProfile.type to ${quoted(types)}`,
  };
}
