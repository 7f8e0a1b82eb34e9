import {
  at,
  client,
  deployment,
  each,
  endpointsAt,
  handlerOf,
  lastFailureOf,
  livenessFacts,
  manifest,
  oneNode,
  podsOfDeployment,
  probeOf,
  restarts,
  setKnobOfOne,
  telling,
  traffic,
  wants,
  type Run,
  type Test,
  type Variant,
} from './kit/index.ts';
import type { KindOf, ProbeEntry, Seconds } from '../src/simulator/index.ts';

const api = deployment('api');
const pods = podsOfDeployment('api');

/** What the database does from 60 s on; it is there 10 s before the learner comes. */
const database = (knob: 'DOWN' | 'STALL', until: Seconds): string => `apiVersion: v1
kind: Pod
metadata:
  name: db
  labels:
    app: db
spec:
  containers:
    - name: db
      image: course/db:1.0
      env:
        - { name: START_SECONDS, value: "2" }
        - { name: ${knob}, value: "70-${until + 10}" }
`;

const withDatabase = (knob: 'DOWN' | 'STALL', until: Seconds = 150): Variant => ({
  cluster: oneNode(),
  objects: `${database(knob, until)}---\n${client({ target: 'api:80/catalog', rps: 5 })}`,
});

const tenths = (t: Seconds): Seconds => Math.round(t * 10) / 10;

/** Restarts of all replicas. Facts: {n} of {k} replicas, the first failure at {t}, {path} and the probe's {output}. */
const noMassRestart: Test = (run) => {
  const found = run.history.at('260s').expect(pods, each(restarts(0)));
  const last = run.history.stateAt(pods, '260s') ?? [];
  const counts = last.map(({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0);
  const failure = run.cluster.history.entries.find(
    (entry): entry is ProbeEntry => entry.type === 'probe' && entry.probe === 'liveness' && entry.result === 'failure',
  );
  const t = failure ? run.history.since(failure.at) : 0;
  return {
    ...telling(found, {
      n: counts.reduce((sum, count) => sum + count, 0),
      k: counts.filter((count) => count > 0).length,
      t: tenths(t),
      path: probeOf(last[0], 'liveness')?.httpGet?.path ?? '–',
      output: failure?.output ?? '–',
    }),
    ...(found.holds ? {} : { at: t }),
  };
};

/** Facts: {lost} requests, the first at {t}; {endpoints} of the Service were left then; the last {output} of a readiness {probe} that failed. */
const catalogServed: Test = (run) => {
  const lost = traffic(run).failures.filter(({ at: t }) => t >= 30 && t <= 260);
  const told = lostFacts(run, lost);
  return { ...told, facts: { ...told.facts, ...lastFailureOf(run, 'api', 'readiness') }, holds: lost.length === 0 };
};

/** From the first moment at which clients know an endpoint. Facts: as catalogServed. */
const noEarlyTraffic: Test = (run) => {
  const known = firstEndpoint(run) + PROPAGATION;
  const lost = traffic(run).failures.filter(({ at: t }) => t > known && t < 60);
  return { ...lostFacts(run, lost), holds: lost.length === 0 };
};
/** An endpoint is known to clients a second after it is written; half a second more for a request on its way. */
const PROPAGATION: Seconds = 1.5;

function lostFacts(run: Run, lost: readonly { readonly at: Seconds }[]) {
  const [first] = lost;
  const t = first?.at ?? 0;
  return {
    facts: { lost: lost.length, t: tenths(t), endpoints: endpointsAt(run.history, 'api', `${t}s`).length },
    ...(first ? { at: t } : {}),
  };
}
const isOfApi = ({ metadata }: KindOf['EndpointSlice']): boolean =>
  metadata.labels?.['kubernetes.io/service-name'] === 'api';

function firstEndpoint({ cluster, history }: Run): Seconds {
  for (const entry of cluster.history.entries) {
    if (entry.type !== 'write' || entry.after?.kind !== 'EndpointSlice' || !isOfApi(entry.after)) continue;
    if (entry.after.endpoints?.some(({ conditions }) => conditions?.ready)) return history.since(entry.at);
  }
  return Infinity;
}

/**
 * The one replica whose /livez hangs was restarted, once, and no other. Facts: {n} restarts of {k} replicas, {again}: "yes"
 * where one was restarted twice, {path}, and those of its liveness probe.
 */
const deadlockRestarts: Test = (run) => {
  const last = run.history.stateAt(pods, '190s') ?? [];
  const counts = last.map(({ status }) => status.containerStatuses?.[0]?.restartCount ?? 0);
  const restarted = counts.filter((count) => count > 0).length;
  const n = counts.reduce((sum, count) => sum + count, 0);
  const probe = probeOf(last[0], 'liveness');
  return {
    holds: restarted === 1 && n === 1,
    facts: {
      n,
      k: restarted,
      again: n > restarted ? 'yes' : 'no',
      ...livenessFacts(last[0]),
      liveness: probe ? handlerOf(probe) : 'none',
      path: probe?.httpGet?.path ?? '–',
    },
    at: 190,
  };
};

export default manifest({
  variants: {
    shown: withDatabase('DOWN'),
    stall: withDatabase('STALL'),
    deadlock: { ...withDatabase('DOWN', 200), actions: [at('15s', setKnobOfOne(pods, 'DEADLOCK_AT', '100'))] },
  },
  until: '262s',
  checks: {
    keeps: ({ history }) => history.at('5s').expect(api, wants(3, 'course/api:1.0')),
    'no-mass-restart': { on: ['shown', 'stall'], test: noMassRestart },
    'catalog-served': { on: ['shown', 'stall'], test: catalogServed },
    'deadlock-restarts': { on: ['deadlock'], test: deadlockRestarts },
    'no-early-traffic': noEarlyTraffic,
  },
});
