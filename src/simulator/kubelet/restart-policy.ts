import type { Container, PodSpec } from '../api/schema/kinds.ts';

/** A sidecar: an init container that is kept running beside the others. */
export const isSidecarName = (name: string, spec: PodSpec): boolean =>
  spec.initContainers?.find((container) => container.name === name)?.restartPolicy === 'Always';

/**
 * Whether a container that ended with this code is started again: its own rules first, then its own policy, then the Pod's.
 * @source kubernetes/kubernetes pkg/api/v1/pod/util.go ContainerShouldRestart, findMatchingContainerRestartRule
 */
export function containerShouldRestart(container: Container, spec: PodSpec, exitCode: number): boolean {
  for (const { action, exitCodes } of container.restartPolicyRules ?? []) {
    if (!exitCodes) continue;
    const listed = exitCodes.values?.includes(exitCode) ?? false;
    if (exitCodes.operator === 'In' ? listed : !listed)
      return action === 'Restart' || action === 'RestartAllContainers';
  }
  switch (container.restartPolicy ?? spec.restartPolicy ?? 'Always') {
    case 'Never':
      return false;
    case 'OnFailure':
      return exitCode !== 0;
    default:
      return true;
  }
}

/** Whether anything of a Pod may be started again after its end. */
export const podMayRestart = (spec: PodSpec): boolean => (spec.restartPolicy ?? 'Always') !== 'Never';
