import type { ContainerStatus, PodStatus } from '../api/schema/kinds.ts';
import { goQuote } from '../go-quote.ts';
import type { LogsResult } from './node-runtime.ts';
import type { PodSandbox } from './pod-sandbox.ts';

/**
 * Which attempt's log is asked for, and its lines.
 * @source kubernetes/kubernetes pkg/kubelet/kubelet_pods.go validateContainerLogStatus
 */
export function containerLogs(
  name: string,
  status: PodStatus,
  sandbox: PodSandbox | undefined,
  container: string,
  which: 'current' | 'previous',
): LogsResult {
  const all = [
    ...(status.containerStatuses ?? []),
    ...(status.initContainerStatuses ?? []),
    ...(status.ephemeralContainerStatuses ?? []),
  ];
  const shown = all.find((one) => one.name === container);
  const found = shown
    ? logOf(name, shown, which)
    : { message: `container ${goQuote(container)} in pod ${goQuote(name)} is not available` };
  if ('message' in found) return { ok: false, message: found.message };
  const record = sandbox?.byId(found.id);
  if (record) return { ok: true, lines: record.log.lines };
  return {
    ok: true,
    lines: [{ at: 0, stream: 'stdout', text: `unable to retrieve container logs for ${found.id}`, open: true }],
  };
}

function logOf(
  pod: string,
  status: ContainerStatus,
  which: 'current' | 'previous',
): { readonly id: string } | { readonly message: string } {
  const about = `container ${goQuote(status.name)} in pod ${goQuote(pod)}`;
  const last = status.lastState?.terminated;
  const { running, terminated, waiting } = status.state ?? {};
  if (which === 'previous')
    return last?.containerID ? { id: last.containerID } : { message: `previous terminated ${about} not found` };
  if (running) return { id: status.containerID ?? '' };
  if (terminated?.containerID) return { id: terminated.containerID };
  if (last?.containerID) return { id: last.containerID };
  if (terminated ?? last) return { message: `${about} is terminated` };
  switch (waiting?.reason) {
    case 'ErrImagePull':
      return { message: `${about} is waiting to start: image can't be pulled` };
    case 'ImagePullBackOff':
      return { message: `${about} is waiting to start: trying and failing to pull image` };
    case undefined:
      return { message: `${about} is waiting to start - no logs yet` };
    default:
      return { message: `${about} is waiting to start: ${waiting?.reason ?? ''}` };
  }
}
