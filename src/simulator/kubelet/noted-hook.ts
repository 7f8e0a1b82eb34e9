import type { Container, LifecycleHandler } from '../api/schema/kinds.ts';
import type { Task } from '../task.ts';
import type { ContainerRecord } from './container-record.ts';
import { runHook } from './hooks.ts';
import type { PodOnNode } from './node-services.ts';
import { podKey } from './pod-names.ts';

/** Runs a hook and notes its beginning and end in the history. @returns what the kubelet says where it failed */
export function* notedHook(
  on: PodOnNode,
  container: Container,
  record: ContainerRecord,
  hook: 'postStart' | 'preStop',
  handler: LifecycleHandler,
): Task<string | undefined> {
  const { clock, history } = on.node.context;
  const note = (what: 'hook-started' | 'hook-ended', detail: string, because: number | undefined): number =>
    history.record({
      type: 'container',
      at: clock.now,
      pod: podKey(on.pod),
      container: container.name,
      what,
      detail,
      cause: on.cause(`its ${hook} hook`, because),
    });
  const began = note('hook-started', hook, record.entry);
  const place = { ...on.node.context, network: on.node.network, podIp: on.sandbox.ip ?? '', address: on.node.address };
  const error = yield* runHook(place, on.pod, container, record, handler);
  note('hook-ended', error === undefined ? hook : `${hook}: ${error}`, began);
  return error;
}
