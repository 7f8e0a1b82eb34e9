import type { ContainerEntry } from '../../src/simulator/index.ts';
import type { Question, Run } from './grader.ts';
import type { Subject } from './history-view.ts';

/** What is asked of a Pod's end is answered within so many seconds. */
const TOLERANCE = 2;

/** The first thing of its kind that happened to the Pod's containers. */
const first = ({ cluster }: Run, { key }: Subject<'Pod'>, what: ContainerEntry['what'], detail = '') =>
  cluster.history.entries.find(
    (entry): entry is ContainerEntry =>
      entry.type === 'container' && entry.pod === key && entry.what === what && entry.detail.includes(detail),
  );
const second = (run: Run, entry: ContainerEntry | undefined): number =>
  entry ? Math.round(run.history.since(entry.at) * 10) / 10 : -1;

/** The second of the first signal of this name; -1 where none was sent. */
export const signalledAt = (subject: Subject<'Pod'>, signal: 'SIGTERM' | 'SIGKILL'): Question => ({
  truth: (run) => second(run, first(run, subject, 'signal', signal)),
  tolerance: TOLERANCE,
});

/** The second at which its container ended first; -1 where it never did. */
export const endedAt = (subject: Subject<'Pod'>): Question => ({
  truth: (run) => second(run, first(run, subject, 'exited')),
  tolerance: TOLERANCE,
});

/** Exit code of the container that ended first, also where the Pod is gone; -1 where none ended. */
export const exitCodeOf = (subject: Subject<'Pod'>): Question => ({
  truth: (run) => Number(/^\d+/.exec(first(run, subject, 'exited')?.detail ?? '')?.[0] ?? -1),
});
