import type { ProcessNamespace } from '../runtime/process.ts';
import type { ContainerRecord } from './container-record.ts';

/** Bytes that running containers hold, by name. */
export const memoryByContainer = (containers: readonly ContainerRecord[]): ReadonlyMap<string, number> =>
  new Map(
    containers.flatMap(({ state, namespace }) =>
      state.state === 'running' && namespace ? [[state.name, namespace.usage(state.id).memory]] : [],
    ),
  );

/** Bytes that all running containers hold together. */
export const memoryInUse = (containers: readonly ContainerRecord[]): number =>
  namespacesOf(containers).reduce((sum, { memory }) => sum + memory, 0);

/** Processes that run in them. */
export const processesOf = (containers: readonly ContainerRecord[]): number =>
  namespacesOf(containers).reduce((sum, namespace) => sum + namespace.list().length, 0);

/** The process namespaces of running containers, each once: a Pod can share one, and ephemeral containers join another's. */
function namespacesOf(containers: readonly ContainerRecord[]): readonly ProcessNamespace[] {
  const found: ProcessNamespace[] = [];
  for (const { state, namespace } of containers)
    if (state.state === 'running' && namespace && !found.includes(namespace)) found.push(namespace);
  return found;
}
