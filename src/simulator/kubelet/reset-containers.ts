import type { Pod } from '../api/schema/kinds.ts';
import type { Task } from '../task.ts';
import { killContainer } from './kill-container.ts';
import type { PodOnNode } from './node-services.ts';
import { asksForAll } from './restart-all.ts';
import type { RuntimeStatus } from './runtime-status.ts';

/**
 * Kills all containers of a Pod without a grace period and forgets their attempts, so that it begins anew in its sandbox.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go SyncPod; recorded: rules/restart-all-*
 */
export function* resetContainers(on: PodOnNode, runtime: RuntimeStatus): Task<void> {
  for (const id of resetOrder(on.pod, runtime)) {
    const record = on.sandbox.byId(id);
    const hasEnded = runtime.containers.some((found) => found.id === id && found.state === 'exited');
    if (record && !hasEnded) yield* killContainer(on, record, { message: 'killing', reason: 'other', grace: 0 });
    on.sandbox.remove(id);
  }
}

/**
 * The ids of all attempts: those whose end asked for the restart last.
 * @source kubernetes/kubernetes pkg/kubelet/kuberuntime/kuberuntime_manager.go getContainersToReset
 */
function resetOrder({ spec }: Pod, runtime: RuntimeStatus): readonly string[] {
  const targets: string[] = [];
  const sources: string[] = [];
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])])
    for (const { id, name, state, exitCode } of runtime.containers)
      if (name === container.name) (state === 'exited' && asksForAll(container, exitCode) ? sources : targets).push(id);
  return [...targets, ...sources];
}
