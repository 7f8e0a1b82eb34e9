import type { KindOf } from '../src/simulator/index.ts';
import {
  all,
  at,
  client,
  deployment,
  each,
  endpointsAt,
  envOf,
  handlerOf,
  manifest,
  oneNode,
  podsOfDeployment,
  probeOf,
  restarts,
  setKnobOfOne,
  telling,
  traffic,
  wants,
  type Predicate,
  type Test,
} from './kit/index.ts';

const web = deployment('web');
const pods = podsOfDeployment('web');
const objects = client({ target: 'web:80/', rps: 5 });

/** The app still warms up for as long as it did. */
const warms: Predicate<KindOf['Deployment']> = (found) => envOf(found?.spec.template.spec, 'WARM_SECONDS') === '20';

/** Facts: {early}: answers 503 before 120 s; {publishes} "yes" where the Service takes Pods that are not ready. */
const noEarlyTraffic: Test = (run) => {
  const early = traffic(run).failures.filter(({ at, how }) => how === '503' && at < 120);
  const first = early[0];
  const service = run.cluster.store.get('Service', 'default', 'web');
  const publishes = service?.spec.publishNotReadyAddresses === true ? 'yes' : 'no';
  return {
    holds: first === undefined,
    facts: { early: early.length, t: first ? Math.round(first.at * 10) / 10 : '–', publishes },
    ...(first ? { at: first.at } : {}),
  };
};

/**
 * Facts: {during} and {after}: the endpoints while the one Pod reloads, and afterwards. What their readiness probe is set to:
 * {readiness} {path} {period} {threshold} and the {sum} of seconds until it acts, {successes}; {back}: "late" where the Pod
 * left and did not come back.
 */
const sheds: Test = ({ history }) => {
  const probe = probeOf(history.stateAt(pods, '160s')?.[0], 'readiness');
  const { periodSeconds: period = 10, failureThreshold: threshold = 3 } = probe ?? {};
  const [during, after] = (['160s', '225s'] as const).map((time) => endpointsAt(history, 'web', time));
  return {
    holds: during?.length === 1 && after?.length === 2,
    facts: {
      during: during?.join(', ') || '–',
      after: after?.join(', ') || '–',
      readiness: probe ? handlerOf(probe) : 'none',
      path: probe?.httpGet?.path ?? '–',
      period,
      threshold,
      sum: period * threshold,
      back: (during?.length ?? 0) === 1 && after?.length === 1 ? 'late' : 'other',
      successes: probe?.successThreshold ?? 1,
    },
    at: 160,
  };
};

/** Facts: {path} that the liveness probe asks, or how else it does; {startup} "yes" where there is a startup probe. */
const noRestarts: Test = ({ history }) => {
  const [pod] = history.stateAt(pods, '260s') ?? [];
  const liveness = probeOf(pod, 'liveness');
  return telling(history.at('260s').expect(pods, each(restarts(0))), {
    path: liveness?.httpGet?.path ?? liveness?.exec?.command?.join(' ') ?? handlerOf(liveness),
    startup: probeOf(pod, 'startup') ? 'yes' : 'no',
  });
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), objects },
    slow: { cluster: oneNode(), objects, env: { 'course/web': { WARM_SECONDS: '40' } } },
    reload: { cluster: oneNode(), objects, actions: [at('15s', setKnobOfOne(pods, 'UNREADY', '120-190'))] },
  },
  until: '262s',
  checks: {
    keeps: ({ history }) => history.at('5s').expect(web, all(wants(2, 'course/web:1.0'), warms)),
    'no-restarts': noRestarts,
    'no-early-traffic': noEarlyTraffic,
    sheds: { on: ['reload'], test: sheds },
  },
});
