import type { Pod } from '../src/simulator/index.ts';
import {
  all,
  at,
  diagnose,
  each,
  envOf,
  firstFailing,
  hasImage,
  hasLabels,
  hasProbe,
  isRunning,
  noNewRestarts,
  pod,
  podsLike,
  restartsOf,
  setKnob,
  threeNodes,
  type,
  type Predicate,
  type Run,
  type Test,
} from './kit/index.ts';

const CAUSES = { a: 'oom', b: 'liveness', c: 'grace' } as const;
/** When the grader deletes `c` and lets `b` hang, from the last command; and how long a probe may take to find that out. */
const DELETED = 185;
const FOUND = 120;
/** Seconds that the server needs for its requests in flight: a container that ends sooner took it along. */
const DRAIN = 1;

/** Facts: {pod}, {cause}: the label that it carries. */
const labelled: Test = ({ history, handedIn }) => {
  const findings = Object.entries(CAUSES).map(([name, cause]) => {
    const finding = history.at(`${handedIn + DELETED - 1}s`).expect(pod(name), hasLabels({ cause }));
    const label =
      history.last(pod(name))?.metadata.labels?.['cause'] ??
      history.stateAt(pod(name), `${handedIn}s`)?.metadata.labels?.['cause'];
    return { ...finding, facts: { ...finding.facts, pod: name, cause: label ?? '–' } };
  });
  return firstFailing(findings[0]!, ...findings.slice(1));
};

const keepsLimit: Predicate<Pod> = (found) =>
  found?.spec.containers[0]?.resources?.limits?.['memory'] !== undefined && envOf(found.spec, 'MAX_MB') === '200';

const podsNamed = (name: string) => podsLike(({ metadata }) => metadata.name === name);

/** It tidies up when it did before. */
const keepsPauses = ({ history }: Run): Predicate<Pod> => {
  const before = history.first(podsNamed('b'))?.[0];
  return (found) => envOf(found?.spec, 'PAUSES') === envOf(before?.spec, 'PAUSES');
};

/** It runs as it was asked to, and was not restarted since. Facts: {newRestarts}, {limit}, {probe}, {pauses}. */
const stable =
  (name: 'a' | 'b', asked: (run: Run) => Predicate<Pod>): Test =>
  (run: Run) => {
    const group = podsNamed(name);
    const steady = noNewRestarts(run, group, 35, DELETED - 1);
    const kept = run.history.at(`${run.handedIn + DELETED - 1}s`).expect(group, each(all(isRunning, asked(run))));
    const found = run.history.last(pod(name));
    return {
      ...steady,
      holds: steady.holds && kept.holds,
      facts: {
        ...steady.facts,
        limit: found?.spec.containers[0]?.resources?.limits?.['memory'] ?? '–',
        probe: hasProbe('liveness')(found) ? 'kept' : 'gone',
        pauses: keepsPauses(run)(found) ? 'kept' : 'gone',
      },
    };
  };

/** `b`, which hangs for good, is restarted in time. */
const notices: Test = ({ history, handedIn }) => {
  const b = pod('b');
  const restartsAt = (after: number): number => restartsOf(history.stateAt(b, `${handedIn + after}s`));
  const noticed = restartsAt(DELETED + FOUND) > restartsAt(DELETED);
  return history.at(`${handedIn + DELETED + FOUND}s`).expect(b, () => noticed);
};

/** How the container of `c` ended once it was deleted. Facts: {code}, {after} seconds, {grace}. */
const endsClean: Test = ({ cluster, history, handedIn }) => {
  const deleted = handedIn + DELETED;
  const end = cluster.history.entries.findLast(
    (entry) =>
      entry.type === 'container' &&
      entry.what === 'exited' &&
      entry.pod === 'default/c' &&
      history.since(entry.at) >= deleted,
  );
  const code = /^\d+/.exec(end?.type === 'container' ? end.detail : '')?.[0] ?? '–';
  const grace = history.stateAt(pod('c'), `${deleted - 1}s`)?.spec.terminationGracePeriodSeconds ?? '–';
  const after = end ? Math.round(history.since(end.at) - deleted) : '–';
  return {
    holds: code === '0' && end !== undefined && history.since(end.at) - deleted >= DRAIN,
    facts: { code, after, grace },
    at: end ? history.since(end.at) : deleted,
    entry: end?.index,
  };
};

export default diagnose({
  variants: {
    shown: {
      cluster: threeNodes(),
      earlier: [at('3m', type('kubectl set image pod/c app=course/web:2.0'))],
      before: '5m',
    },
  },
  after: '306s',
  then: [
    at(`${DELETED}s`, type('kubectl delete pod c --wait=false')),
    at(`${DELETED}s`, setKnob('course/web', 'HANG_AT', '0')),
  ],
  checks: {
    labels: labelled,
    'a-stable': stable('a', () => all(keepsLimit, hasImage('course/leaky:1.0'))),
    'b-stable': stable('b', (run) => all(hasProbe('liveness'), keepsPauses(run), hasImage('course/web:1.0'))),
    'b-notices': notices,
    'c-clean': endsClean,
  },
});
