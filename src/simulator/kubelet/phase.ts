import type {
  Container,
  ContainerStateTerminated,
  ContainerStatus,
  Pod,
  PodSpec,
  PodStatus,
} from '../api/schema/kinds.ts';
import { RESTARTING_ALL } from './restart-all.ts';
import { isStaticPod } from './static-pods/annotations.ts';
import { containerShouldRestart, isSidecarName } from './restart-policy.ts';

export type Phase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export const isTerminal = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';

/**
 * A Pod's phase from its containers' statuses.
 * @param ended - whether nothing of the Pod will be started any more, whatever its restart policy
 * @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go getPhase
 */
export function podPhase(pod: Pod, statuses: readonly ContainerStatus[], ended: boolean, initialized: boolean): Phase {
  const { spec } = pod;
  const of = (name: string): ContainerStatus | undefined => statuses.find((status) => status.name === name);
  let pendingInit = 0;
  let failedForGood = 0;
  let pendingSidecars = 0;
  let unknown = 0;
  let running = 0;
  let waiting = 0;
  let stopped = 0;
  let succeeded = 0;
  let comingBack = 0;

  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy === 'Always') continue;
    const status = of(container.name);
    const exit = status?.state?.terminated ?? (status?.state?.waiting ? status.lastState?.terminated : undefined);
    if (!exit) pendingInit++;
    else if (exit.exitCode !== 0 && !comesBack(container, spec, exit)) failedForGood++;
  }
  for (const container of spec.initContainers ?? []) {
    if (container.restartPolicy !== 'Always') continue;
    const status = of(container.name);
    if (!status) unknown++;
    else if (status.state?.running) {
      if (!status.started) pendingSidecars++;
      running++;
    } else if (status.state?.waiting && !status.lastState?.terminated) {
      pendingSidecars++;
      waiting++;
    }
  }
  for (const container of spec.containers) {
    const status = of(container.name);
    const exit = status?.state?.terminated ?? (status?.state?.waiting ? status.lastState?.terminated : undefined);
    if (!status) unknown++;
    else if (status.state?.running) running++;
    else if (exit) {
      stopped++;
      if (status.state?.terminated && exit.exitCode === 0) succeeded++;
      if (comesBack(container, spec, exit)) comingBack++;
    } else if (status.state?.waiting) waiting++;
    else unknown++;
  }

  if (failedForGood > 0) return 'Failed';
  if (pendingInit > 0 || (pendingSidecars > 0 && !initialized) || waiting > 0) return 'Pending';
  if (running > 0 && unknown === 0) return 'Running';
  if (running === 0 && stopped > 0 && unknown === 0) {
    if (comingBack > 0 && (!ended || isStaticPod(pod))) return 'Running';
    return stopped === succeeded ? 'Succeeded' : 'Failed';
  }
  return 'Pending';
}

const comesBack = (container: Container, spec: PodSpec, { exitCode, reason }: ContainerStateTerminated): boolean =>
  containerShouldRestart(container, spec, exitCode) || reason === RESTARTING_ALL;

/**
 * Whether a Pod has come past its init containers, as its last status shows.
 * @source kubernetes/kubernetes pkg/kubelet/status/status_manager.go hasPodInitialized
 */
export function hasInitialized(pod: Pod, status: PodStatus): boolean {
  if (!pod.spec.initContainers?.length) return true;
  if (status.containerStatuses?.some(({ state, lastState }) => lastState?.terminated || !state?.waiting)) return true;
  const last = status.initContainerStatuses?.at(-1);
  if (!last) return false;
  if (isSidecarName(last.name, pod.spec)) return last.state?.running !== undefined && last.started === true;
  return last.state?.terminated?.exitCode === 0 || last.lastState?.terminated?.exitCode === 0;
}
