import type { Container, Pod } from '../api/schema/kinds.ts';
import { run, Signal, until, untilOr, type Task } from '../task.ts';
import type { ContainerRecord } from './container-record.ts';
import { notedHook } from './noted-hook.ts';
import { tell, type PodOnNode } from './node-services.ts';
import type { KillReason } from './pod-actions.ts';
import { containerFieldPath } from './pod-names.ts';
import type { RuntimeStatus } from './runtime-status.ts';
import { TerminationOrder } from './termination-order.ts';

/** Seconds that a container always gets. @source pkg/kubelet/kuberuntime/kuberuntime_manager.go minimumGracePeriodInSeconds */
const LEAST_GRACE = 2;

export interface Kill {
  /** The Killing event's message; "Stopping container …" where it is empty. */
  readonly message: string;
  readonly reason: KillReason;
  /** Seconds, in the place of the Pod's own. */
  readonly grace?: number | undefined;
  readonly order?: TerminationOrder;
  readonly because?: number | undefined;
}

/**
 * Ends a container that the kubelet knows to run: preStop hook, its turn among sidecars, stop signal, and SIGKILL after what
 * is left of the grace. One that has ended since the last relist is only told of.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go killContainer; recorded: stop/*
 */
export function* killContainer(on: PodOnNode, record: ContainerRecord, kill: Kill): Task<void> {
  const { clock } = on.node.context;
  const { name } = record.state;
  const container = containerOf(on.pod, name) ?? record.spec;
  const fieldPath = containerFieldPath(on.pod, name);
  const message = kill.message || `Stopping container ${name}`;
  tell(on, 'Normal', 'Killing', message, { fieldPath, because: kill.because });
  if (record.state.state !== 'running') {
    kill.order?.ended(name);
    return;
  }

  let grace = kill.grace ?? gracePeriod(on.pod, container, kill.reason);
  const hook = container.lifecycle?.preStop;
  if (hook && grace > 0) {
    const began = clock.now;
    const done = new Signal();
    let ended = false;
    run(clock, notedHook(on, container, record, 'preStop', hook), (error) => {
      ended = true;
      if (error !== undefined) tell(on, 'Warning', 'FailedPreStopHook', 'PreStopHook failed', { fieldPath });
      done.notify();
    });
    if (!ended) yield untilOr(grace * 1000, done);
    grace -= Math.floor((clock.now - began) / 1000);
  }
  if (kill.order && grace > 0) grace -= yield* kill.order.waitForTurn(clock, name, grace);
  yield* on.sandbox.stopContainer(on.pod, record, Math.max(grace, LEAST_GRACE), on.cause(message, kill.because));
  kill.order?.ended(name);
}

/** @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_container.go setTerminationGracePeriod */
function gracePeriod(pod: Pod, container: Container, reason: KillReason): number {
  const { deletionGracePeriodSeconds } = pod.metadata;
  if (deletionGracePeriodSeconds !== undefined && deletionGracePeriodSeconds !== null)
    return deletionGracePeriodSeconds;
  const own =
    reason === 'startup' ? container.startupProbe : reason === 'liveness' ? container.livenessProbe : undefined;
  return own?.terminationGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? LEAST_GRACE;
}

const containerOf = (pod: Pod, name: string): Container | undefined =>
  [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find((container) => container.name === name);

/**
 * Ends all that runs of a Pod, sidecars after the containers they serve.
 * @param runtime - what a relist has found to run
 * @param grace - seconds, in the place of the Pod's own
 */
export function* killRunning(on: PodOnNode, runtime: RuntimeStatus, grace: number | undefined): Task<void> {
  const running = on.sandbox.containers.filter(
    ({ state: { id, state } }) =>
      state === 'running' || runtime.containers.some((found) => found.id === id && found.state === 'running'),
  );
  if (running.length === 0) return;
  const names = running.map(({ state }) => state.name);
  const hasSidecar = on.pod.spec.initContainers?.some(({ restartPolicy }) => restartPolicy === 'Always');
  const order = hasSidecar ? { order: new TerminationOrder(on.pod, names) } : {};
  yield* killAll(on, running, { message: '', reason: 'other', grace, ...order });
}

/**
 * Kills several at once and waits for all. A grace period that is shortened meanwhile does not reach them: the kubelet's
 * calls to the runtime are not bound to the Pod's worker.
 * @source kubernetes/kubernetes pkg/kubelet/kubelet.go SyncTerminatingPod; recorded: stop/delete-twice-shorter
 */
function* killAll(on: PodOnNode, records: readonly ContainerRecord[], kill: Kill): Task<void> {
  const { clock } = on.node.context;
  const done = new Signal();
  let left = records.length;
  const running = records.map((record) =>
    run(clock, killContainer(on, record, kill), () => {
      left--;
      done.notify();
    }),
  );
  try {
    while (left > 0) yield until(done);
  } finally {
    for (const task of running) task.cancel();
  }
}
