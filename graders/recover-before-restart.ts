import type { Pod } from '../src/simulator/index.ts';
import {
  all,
  at,
  deployment,
  each,
  endpointsAt,
  hasRestarted,
  isReady,
  lastFailureOf,
  livenessFacts,
  manifest,
  oneNode,
  podsOfDeployment,
  probeOf,
  restarts,
  setKnobOfOne,
  slowness,
  telling,
  wants,
  type Duration,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

const web = deployment('web');
const pods = podsOfDeployment('web');
/**
 * All pause at one time, or one at another: no probe is lucky with both. Four liveness looks of 10 s fall into the first, and
 * a second readiness look of 10 s comes late in the second.
 */
const PAUSE = { all: 56.5, one: 61, lasts: 35 };
const knob = (from: number): string => `${from}-${from + PAUSE.lasts}`;

/**
 * What both probes are set to: {liveness} {period} {threshold}, {allowed} seconds of silence at most and {least} at least,
 * {readiness} seconds until it acts, {readinessTimeout} {slow}.
 */
function probes(run: Run, finding: Finding, shown: Duration): Finding {
  const [pod] = run.history.stateAt(pods, '50s') ?? [];
  const liveness = probeOf(pod, 'liveness');
  const readiness = probeOf(pod, 'readiness');
  const budget = (probe: typeof liveness): number | string =>
    probe ? (probe.failureThreshold ?? 3) * (probe.periodSeconds ?? 10) : '–';
  return telling(
    finding,
    {
      ...livenessFacts(pod),
      allowed: budget(liveness),
      least: liveness ? ((liveness.failureThreshold ?? 3) - 1) * (liveness.periodSeconds ?? 10) : '–',
      readiness: budget(readiness),
      readinessTimeout: readiness?.timeoutSeconds ?? 1,
      ...slowness(readiness),
    },
    shown,
  );
}

/** 18 s into the pause no Pod that pauses is an endpoint, each other one is, and none was restarted. Facts: {endpoints}, {should} be so many, {more} "yes" where they are more, {when}, the last {output} of a readiness probe that failed. */
const shedsFirst: Test = (run) => {
  const all = run.history.stateAt(pods, '50s') ?? [];
  const should = areAllToldToPause(all) ? 0 : all.length - 1;
  const when = duration(pauseOf(run) + 18);
  const endpoints = endpointsAt(run.history, 'web', when).length;
  const untouched = run.history.at(when).expect(pods, each(restarts(0)));
  const { output } = lastFailureOf(run, 'web', 'readiness');
  const more = endpoints > should ? 'yes' : 'no';
  const facts = { ...untouched.facts, endpoints, should, more, when: pauseOf(run) + 18, output: output! };
  return probes(run, { ...untouched, holds: endpoints === should && untouched.holds, facts }, when);
};
/**
 * 30 s after the pause all are Ready and none was restarted. Facts: {when}, {before} the pause so many were Ready, the last
 * {output} of the {probe} that failed.
 */
const recovers: Test = (run) => {
  const when = pauseOf(run) + PAUSE.lasts + 30;
  const found = run.history.at(duration(when)).expect(pods, each(all(isReady, restarts(0))));
  const before = (run.history.stateAt(pods, '50s') ?? []).filter(isReady).length;
  const asks = before === 0 ? lastFailureOf(run, 'web', 'readiness') : lastFailureOf(run, 'web', 'liveness');
  return probes(run, { ...found, facts: { ...found.facts, ...asks, when, before } }, duration(when));
};
const duration = (seconds: number): Duration => `${seconds}s`;
const pauseOf = ({ history }: Run): number =>
  areAllToldToPause(history.stateAt(pods, '50s') ?? []) ? PAUSE.all : PAUSE.one;
/** By the cluster, which tells every Pod; otherwise one was told alone. */
const areAllToldToPause = (found: readonly Pod[]): boolean =>
  found.some(({ spec }) => spec.containers[0]?.env?.some(({ name }) => name === 'PAUSES') === true);

export default manifest({
  variants: {
    shown: { cluster: oneNode(), env: { 'course/web': { PAUSES: knob(PAUSE.all) } } },
    hang: { cluster: oneNode(), env: { 'course/web': { HANG_AT: '100' } } },
    one: { cluster: oneNode(), actions: [at('15s', setKnobOfOne(pods, 'PAUSES', knob(PAUSE.one)))] },
  },
  until: '222s',
  checks: {
    keeps: ({ history }) => history.at('5s').expect(web, wants(3, 'course/web:1.0')),
    recovers: { on: ['shown', 'one'], test: recovers },
    'sheds-first': { on: ['shown', 'one'], test: shedsFirst },
    'still-restarts': {
      on: ['hang'],
      test: (run) => probes(run, run.history.at('220s').expect(pods, each(hasRestarted)), '220s'),
    },
  },
});
