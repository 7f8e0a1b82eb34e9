import type { Pod } from '../api/schema/kinds.ts';
import type { ComponentContext } from '../component.ts';
import type { Cause } from '../history.ts';
import { podKey } from './pod-names.ts';

export type ContainerHappening = 'started' | 'signal' | 'exited' | 'oom-killed';

/** Writes into the history what happened to a container. @returns the entry's number, for causes */
export function recordContainer(
  { clock, history }: ComponentContext,
  pod: Pod,
  container: string,
  what: ContainerHappening,
  detail: string,
  cause: Cause,
): number {
  return history.record({ type: 'container', at: clock.now, pod: podKey(pod), container, what, detail, cause });
}
