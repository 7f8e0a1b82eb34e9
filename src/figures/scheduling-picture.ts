import { filterPlugins, type HistoryEntry, type Millis, type ScheduleTrace } from '../simulator/index.ts';
import type { SchedulingPicture, SchedulingRow } from './picture.ts';

/** The scheduler's attempts, a row a node; `at` is in milliseconds of the cluster's clock. */
export function schedulingPictures(entries: readonly HistoryEntry[], until: Millis): SchedulingPicture[] {
  return entries.flatMap((entry) => {
    if (entry.type !== 'schedule' || entry.at > until || !isTrace(entry.trace)) return [];
    return [{ at: entry.at, ...schedulingPicture(entry.trace) }];
  });
}

export function schedulingPicture(trace: ScheduleTrace): Omit<SchedulingPicture, 'at'> {
  const refused = trace.refused.map(({ node, plugin, reasons }): SchedulingRow => ({
    node,
    rejectedBy: plugin,
    reason: reasons.join(', '),
    chosen: false,
  }));
  const feasible = trace.feasible.map((node, i): SchedulingRow => {
    const total = trace.final[i];
    return {
      node,
      ...(trace.scores.length
        ? { scores: Object.fromEntries(trace.scores.map(({ plugin, weighted }) => [plugin, weighted[i] ?? 0])) }
        : {}),
      ...(total === undefined ? {} : { total }),
      chosen: node === trace.chosen,
    };
  });
  return {
    pod: trace.pod,
    filters: filtersThatRefused(trace),
    rows: [...refused, ...feasible].sort((a, b) => (a.node < b.node ? -1 : 1)),
    ...(trace.message === undefined ? {} : { message: trace.message }),
  };
}

/** In the order in which a node meets them: it has passed those before the one that refused it. */
function filtersThatRefused({ refused }: ScheduleTrace): string[] {
  const names = new Set(refused.map(({ plugin }) => plugin));
  const inOrder = filterPlugins.map(({ name }) => name).filter((name) => names.has(name));
  return [...new Set([...inOrder, ...names])];
}

const isTrace = (trace: unknown): trace is ScheduleTrace =>
  typeof trace === 'object' && trace !== null && 'refused' in trace && 'feasible' in trace;
