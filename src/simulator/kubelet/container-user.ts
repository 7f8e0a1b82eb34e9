import type { Container, Pod } from '../api/schema/kinds.ts';
import { ALL_CAPABILITIES, capabilitiesOf } from '../runtime/capabilities.ts';
import type { Credentials } from '../runtime/filesystem.ts';
import type { Image } from '../runtime/images/image.ts';
import { goQuote } from '../go-quote.ts';
import { podText } from './pod-names.ts';

export interface ContainerUser {
  readonly uid: number;
  readonly gid: number;
  /** All groups of its processes, its own among them, in order. */
  readonly groups: readonly number[];
  readonly privileges: Pick<Credentials, 'capabilities' | 'noNewPrivileges'>;
}

/** Who a container runs as: its own security context before the Pod's, the Pod's before the image. */
export function containerUser(pod: Pod, container: Container, image: Image): ContainerUser {
  const own = container.securityContext ?? {};
  const shared = pod.spec.securityContext ?? {};
  const gid = own.runAsGroup ?? shared.runAsGroup ?? 0;
  const more = [...(shared.supplementalGroups ?? []), ...(shared.fsGroup === undefined ? [] : [shared.fsGroup])];
  return {
    uid: own.runAsUser ?? shared.runAsUser ?? image.user,
    gid,
    groups: [...new Set([gid, ...more])].sort((a, b) => a - b),
    privileges: {
      ...(own.privileged ? { capabilities: ALL_CAPABILITIES } : {}),
      ...(own.capabilities
        ? { capabilities: capabilitiesOf(own.capabilities.add ?? [], own.capabilities.drop ?? []) }
        : {}),
      ...(own.allowPrivilegeEscalation === false ? { noNewPrivileges: true } : {}),
    },
  };
}

/**
 * Why a container that must not run as root may not start.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/security_context_others.go verifyRunAsNonRoot
 */
export function rootProblem(pod: Pod, container: Container, image: Image): string | undefined {
  const own = container.securityContext ?? {};
  const shared = pod.spec.securityContext ?? {};
  if (!(own.runAsNonRoot ?? shared.runAsNonRoot ?? false)) return undefined;
  const asked = own.runAsUser ?? shared.runAsUser;
  const about = `(pod: ${goQuote(podText(pod))}, container: ${container.name})`;
  if (asked === 0) return `container's runAsUser breaks non-root policy ${about}`;
  return asked === undefined && image.user === 0
    ? `container has runAsNonRoot and image will run as root ${about}`
    : undefined;
}
