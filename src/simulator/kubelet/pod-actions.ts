import type { Container, Pod } from '../api/schema/kinds.ts';
import { willBeStarted } from './container-statuses.ts';
import { containerShouldRestart, podMayRestart } from './restart-policy.ts';
import { latest, needsSandbox, type RuntimeStatus } from './runtime-status.ts';

export type KillReason = 'liveness' | 'startup' | 'other';

export interface ContainerToKill {
  readonly id: string;
  readonly container: Container;
  readonly message: string;
  readonly reason: KillReason;
}

/** What one sync is to do. */
export interface PodActions {
  readonly killPod: boolean;
  readonly createSandbox: boolean;
  /** Never anew: each is started once, whether or not the Pod is initialised. */
  readonly ephemeralToStart: readonly Container[];
  readonly initToStart: readonly Container[];
  readonly toStart: readonly Container[];
  readonly toKill: readonly ContainerToKill[];
}

export interface ActionInputs {
  readonly pod: Pod;
  readonly runtime: RuntimeStatus;
  /** Whether a probe has decided against a container, by its id; undefined: it has not run yet. */
  readonly liveness: (id: string) => 'success' | 'failure' | 'unknown' | undefined;
  readonly startup: (id: string) => 'success' | 'failure' | 'unknown' | undefined;
  /** What identifies a container's definition. */
  readonly definition: (container: Container) => string;
  /** Whether new resources can only be had by a new start. */
  readonly resizeNeedsRestart: (container: Container) => boolean;
}

/**
 * Compares what a Pod's spec wants with what a relist found of it.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions
 */
export function computePodActions(inputs: ActionInputs): PodActions {
  const { pod, runtime } = inputs;
  if (needsSandbox(runtime)) return withNewSandbox(pod, runtime);

  const ephemeralToStart = (pod.spec.ephemeralContainers ?? []).filter(({ name }) => !latest(runtime, name));
  const init = computeInitActions(inputs);
  const onlyInit = {
    killPod: init.killPod,
    createSandbox: false,
    ephemeralToStart,
    initToStart: init.toStart,
    toStart: [],
    toKill: init.toKill,
  };
  if (init.killPod || !init.initialized) return onlyInit;

  const toStart: Container[] = [];
  const toKill: ContainerToKill[] = [...init.toKill];
  let kept = 0;
  for (const container of pod.spec.containers) {
    const current = latest(runtime, container.name);
    if (current?.state !== 'running') {
      if (willBeStarted(container, pod, runtime)) toStart.push(container);
      continue;
    }
    const problem = problemOf(inputs, container, current.id, current.definition);
    if (!problem) {
      kept++;
      continue;
    }
    const restart = problem.restart === 'always' || containerMayRestart(container, pod);
    if (restart) toStart.push(container);
    const message =
      restart && problem.told === 'with-intent' ? `${problem.message}, will be restarted` : problem.message;
    toKill.push({ id: current.id, container, message, reason: problem.reason });
  }
  if (kept === 0 && toStart.length === 0)
    return { killPod: true, createSandbox: false, ephemeralToStart: [], initToStart: [], toStart, toKill: [] };
  return { killPod: false, createSandbox: false, ephemeralToStart, initToStart: init.toStart, toStart, toKill };
}

interface Problem {
  readonly message: string;
  readonly reason: KillReason;
  readonly restart: 'always' | 'by-policy';
  readonly told: 'with-intent' | 'plain';
}

function problemOf(inputs: ActionInputs, container: Container, id: string, definition: string): Problem | undefined {
  const subject = `Container ${container.name}`;
  if (inputs.definition(container) !== definition)
    return { message: `${subject} definition changed`, reason: 'other', restart: 'always', told: 'with-intent' };
  if (inputs.liveness(id) === 'failure')
    return {
      message: `${subject} failed liveness probe`,
      reason: 'liveness',
      restart: 'by-policy',
      told: 'with-intent',
    };
  if (inputs.startup(id) === 'failure')
    return { message: `${subject} failed startup probe`, reason: 'startup', restart: 'by-policy', told: 'with-intent' };
  if (inputs.resizeNeedsRestart(container))
    return { message: `${subject} resize requires restart`, reason: 'other', restart: 'always', told: 'plain' };
  return undefined;
}

/** Of one that still runs and is to be killed: its rules are about exit codes, and it has none yet. */
const containerMayRestart = ({ restartPolicy }: Container, pod: Pod): boolean =>
  restartPolicy === undefined ? podMayRestart(pod.spec) : restartPolicy !== 'Never';

function withNewSandbox(pod: Pod, runtime: RuntimeStatus): PodActions {
  const nothing: PodActions = {
    killPod: true,
    createSandbox: false,
    ephemeralToStart: [],
    initToStart: [],
    toStart: [],
    toKill: [],
  };
  const everStarted = runtime.containers.length > 0;
  if (!podMayRestart(pod.spec) && runtime.sandbox !== 'none' && everStarted) return nothing;
  const toStart = pod.spec.containers.filter((container) => {
    const current = latest(runtime, container.name);
    const succeeded = current?.state === 'exited' && current.exitCode === 0;
    return !((container.restartPolicy ?? pod.spec.restartPolicy) === 'OnFailure' && succeeded);
  });
  if (toStart.length === 0) return nothing;
  const first = pod.spec.initContainers?.[0];
  return {
    killPod: true,
    createSandbox: true,
    ephemeralToStart: [],
    initToStart: first ? [first] : [],
    toStart: first ? [] : toStart,
    toKill: [],
  };
}

interface InitActions {
  readonly initialized: boolean;
  readonly killPod: boolean;
  readonly toStart: readonly Container[];
  readonly toKill: readonly ContainerToKill[];
}

/** @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions */
function computeInitActions(inputs: ActionInputs): InitActions {
  const { pod, runtime } = inputs;
  const containers = pod.spec.initContainers ?? [];
  if (containers.length === 0) return { initialized: true, killPod: false, toStart: [], toKill: [] };

  let initialized = pod.spec.containers.some(({ name }) => {
    const current = latest(runtime, name);
    return current?.state === 'running' || current?.state === 'created';
  });
  let previously = initialized;
  const starts = new Set<Container>();
  const toKill: ContainerToKill[] = [];

  // From the last one back: what has run latest tells how far the Pod has come.
  for (let i = containers.length - 1; i >= 0; i--) {
    const container = containers[i]!;
    const sidecar = container.restartPolicy === 'Always';
    const current = latest(runtime, container.name);
    if (!current) {
      if (previously && sidecar) starts.add(container);
      continue;
    }
    if (previously && !sidecar) continue;
    const startNext = (): void => {
      const next = containers[i + 1];
      if (!next) initialized = true;
      else if (!previously) starts.add(next);
    };
    if (current.state === 'created' || (current.state === 'exited' && sidecar)) starts.add(container);
    else if (current.state === 'exited') {
      if (current.exitCode === 0) startNext();
      else if (containerShouldRestart(container, pod.spec, current.exitCode)) starts.add(container);
      else return { initialized: false, killPod: true, toStart: [], toKill: [] };
    } else if (sidecar) {
      const kill = sidecarProblem(inputs, container, current.id, current.definition);
      const waiting = container.startupProbe !== undefined && inputs.startup(current.id) !== 'success';
      if (!waiting) startNext();
      if (kill) {
        toKill.push(kill);
        starts.add(container);
      }
    }
    previously = true;
  }
  if (!previously) starts.add(containers[0]!);
  return { initialized, killPod: false, toStart: containers.filter((container) => starts.has(container)), toKill };
}

function sidecarProblem(
  inputs: ActionInputs,
  container: Container,
  id: string,
  definition: string,
): ContainerToKill | undefined {
  const kill = (why: string, reason: KillReason): ContainerToKill => ({
    id,
    container,
    message: `Init container ${container.name} ${why}`,
    reason,
  });
  if (container.startupProbe && inputs.startup(id) === 'failure') return kill('failed startup probe', 'startup');
  if (container.startupProbe && inputs.startup(id) !== 'success') return undefined;
  if (inputs.definition(container) !== definition) return kill('definition changed', 'other');
  if (container.livenessProbe && inputs.liveness(id) === 'failure') return kill('failed liveness probe', 'liveness');
  return undefined;
}
