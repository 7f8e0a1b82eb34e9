import type { ContainerEntry } from '../../src/simulator/index.ts';
import type { Run } from './grader.ts';
import type { Subject } from './history-view.ts';

/** When a container of a Pod was started and when it ended (`detail` is then its exit code), in order. */
export const startsAndEnds = ({ cluster }: Run, subject: Subject<'Pod'>, container: string): ContainerEntry[] =>
  cluster.history.entries.filter(
    (entry): entry is ContainerEntry =>
      entry.type === 'container' &&
      entry.pod === subject.key &&
      entry.container === container &&
      (entry.what === 'started' || entry.what === 'exited'),
  );

/** The memory that a Pod's first container used when the run ended, in bytes; 0 where it does not run. */
export function memoryOf({ cluster, history }: Run, subject: Subject<'Pod'>): number {
  const pod = history.last(subject);
  const name = pod?.spec.containers[0]?.name;
  if (!pod || name === undefined) return 0;
  const { uid, namespace = 'default' } = pod.metadata;
  const ref = { uid, namespace, name: pod.metadata.name };
  return cluster.node(pod.spec.nodeName ?? '')?.usage(ref, name)?.memory ?? 0;
}
