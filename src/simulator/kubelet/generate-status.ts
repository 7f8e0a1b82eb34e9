import type { ContainerStatus, Pod, PodCondition, PodStatus } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import { isKubeletsCondition } from '../pod/conditions.ts';
import { allocatedToPod } from './allocated-resources.ts';
import { containerStatuses, type StartFailureReason } from './container-statuses.ts';
import {
  containersReadyCondition,
  initializedCondition,
  readyCondition,
  readyToStartCondition,
  scheduledCondition,
} from './generate-conditions.ts';
import { isTerminal, podPhase } from './phase.ts';
import { couldRestartAll, restartingCondition } from './restart-all.ts';
import { latest, type RuntimeStatus } from './runtime-status.ts';

/** Why a Pod must end although its containers have not. */
export interface Eviction {
  readonly reason: string;
  readonly message: string;
}

export interface GenerateInputs {
  readonly pod: Pod;
  readonly runtime: RuntimeStatus;
  readonly before: PodStatus;
  readonly reasons: ReadonlyMap<string, StartFailureReason>;
  readonly time: (t: Millis) => string;
  readonly hostIp: string;
  readonly eviction: Eviction | undefined;
  /** What the probes say of a container: sets started and ready. */
  readonly probed: (status: ContainerStatus) => { readonly started: boolean; readonly ready: boolean };
  /** Further conditions of the kubelet's: about a resize under way, or why the Pod is evicted. */
  readonly own: readonly PodCondition[];
  /** Whether nothing of the Pod will be started any more. */
  readonly ended: 'ended' | 'going-on';
}

/**
 * A Pod's status from what a relist found of it and what the probes say.
 * @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go generateAPIPodStatus
 */
export function generateStatus(inputs: GenerateInputs): PodStatus {
  const { pod, runtime, before, eviction } = inputs;
  const statusInputs = {
    ...inputs,
    allocated: (container: { resources?: { requests?: Readonly<Record<string, string>> | undefined } | undefined }) =>
      nonEmpty(container.resources?.requests),
  };
  const rawInit = containerStatuses(statusInputs, 'init');
  const rawApp = containerStatuses(statusInputs, 'app');
  const begun = runtime.sandbox === 'ready' && pod.spec.containers.some(({ name }) => isBegun(runtime, name));
  const derived = podPhase(pod, [...rawApp, ...rawInit], inputs.ended === 'ended', begun);
  const kept = isTerminal(derived) ? undefined : [before.phase, pod.status.phase].find(isTerminal);
  const phase = eviction ? 'Failed' : (kept ?? derived);
  const said =
    eviction ??
    (phase === before.phase
      ? { reason: before.reason ?? pod.status.reason, message: before.message ?? pod.status.message }
      : {});

  const app = rawApp.map((status): ContainerStatus => ({ ...status, ...inputs.probed(status) }));
  const init = rawInit.map((status): ContainerStatus => {
    const { started, ready } = inputs.probed(status);
    if (pod.spec.initContainers?.find(({ name }) => name === status.name)?.restartPolicy === 'Always')
      return { ...status, started, ready };
    return { ...status, started, ready: status.state?.terminated?.exitCode === 0 };
  });
  const ephemeral = containerStatuses(statusInputs, 'ephemeral');
  const all = [...init, ...app];
  const others = (pod.status.conditions ?? []).filter(
    ({ type }) => !isKubeletsCondition(type) && !inputs.own.some((own) => own.type === type),
  );
  const allocated = allocatedToPod(pod.spec);
  const { generation } = pod.metadata;
  const ip = runtime.ip ?? before.podIP;
  return {
    ...(generation ? { observedGeneration: generation } : {}),
    phase,
    conditions: [
      ...others,
      ...inputs.own,
      readyToStartCondition(pod, runtime.sandbox === 'ready'),
      initializedCondition(pod, before, all, phase),
      readyCondition(pod, others, all, phase),
      containersReadyCondition(pod, all, phase),
      scheduledCondition(pod),
      ...(couldRestartAll(pod.spec) ? [restartingCondition(pod, runtime, before, phase)] : []),
    ],
    ...(said.message ? { message: said.message } : {}),
    ...(said.reason ? { reason: said.reason } : {}),
    hostIP: inputs.hostIp,
    hostIPs: [{ ip: inputs.hostIp }],
    ...(ip ? { podIP: ip, podIPs: [{ ip }] } : {}),
    ...(init.length > 0 ? { initContainerStatuses: init } : {}),
    containerStatuses: app,
    ...(ephemeral.length > 0 ? { ephemeralContainerStatuses: ephemeral } : {}),
    ...(before.qosClass ? { qosClass: before.qosClass } : {}),
    ...(allocated ? { allocatedResources: allocated } : {}),
  };
}

const isBegun = (runtime: RuntimeStatus, name: string): boolean => {
  const state = latest(runtime, name)?.state;
  return state === 'running' || state === 'exited';
};

const nonEmpty = (list: Readonly<Record<string, string>> | undefined): Readonly<Record<string, string>> | undefined =>
  list && Object.keys(list).length > 0 ? list : undefined;
