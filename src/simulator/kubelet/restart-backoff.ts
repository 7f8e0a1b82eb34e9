import type { Container } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import type { StartFailureReason } from './container-statuses.ts';
import { durationText } from './crash-loop-backoff.ts';
import { tell, type PodOnNode } from './node-services.ts';
import { containerFieldPath, podText } from './pod-names.ts';
import type { RuntimeStatus } from './runtime-status.ts';
import { definitionOf } from './start-container.ts';

export interface RestartBackoff {
  /** When the wait is over. */
  readonly until: Millis;
  readonly why: StartFailureReason;
}

/**
 * Whether a container that ended must wait before it is started again; says so in an event. Looks at what the last
 * relist saw, as the kubelet does: a container killed in this very sync does not count yet.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go doBackOff, helpers.go GetBackoffKey;
 *   recorded: liveness/never-healthy, resize/during-crash-loop
 */
export function restartBackoff(
  on: PodOnNode,
  container: Container,
  runtime: RuntimeStatus,
): RestartBackoff | undefined {
  const { now } = on.node.context.clock;
  const ended = runtime.containers.find(({ name, state }) => name === container.name && state === 'exited');
  if (!ended) return undefined;
  const at = ended.finishedAt ?? now;
  const { crashLoops } = on.node;
  const key = `${on.pod.metadata.uid}/${definitionOf(container)}/${JSON.stringify(container.resources ?? {})}`;
  if (!crashLoops.isIn(key, at, now)) {
    crashLoops.next(key, at, now);
    return undefined;
  }
  const delay = crashLoops.delay(key);
  const pod = podText(on.pod);
  tell(on, 'Warning', 'BackOff', `Back-off restarting failed container ${container.name} in pod ${pod}`, {
    fieldPath: containerFieldPath(on.pod, container.name),
    because: on.sandbox.byId(ended.id)?.entry,
  });
  const message = `back-off ${durationText(delay)} restarting failed container=${container.name} pod=${pod}`;
  return { until: at + delay, why: { reason: 'CrashLoopBackOff', message } };
}
