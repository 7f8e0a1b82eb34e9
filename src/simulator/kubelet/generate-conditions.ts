import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';
import { findCondition, hasCondition } from '../pod/conditions.ts';

/**
 * The conditions a kubelet derives from container statuses and phase, without their times.
 * @source kubernetes/kubernetes pkg/kubelet/status/generate.go
 */
export function initializedCondition(
  pod: Pod,
  before: PodStatus,
  statuses: readonly ContainerStatus[],
  phase: string,
): PodCondition {
  const unknown: string[] = [];
  const incomplete: string[] = [];
  for (const container of pod.spec.initContainers ?? []) {
    const status = statuses.find(({ name }) => name === container.name);
    if (!status) unknown.push(container.name);
    else if (container.restartPolicy === 'Always' ? !status.started : !status.ready) incomplete.push(container.name);
  }
  if (phase === 'Succeeded' && unknown.length === 0) return condition(pod, 'Initialized', 'True', 'PodCompleted');
  const started = pod.spec.containers.some(({ name }) => hasStarted(statuses.find((status) => status.name === name)));
  if (started) return condition(pod, 'Initialized', 'True');
  const problems = told([
    ['containers with unknown status', unknown],
    ['containers with incomplete status', incomplete],
  ]);
  // once a Pod is initialised it stays so: its init containers may run again with all others
  return problems === '' || hasCondition(before, 'Initialized')
    ? condition(pod, 'Initialized', 'True')
    : condition(pod, 'Initialized', 'False', 'ContainersNotInitialized', problems);
}

/** @source kubernetes/kubernetes pkg/kubelet/status/generate.go GenerateContainersReadyCondition */
export function containersReadyCondition(pod: Pod, statuses: readonly ContainerStatus[], phase: string): PodCondition {
  const unknown: string[] = [];
  const unready: string[] = [];
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  for (const { name } of [...sidecars, ...pod.spec.containers]) {
    const status = statuses.find((other) => other.name === name);
    if (!status) unknown.push(name);
    else if (!status.ready) unready.push(name);
  }
  if (phase === 'Succeeded' && unknown.length === 0) return condition(pod, 'ContainersReady', 'False', 'PodCompleted');
  if (phase === 'Failed') return condition(pod, 'ContainersReady', 'False', 'PodFailed');
  const problems = told([
    ['containers with unknown status', unknown],
    ['containers with unready status', unready],
  ]);
  return problems === ''
    ? condition(pod, 'ContainersReady', 'True')
    : condition(pod, 'ContainersReady', 'False', 'ContainersNotReady', problems);
}

/** @param others - conditions of the Pod that readiness gates may name */
export function readyCondition(
  pod: Pod,
  others: readonly PodCondition[],
  statuses: readonly ContainerStatus[],
  phase: string,
): PodCondition {
  const containers = containersReadyCondition(pod, statuses, phase);
  if (containers.status !== 'True') return { ...containers, type: 'Ready' };
  const problems = (pod.spec.readinessGates ?? []).flatMap(({ conditionType }) => {
    const found = findCondition(others, conditionType);
    if (!found) return [`corresponding condition of pod readiness gate ${goQuote(conditionType)} does not exist.`];
    return found.status === 'True'
      ? []
      : [`the status of pod readiness gate ${goQuote(conditionType)} is not "True", but ${found.status}`];
  });
  return problems.length === 0
    ? condition(pod, 'Ready', 'True')
    : condition(pod, 'Ready', 'False', 'ReadinessGatesNotReady', problems.join(', '));
}

export const readyToStartCondition = (pod: Pod, sandboxReady: boolean): PodCondition =>
  condition(pod, 'PodReadyToStartContainers', sandboxReady ? 'True' : 'False');

export const scheduledCondition = (pod: Pod): PodCondition => condition(pod, 'PodScheduled', 'True');

export function condition(pod: Pod, type: string, status: string, reason?: string, message?: string): PodCondition {
  const { generation } = pod.metadata;
  return {
    type,
    ...(generation ? { observedGeneration: generation } : {}),
    status,
    ...(reason ? { reason } : {}),
    ...(message ? { message } : {}),
  };
}

const hasStarted = (status: ContainerStatus | undefined): boolean =>
  status !== undefined &&
  (status.started === true || status.state?.terminated !== undefined || status.lastState?.terminated !== undefined);

const told = (lists: readonly (readonly [string, readonly string[]])[]): string =>
  lists
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what}: [${names.join(' ')}]`)
    .join(', ');
