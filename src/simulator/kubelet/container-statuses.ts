import type { Container, ContainerStatus, Pod, PodStatus } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { ContainerState } from './container-record.ts';
import { RESTARTING_ALL, shouldRestartAll } from './restart-all.ts';
import { containerShouldRestart } from './restart-policy.ts';
import { latest, type RuntimeStatus } from './runtime-status.ts';

/** Why a container's last start failed, from the sync that tried: `reason` is what waiting.reason will say. */
export interface StartFailureReason {
  readonly reason: string;
  readonly message: string;
}

/** What container statuses are made from. */
export interface StatusInputs {
  readonly pod: Pod;
  readonly runtime: RuntimeStatus;
  readonly before: PodStatus;
  readonly reasons: ReadonlyMap<string, StartFailureReason>;
  /** A time as a status writes it. */
  readonly time: (t: Millis) => string;
  /** What has been allocated to a container, where it asks for something. */
  readonly allocated: (container: Container) => Readonly<Record<string, string>> | undefined;
}

/** The three lists of containers that a Pod has. */
export type ContainerKind = 'init' | 'app' | 'ephemeral';

const LISTS = {
  init: { spec: 'initContainers', statuses: 'initContainerStatuses' },
  app: { spec: 'containers', statuses: 'containerStatuses' },
  ephemeral: { spec: 'ephemeralContainers', statuses: 'ephemeralContainerStatuses' },
} as const;

/**
 * The statuses of a Pod's init containers in their order, or of its other containers by name.
 * @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses
 */
export function containerStatuses(inputs: StatusInputs, which: ContainerKind): ContainerStatus[] {
  const { pod, runtime, before, reasons } = inputs;
  const { spec, statuses } = LISTS[which];
  const containers: readonly Container[] = pod.spec[spec] ?? [];
  const old = before[statuses] ?? [];
  const waitsFor = pod.spec.initContainers?.length ? 'PodInitializing' : 'ContainerCreating';

  const restarting = shouldRestartAll(pod, runtime, before);

  const told = containers.map((container) => {
    const was = old.find(({ name }) => name === container.name);
    const attempts = runtime.containers.filter(({ name }) => name === container.name);
    const [current, previous] = attempts;
    let status: ContainerStatus = current
      ? {
          ...converted(inputs, container, current),
          // one that takes a started one's place passes for started until its startup probe has seen it
          ...(current.state === 'running' && was?.started ? { started: true } : {}),
          lastState: previous ? stateOf(inputs, previous) : lastOf(was, current.id),
        }
      : restarting && was && !was.state?.waiting
        ? takenAway(container, was)
        : withoutContainer(container, was, waitsFor, runtime, pod);

    const finished = which === 'init' && current?.state === 'exited' && current.exitCode === 0;
    const reason = reasons.get(container.name);
    if (!finished && reason && willBeStarted(container, pod, runtime)) {
      if (status.state?.terminated) status = { ...status, lastState: { terminated: status.state.terminated } };
      status = {
        ...status,
        state: { waiting: { reason: reason.reason, ...(reason.message ? { message: reason.message } : {}) } },
      };
    }
    return status;
  });
  return which === 'init' ? told : told.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Whether the next sync will start a container (again).
 * @source kubernetes/kubernetes pkg/kubelet/container/helpers.go ShouldContainerBeRestarted
 */
export function willBeStarted(container: Container, pod: Pod, runtime: RuntimeStatus): boolean {
  if (pod.metadata.deletionTimestamp) return false;
  const current = latest(runtime, container.name);
  if (!current) return true;
  if (current.state === 'running') return false;
  return current.state === 'created' || containerShouldRestart(container, pod.spec, current.exitCode);
}

function converted(inputs: StatusInputs, container: Container, from: ContainerState): ContainerStatus {
  const allocated = inputs.allocated(container);
  const { gid, groups } = from.user;
  return {
    name: from.name,
    state: stateOf(inputs, from),
    ready: false,
    restartCount: from.attempt,
    image: from.image,
    imageID: from.imageId,
    containerID: from.id,
    ...(allocated ? { allocatedResources: allocated } : {}),
    resources: from.resources ?? {},
    user: { linux: { uid: from.user.uid, gid, supplementalGroups: [...groups] } },
  };
}

function stateOf({ time }: StatusInputs, from: ContainerState): NonNullable<ContainerStatus['state']> {
  switch (from.state) {
    case 'running':
      return { running: { startedAt: from.startedAt === undefined ? null : time(from.startedAt) } };
    case 'created':
      return { waiting: {} };
    case 'exited':
      return {
        terminated: {
          exitCode: from.exitCode,
          reason: from.reason,
          ...(from.message ? { message: from.message } : {}),
          startedAt: from.startedAt === undefined ? null : time(from.startedAt),
          finishedAt: from.finishedAt === undefined ? null : time(from.finishedAt),
          containerID: from.id,
        },
      };
  }
}

/** How an attempt ended that the runtime does not have any more. */
const lastOf = (was: ContainerStatus | undefined, id: string): NonNullable<ContainerStatus['lastState']> => {
  const ended = was?.containerID === id ? undefined : was?.state?.terminated;
  return ended ? { terminated: ended } : (was?.lastState ?? {});
};

/** A container that the runtime does not know (yet, or any more). */
function withoutContainer(
  container: Container,
  was: ContainerStatus | undefined,
  waitsFor: string,
  runtime: RuntimeStatus,
  { metadata }: Pod,
): ContainerStatus {
  if (was?.state?.terminated) return was;
  const lost = was?.state?.running !== undefined && runtime.sandbox !== 'none';
  return {
    name: container.name,
    state: { waiting: { reason: waitsFor } },
    lastState: lost ? { terminated: LOST } : (was?.lastState ?? {}),
    ready: false,
    restartCount: (was?.restartCount ?? 0) + (lost && !metadata.deletionTimestamp ? 1 : 0),
    image: container.image ?? '',
    imageID: '',
  };
}

/** One that was taken away to be started anew with all others. */
const takenAway = (container: Container, was: ContainerStatus): ContainerStatus => ({
  name: container.name,
  state: { waiting: { reason: RESTARTING_ALL, message: TAKEN_AWAY } },
  lastState: {
    terminated: { reason: RESTARTING_ALL, message: TAKEN_AWAY, exitCode: 137, startedAt: null, finishedAt: null },
  },
  ready: false,
  restartCount: (was.restartCount ?? 0) + 1,
  image: container.image ?? '',
  imageID: '',
});
const TAKEN_AWAY = 'The container is removed because RestartAllContainers in place';

const LOST = {
  reason: 'ContainerStatusUnknown',
  message: 'The container could not be located when the pod was deleted.  The container used to be Running',
  exitCode: 137,
  startedAt: null,
  finishedAt: null,
};
