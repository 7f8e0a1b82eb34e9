import type { Pod, ScheduleTrace } from '../../src/simulator/index.ts';
import type { Finding } from './facts.ts';
import type { HistoryView, Subject } from './history-view.ts';

/**
 * The Pod stands on a node that `right` accepts, and could not have stood elsewhere: where the scheduler had several nodes of
 * one score, each of them must be right, so that nobody passes by luck.
 */
export function placed(history: HistoryView, subject: Subject<'Pod'>, right: (node: string) => boolean): Finding {
  const pod: Pod | undefined = history.last(subject);
  const facts = subject.facts(pod);
  const attempt = history.attempts(subject).findLast((entry) => (entry.trace as ScheduleTrace).chosen !== undefined);
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
  };
}
