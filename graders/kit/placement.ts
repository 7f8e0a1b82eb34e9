import type { Pod, ScheduleTrace } from '../../src/simulator/index.ts';
import { seconds, type Duration } from './duration.ts';
import type { Finding } from './facts.ts';
import type { Run } from './grader.ts';
import type { HistoryView, Subject } from './history-view.ts';

/**
 * The Pod stands on a node that `right` accepts, and could not have stood elsewhere: where the scheduler had several nodes of
 * one score, each of them must be right, so that nobody passes by luck.
 *
 * @param when - the moment that is looked at; the end of the run unless said
 */
export function placed(
  history: HistoryView,
  subject: Subject<'Pod'>,
  right: (node: string) => boolean,
  when?: Duration,
): Finding {
  const pod: Pod | undefined = when === undefined ? history.last(subject) : history.stateAt(subject, when);
  const facts = subject.facts(pod);
  const latest = when === undefined ? Infinity : seconds(when);
  const attempt = history
    .attempts(subject)
    .findLast(({ at, trace }) => history.since(at) <= latest && (trace as ScheduleTrace).chosen !== undefined);
  const trace = attempt?.trace as ScheduleTrace | undefined;
  const node = pod?.spec.nodeName;
  const nodes = trace?.ties?.length ? trace.ties : node ? [node] : [];
  const wrong = nodes.find((n) => !right(n));
  const at = attempt ? Math.max(0, history.since(attempt.at)) : 0;
  return {
    holds: node !== undefined && wrong === undefined,
    facts: { ...facts, node: wrong ?? node ?? '–', t: at },
    at,
    entry: attempt?.index,
    fields: node === undefined ? [] : CHOOSING.map((field) => `pod[${pod?.metadata.name}].spec.${field}`),
  };
}

/** What of a manifest chooses a node, in the order in which it leaves the scheduler less to choose. */
const CHOOSING = [
  'nodeName',
  'affinity.nodeAffinity',
  'nodeSelector',
  'affinity.podAffinity',
  'affinity.podAntiAffinity',
  'topologySpreadConstraints',
  'tolerations',
];

/** The scheduler gave this Pod its node: nobody wrote it by hand. */
export const wasScheduled = ({ cluster }: Run, pod: Pod | undefined): boolean =>
  cluster.history.entries.some(
    (entry) =>
      entry.type === 'write' &&
      entry.verb === 'update' &&
      entry.kind === 'Pod' &&
      entry.after?.metadata.uid === pod?.metadata.uid &&
      (entry.before as Pod).spec.nodeName === undefined &&
      (entry.after as Pod).spec.nodeName !== undefined,
  );
