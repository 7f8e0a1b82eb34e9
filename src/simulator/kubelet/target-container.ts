import type { Container, EphemeralContainer } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';
import type { ContainerRecord } from './container-record.ts';
import type { StartFailureReason } from './container-statuses.ts';
import type { PodOnNode } from './node-services.ts';
import { latest } from './runtime-status.ts';

/**
 * The container whose processes an ephemeral container is to join; none where it names none.
 * @param id - of the container that is being made, with containerd:// before it
 * @returns it, or why the ephemeral container cannot be made
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go getTargetID;
 *   containerd internal/cri/server/container_create_linux.go, helpers.go validateTargetContainer
 */
export function targetOf(
  on: PodOnNode,
  container: Container | EphemeralContainer,
  id: string,
): { readonly target: ContainerRecord | undefined } | StartFailureReason {
  const name = 'targetContainerName' in container ? container.targetContainerName : undefined;
  if (!name) return { target: undefined };
  const known = latest(on.sandbox.observe(), name);
  if (!known) return { reason: 'CreateContainerConfigError', message: `unable to find target container ${name}` };
  if (known.state === 'running') return { target: on.sandbox.byId(known.id) };
  const state = known.state === 'exited' ? 'CONTAINER_EXITED' : 'CONTAINER_CREATED';
  return {
    reason: 'CreateContainerError',
    message: `failed to generate container ${goQuote(bare(id))} spec: invalid target container: container ${goQuote(bare(known.id))} is not running - in state ${state}`,
  };
}

const bare = (id: string): string => id.replace('containerd://', '');
