import { type Container } from '../../src/simulator/index.ts';
import type { Run } from './grader.ts';
import type { Subject } from './history-view.ts';

/**
 * What a container of a Pod had written when the run ended, line by line; none where it never ran.
 * @param container - the Pod's first where it is not named
 */
export function logLines({ cluster, history }: Run, subject: Subject<'Pod'>, container?: string): readonly string[] {
  const pod = history.last(subject);
  const first: Container | undefined = pod?.spec.containers[0];
  const { uid, name, namespace = 'default' } = pod?.metadata ?? { uid: '', name: '' };
  const logs = cluster
    .node(pod?.spec.nodeName ?? '')
    ?.logs({ uid, name, namespace }, container ?? first?.name ?? '', 'current');
  return logs?.ok ? logs.lines.map((line) => line.text) : [];
}
