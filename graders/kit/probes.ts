import type { Pod, ProbeEntry, ProbeKind, Seconds } from '../../src/simulator/index.ts';
import { seconds, type Duration } from './duration.ts';
import type { Facts, Finding } from './facts.ts';
import type { Run } from './grader.ts';
import type { Subject } from './history-view.ts';

type Probe = NonNullable<Pod['spec']['containers'][number]['livenessProbe']>;

/** A probe of the Pod's first container that has one of the kind. */
export const probeOf = (pod: Pod | undefined, kind: ProbeKind): Probe | undefined =>
  pod?.spec.containers.map((c) => c[`${kind}Probe`]).find((probe) => probe !== undefined);

/** How long a container may take to answer for the first time: initialDelaySeconds + failureThreshold × periodSeconds. */
export function bootBudget(pod: Pod | undefined): Seconds {
  const probe = probeOf(pod, 'startup') ?? probeOf(pod, 'liveness');
  return probe ? patienceOf(probe) : Infinity;
}

/** Until a probe that never succeeds has used up its failures: initialDelaySeconds + failureThreshold × periodSeconds. */
export const patienceOf = ({ initialDelaySeconds = 0, failureThreshold = 3, periodSeconds = 10 }: Probe): Seconds =>
  initialDelaySeconds + failureThreshold * periodSeconds;

/** How a probe asks. */
export const handlerOf = (probe: Probe | undefined): string =>
  (probe && ['httpGet', 'tcpSocket', 'exec', 'grpc'].find((handler) => handler in probe)) ?? '–';

/** Whether it is the wait for each answer that makes a probe slow to act, and not how often it counts: {slow} "timeout" or "count". */
export const slowness = (probe: Probe | undefined): Facts => ({
  slow: probe && (probe.timeoutSeconds ?? 1) > (probe.periodSeconds ?? 10) ? 'timeout' : 'count',
});

/** What the liveness probe is set to, and the second before which it cannot act: {liveness} {delay} {period} {threshold} {timeout} {first}. */
export function livenessFacts(pod: Pod | undefined): Facts {
  const probe = probeOf(pod, 'liveness');
  if (!probe) return { liveness: '–', delay: '–', period: '–', threshold: '–', timeout: '–', first: '–' };
  const { initialDelaySeconds: delay = 0, periodSeconds: period = 10, failureThreshold: threshold = 3 } = probe;
  return {
    liveness: handlerOf(probe),
    delay,
    period,
    threshold,
    timeout: probe.timeoutSeconds ?? 1,
    first: delay + (threshold - 1) * period,
  };
}

/** The first line of what the last probe that did not succeed said. Facts: {output} {probe}. */
export function lastFailure({ cluster }: Run, subject: Subject<'Pod'>, kind?: ProbeKind): Facts {
  const entry = cluster.history.entries.findLast(
    (e): e is ProbeEntry =>
      e.type === 'probe' && e.pod === subject.key && e.result !== 'success' && (kind ?? e.probe) === e.probe,
  );
  return { output: entry?.output.trim().split('\n')[0] || '–', probe: entry?.probe ?? '–' };
}

/** As lastFailure, of any Pod of a Deployment of the namespace default. */
export function lastFailureOf({ cluster }: Run, deployment: string, kind: ProbeKind): Facts {
  const entry = cluster.history.entries.findLast(
    (e): e is ProbeEntry =>
      e.type === 'probe' && e.probe === kind && e.result !== 'success' && e.pod.startsWith(`default/${deployment}-`),
  );
  return { output: entry?.output.trim().split('\n')[0] || '–', probe: entry?.probe ?? '–' };
}

/** A finding that can tell more; where it fails, at the moment `shown` if one is named. */
export const telling = (finding: Finding, facts: Facts, shown?: Duration): Finding => ({
  ...finding,
  facts: { ...finding.facts, ...facts },
  ...(shown && !finding.holds ? { at: seconds(shown) } : {}),
});
