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

/** The memory that the largest container of a Pod used when the run ended, in bytes; 0 where none runs. */
export function memoryOf({ cluster, history }: Run, subject: Subject<'Pod'>): number {
  const pod = history.last(subject);
  if (!pod) return 0;
  const { uid, namespace = 'default' } = pod.metadata;
  const ref = { uid, namespace, name: pod.metadata.name };
  const node = cluster.node(pod.spec.nodeName ?? '');
  return Math.max(...pod.spec.containers.map(({ name }) => node?.usage(ref, name)?.memory ?? 0));
}
