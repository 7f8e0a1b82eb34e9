import type { Pod, ProbeEntry, ProbeKind, Seconds } from '../../src/simulator/index.ts';
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
  if (!probe) return Infinity;
  return (probe.initialDelaySeconds ?? 0) + (probe.failureThreshold ?? 3) * (probe.periodSeconds ?? 10);
}

/** What the last probe that did not succeed said. Facts: {output} {probe}. */
export function lastFailure({ cluster }: Run, subject: Subject<'Pod'>, kind?: ProbeKind): Facts {
  const entry = cluster.history.entries.findLast(
    (e): e is ProbeEntry =>
      e.type === 'probe' && e.pod === subject.key && e.result !== 'success' && (kind ?? e.probe) === e.probe,
  );
  return { output: entry?.output.trim() ?? '–', probe: entry?.probe ?? '–' };
}

/** A finding that can tell more. */
export const telling = (finding: Finding, facts: Facts): Finding => ({
  ...finding,
  facts: { ...finding.facts, ...facts },
});
