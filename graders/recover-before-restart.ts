import type { Pod } from '../src/simulator/index.ts';
import {
  all,
  at,
  deployment,
  each,
  endpointsAt,
  hasRestarted,
  isReady,
  livenessFacts,
  manifest,
  oneNode,
  podsOfDeployment,
  probeOf,
  restarts,
  setKnobOfOne,
  telling,
  wants,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

const web = deployment('web');
const pods = podsOfDeployment('web');
const PAUSE = '60-95';

/** What both probes are set to: {liveness} {period} {threshold}, {allowed} seconds of silence, {readiness} seconds until it acts. */
function probes(run: Run, finding: Finding, shown?: '78s' | '125s' | '220s'): Finding {
  const [pod] = run.history.stateAt(pods, '50s') ?? [];
  const liveness = probeOf(pod, 'liveness');
  const readiness = probeOf(pod, 'readiness');
  const budget = (probe: typeof liveness): number | string =>
    probe ? (probe.failureThreshold ?? 3) * (probe.periodSeconds ?? 10) : '–';
  return telling(finding, { ...livenessFacts(pod), allowed: budget(liveness), readiness: budget(readiness) }, shown);
}

/** At 78 s no Pod that pauses is an endpoint, each other one is, and none was restarted. Facts: {endpoints}, {should} be so many, {restarts}. */
const shedsFirst: Test = (run) => {
  const all = run.history.stateAt(pods, '78s') ?? [];
  const should = all.some(isToldToPause) ? 0 : all.length - 1;
  const endpoints = endpointsAt(run.history, 'web', '78s').length;
  const untouched = run.history.at('78s').expect(pods, each(restarts(0)));
  return probes(
    run,
    { ...untouched, holds: endpoints === should && untouched.holds, facts: { ...untouched.facts, endpoints, should } },
    '78s',
  );
};
/** By the cluster, which tells every Pod; otherwise one was told alone. */
const isToldToPause = ({ spec }: Pod): boolean =>
  spec.containers[0]?.env?.some(({ name }) => name === 'PAUSES') === true;

export default manifest({
  variants: {
    shown: { cluster: oneNode(), env: { 'course/web': { PAUSES: PAUSE } } },
    hang: { cluster: oneNode(), env: { 'course/web': { HANG_AT: '100' } } },
    one: { cluster: oneNode(), actions: [at('15s', setKnobOfOne(pods, 'PAUSES', PAUSE))] },
  },
  until: '222s',
  checks: {
    keeps: ({ history }) => history.at('5s').expect(web, wants(3, 'course/web:1.0')),
    recovers: {
      on: ['shown', 'one'],
      test: (run) => probes(run, run.history.at('125s').expect(pods, each(all(isReady, restarts(0)))), '125s'),
    },
    'sheds-first': { on: ['shown', 'one'], test: shedsFirst },
    'still-restarts': {
      on: ['hang'],
      test: (run) => probes(run, run.history.at('220s').expect(pods, each(hasRestarted)), '220s'),
    },
  },
});
