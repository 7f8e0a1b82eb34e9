import type { ContainerStateTerminated, ContainerStatus, Pod } from '../../api/schema/kinds.ts';
import { ageOf } from './age.ts';
import { columns, type TablePrinter } from './table.ts';

/**
 * A Pod's row: what its containers are at, in one word.
 * @source kubernetes/kubernetes pkg/printers/internalversion/printers.go printPod
 */
export const podTable: TablePrinter<Pod> = {
  columns: columns('Name Ready Status Restarts Age | IP Node Nominated_Node Readiness_Gates'),
  cells(pod, now) {
    const { ready, total, status, restarts, lastRestart } = podSummary(pod);
    return [
      pod.metadata.name,
      `${ready}/${total}`,
      status,
      restarts > 0 && lastRestart !== '' ? `${restarts} (${ageOf(lastRestart, now)} ago)` : restarts,
      ageOf(pod.metadata.creationTimestamp, now),
      pod.status?.podIPs?.[0]?.ip ?? '<none>',
      pod.spec?.nodeName || '<none>',
      pod.status?.nominatedNodeName || '<none>',
      readinessGates(pod),
    ];
  },
};

export interface PodSummary {
  readonly ready: number;
  readonly total: number;
  readonly status: string;
  readonly restarts: number;
  /** When a container last ended before it was started again; '' if none did. */
  readonly lastRestart: string;
}

/** What `kubectl get pods` sums a Pod up in. @source kubernetes/kubernetes pkg/printers/internalversion/printers.go printPod */
export function podSummary(pod: Pod): PodSummary {
  const initContainers = pod.spec?.initContainers ?? [];
  const isSidecar = (name: string): boolean =>
    initContainers.some((c) => c.name === name && c.restartPolicy === 'Always');
  const conditions = pod.status?.conditions ?? [];
  const phase = pod.status?.phase ?? '';
  let status = pod.status?.reason || phase;
  if (conditions.some((c) => c.type === 'PodScheduled' && c.reason === 'SchedulingGated')) status = 'SchedulingGated';

  const counted: ContainerStatus[] = [];
  let ready = 0;
  let initializing = false;
  for (const [i, container] of (pod.status?.initContainerStatuses ?? []).entries()) {
    counted.push(container);
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0) continue;
    if (isSidecar(container.name) && container.started) {
      if (container.ready) ready++;
      continue;
    }
    if (terminated) status = `Init:${terminationWord(terminated)}`;
    else if (waiting?.reason && waiting.reason !== 'PodInitializing') status = `Init:${waiting.reason}`;
    else status = `Init:${i}/${initContainers.length}`;
    initializing = true;
    break;
  }
  if (!initializing || conditions.some((c) => c.type === 'Initialized' && c.status === 'True')) {
    const sidecars = counted.filter((c) => isSidecar(c.name));
    counted.splice(0, counted.length, ...sidecars);
    let hasRunning = false;
    let failure = '';
    for (const container of [...(pod.status?.containerStatuses ?? [])].reverse()) {
      counted.push(container);
      const { terminated, waiting, running } = container.state ?? {};
      if (waiting?.reason) status = waiting.reason;
      else if (terminated) {
        status = terminationWord(terminated);
        if (terminated.exitCode !== 0) failure = status;
      } else if (container.ready && running) {
        hasRunning = true;
        ready++;
      }
    }
    if (status === 'Completed') {
      const isReady = conditions.some((c) => c.type === 'Ready' && c.status === 'True');
      if (hasRunning && isReady) status = 'Running';
      else if (failure !== '') status = failure;
      else if (hasRunning) status = 'NotReady';
    }
  }
  if (pod.metadata.deletionTimestamp) {
    if (pod.status?.reason === 'NodeLost') status = 'Unknown';
    else if (phase !== 'Failed' && phase !== 'Succeeded') status = 'Terminating';
  }
  return {
    ready,
    total: (pod.spec?.containers.length ?? 0) + initContainers.filter((c) => c.restartPolicy === 'Always').length,
    status,
    restarts: counted.reduce((sum, c) => sum + c.restartCount, 0),
    lastRestart: counted.reduce((last, c) => later(last, c.lastState?.terminated?.finishedAt), ''),
  };
}

function terminationWord({ reason, signal, exitCode }: ContainerStateTerminated): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode}`);
}

/** Timestamps of one form sort as text. */
function later(a: string, b: string | null | undefined): string {
  return b && b > a ? b : a;
}

function readinessGates(pod: Pod): string {
  const gates = pod.spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const met = gates.filter((gate) =>
    pod.status?.conditions?.some((c) => c.type === gate.conditionType && c.status === 'True'),
  );
  return `${met.length}/${gates.length}`;
}
