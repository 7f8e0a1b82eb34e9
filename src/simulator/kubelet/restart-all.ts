import type { Container, Pod, PodCondition, PodSpec, PodStatus } from '../api/schema/kinds.ts';
import { hasCondition } from '../pod/conditions.ts';
import { matchingRule } from './restart-policy.ts';
import { latest, type RuntimeStatus } from './runtime-status.ts';

/** Why a container that was taken away with all others ended. @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go */
export const RESTARTING_ALL = 'RestartingAllContainers';
const CONDITION = 'AllContainersRestarting';

const containersOf = ({ initContainers, containers }: PodSpec): readonly Container[] => [
  ...(initContainers ?? []),
  ...containers,
];
export const asksForAll = (container: Container, exitCode: number): boolean =>
  matchingRule(container, exitCode)?.action === 'RestartAllContainers';

/** @source kubernetes/kubernetes pkg/api/v1/pod/util.go AllContainersCouldRestart */
export const couldRestartAll = (spec: PodSpec): boolean =>
  containersOf(spec).some(({ restartPolicyRules }) =>
    restartPolicyRules?.some(({ action }) => action === 'RestartAllContainers'),
  );

/**
 * Whether the end of one container takes all of the Pod's with it, and until they are gone.
 * @source kubernetes/kubernetes pkg/kubelet/container/helpers.go ShouldAllContainersRestart
 */
export function shouldRestartAll({ spec }: Pod, runtime: RuntimeStatus, before: PodStatus): boolean {
  if (!couldRestartAll(spec)) return false;
  if (hasCondition(before, CONDITION)) return true;
  const shown = [...(before.initContainerStatuses ?? []), ...(before.containerStatuses ?? [])];
  return containersOf(spec).some((container) => {
    const found = latest(runtime, container.name);
    const exit = shown.find(({ name }) => name === container.name)?.state?.terminated;
    return (
      (found?.state === 'exited' && asksForAll(container, found.exitCode)) ||
      (exit !== undefined && asksForAll(container, exit.exitCode))
    );
  });
}

/** @source kubernetes/kubernetes pkg/kubelet/status/generate.go GenerateAllContainersRestartingCondition */
export function restartingCondition(pod: Pod, runtime: RuntimeStatus, before: PodStatus, phase: string): PodCondition {
  if (phase === 'Succeeded' || phase === 'Failed')
    return { type: CONDITION, status: 'False', reason: `Pod${phase === 'Failed' ? phase : 'Completed'}` };
  const isCleanedUp = containersOf(pod.spec).every(({ name }) => !latest(runtime, name));
  if (isCleanedUp || !shouldRestartAll(pod, runtime, before)) return { type: CONDITION, status: 'False' };
  return {
    type: CONDITION,
    status: 'True',
    reason: 'RestartAllContainersStarted',
    message: 'container exited with restart policy rule',
  };
}

export const isRestartingAll = (status: PodStatus): boolean => hasCondition(status, CONDITION);
