import type { Container } from '../api/schema/kinds.ts';
import { sameJson } from '../api/same-json.ts';
import type { Millis } from '../clock.ts';
import type { ContainerRecord, ContainerState } from './container-record.ts';
import { memoryByContainer, memoryInUse } from './container-usage.ts';
import type { PodOnNode } from './node-services.ts';
import { podMemoryLimit } from './pod-memory-limit.ts';
import { resourcesOf } from './start-container.ts';
import { parseTimestamp } from '../timestamp.ts';

export type Applied =
  | { readonly ok: true; readonly changed: boolean }
  /** Why nothing was done. */
  | { readonly ok: false; readonly problem: string };

interface Due {
  readonly record: ContainerRecord;
  readonly wanted: ReturnType<typeof resourcesOf>;
}

/**
 * Gives running containers what they were granted, those apart that are started anew.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go doPodResizeAction
 */
export function applyResize(on: PodOnNode, starting: readonly Container[]): Applied {
  const { pod, sandbox } = on;
  const due = dueIn(on, starting);
  const problems = due.flatMap(({ record: { state }, wanted }) => belowUse(on, state, wanted.memoryLimit));
  const used = podUse(on);
  const whole = podMemoryLimit(pod);
  const before = sandbox.memory?.limit;
  if (whole !== undefined && (before === undefined || whole < before) && used >= whole)
    problems.unshift(`attempting to set pod memory limit (${whole}) below current usage (${used})`);
  if (problems.length > 0) {
    const told = problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`;
    return { ok: false, problem: `cannot decrease memory limits: ${told}` };
  }
  for (const { record, wanted } of due) sandbox.resize(record, { ...record.state, ...wanted });
  sandbox.memory?.limitTo(whole);
  return { ok: true, changed: due.length > 0 };
}

/**
 * Whether something that runs has not yet what it was granted; what does not run gets it when it is started.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go IsPodResizeInProgress
 */
export const isResizeDue = (on: PodOnNode): boolean => !!on.pod.spec.resources || dueIn(on, []).length > 0;

function dueIn({ pod, sandbox }: PodOnNode, starting: readonly Container[]): Due[] {
  return [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].flatMap((container) => {
    const record = sandbox.latest(container.name);
    if (record?.state.state !== 'running' || starting.includes(container)) return [];
    const wanted = resourcesOf(container, pod);
    const { cpuLimit, memoryLimit, resources } = record.state;
    const isSame =
      sameJson(resources ?? {}, container.resources ?? {}) &&
      cpuLimit === wanted.cpuLimit &&
      memoryLimit === wanted.memoryLimit;
    return isSame ? [] : [{ record, wanted }];
  });
}

/**
 * Whether a container uses more than its limit would become; the message gives what the whole Pod uses, as Kubernetes' does.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go validateMemoryResizeAction; recorded: resize/memory-below-use
 */
function belowUse(on: PodOnNode, { name, memoryLimit }: ContainerState, limit: number | undefined): string[] {
  if (limit === undefined || (memoryLimit !== undefined && limit >= memoryLimit)) return [];
  if ((memoryByContainer(on.sandbox.containers).get(name) ?? 0) < limit) return [];
  return [`attempting to set container "${name}" memory limit (${limit}) below current usage (${podUse(on)})`];
}

/** A Pod's whole use is measured when its first sync makes its group, and next after 10 to 20 seconds. @source cadvisor manager/container.go housekeeping */
const MEASURED_AGAIN: Millis = 15_000;

/** Bytes, as last measured; recorded: resize/memory-down-below-use */
function podUse({ node, pod, sandbox }: PodOnNode): number {
  const { epoch, now } = node.context.clock;
  const begun = parseTimestamp(pod.status.startTime ?? '') ?? 0;
  return epoch + now - begun < MEASURED_AGAIN ? 0 : memoryInUse(sandbox.containers);
}
