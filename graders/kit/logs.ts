import type { Pod } from '../../src/simulator/index.ts';
import type { Run } from './grader.ts';
import type { Subject } from './history-view.ts';

type NodeLogs = ReturnType<NonNullable<ReturnType<Run['cluster']['node']>>['logs']>;
type Lines = Extract<NodeLogs, { ok: true }>['lines'];

/**
 * What a container of a Pod had written when the run ended, line by line with the cluster's time; none where it never ran.
 * @param container - the Pod's first where it is not named
 */
export function logOf({ cluster }: Run, pod: Pod | undefined, container = pod?.spec.containers[0]?.name): Lines {
  const { uid = '', name = '', namespace = 'default' } = pod?.metadata ?? {};
  const logs = cluster.node(pod?.spec.nodeName ?? '')?.logs({ uid, name, namespace }, container ?? '', 'current');
  return logs?.ok ? logs.lines : [];
}

/** The texts of what a container of this Pod has written. */
export const logLines = (run: Run, subject: Subject<'Pod'>, container?: string): readonly string[] =>
  logOf(run, run.history.last(subject), container).map(({ text }) => text);
