import type { Container, ContainerRestartRule, PodSpec } from '../api/schema/kinds.ts';

/** A sidecar: an init container that is kept running beside the others. */
export const isSidecarName = (name: string, spec: PodSpec): boolean =>
  spec.initContainers?.find((container) => container.name === name)?.restartPolicy === 'Always';

/** @source kubernetes/kubernetes pkg/api/v1/pod/util.go FindMatchingContainerRestartRule */
export const matchingRule = (container: Container, exitCode: number): ContainerRestartRule | undefined =>
  container.restartPolicyRules?.find(({ exitCodes }) => {
    if (!exitCodes) return false;
    const listed = exitCodes.values?.includes(exitCode) ?? false;
    return exitCodes.operator === 'In' ? listed : !listed;
  });

/**
 * Whether a container that ended with this code is started again: its own rules first, then its own policy, then the Pod's.
 * @source kubernetes/kubernetes pkg/api/v1/pod/util.go ContainerShouldRestart
 */
export function containerShouldRestart(container: Container, spec: PodSpec, exitCode: number): boolean {
  const action = matchingRule(container, exitCode)?.action;
  if (action === 'Restart' || action === 'RestartAllContainers') return true;
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
