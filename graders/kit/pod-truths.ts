import { podSummary, type Pod } from '../../src/simulator/index.ts';
import type { Duration } from './duration.ts';
import type { Question } from './grader.ts';
import type { Subject } from './history-view.ts';
import type { Predicate } from './predicates.ts';

/** A choice's id for a word of Kubernetes. @example optionOf('Init:0/1') → 'init-0-1' */
export const optionOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** kubectl's STATUS at a time, as a choice's id. */
export const statusAt = (subject: Subject<'Pod'>, at: Duration): Question => ({
  at,
  truth({ history }) {
    const pod = history.stateAt(subject, at);
    return pod ? optionOf(podSummary(pod).status) : 'gone';
  },
});

/** The phase at a time, as a choice's id. */
export const phaseAt = (subject: Subject<'Pod'>, at: Duration): Question => ({
  at,
  truth({ history }) {
    const pod = history.stateAt(subject, at);
    return pod ? optionOf(pod.status.phase ?? 'Pending') : 'gone';
  },
});

/** Whether something is true of a Pod at a time: the choices yes and no. */
export const isItAt = (subject: Subject<'Pod'>, at: Duration, predicate: Predicate<Pod>): Question => ({
  at,
  truth: ({ history }) => (predicate(history.stateAt(subject, at)) ? 'yes' : 'no'),
});

/** Whether a Service sends requests to a Pod at a time: the choices yes and no. */
export const inEndpointsAt = (subject: Subject<'Pod'>, at: Duration): Question => ({
  at,
  truth({ history }) {
    const name = subject.key.split('/')[1];
    return history
      .listAt('EndpointSlice', at)
      .some((slice) => slice.endpoints?.some((e) => e.targetRef?.name === name && e.conditions?.ready === true))
      ? 'yes'
      : 'no';
  },
});
