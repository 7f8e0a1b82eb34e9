import type { KindOf, Pod } from '../src/simulator/index.ts';
import { resourcesOf } from '../src/simulator/index.ts';
import {
  at,
  bootBudget,
  client,
  decidedBy,
  deployment,
  endpointsAt,
  isOf,
  isReady,
  lastFailureOf,
  loseNode,
  manifest,
  podsOfDeployment,
  readyPods,
  requestsOf,
  restartsOf,
  setKnob,
  setKnobOfOne,
  sixNodes,
  stays,
  toNodeOf,
  traffic,
  type,
  wants,
  type Deed,
  type Duration,
  type Predicate,
  type Run,
  type Test,
  type Variant,
} from './kit/index.ts';

const IMAGE = 'course/api:1.0';
const shop = deployment('shop');
const pods = podsOfDeployment('shop');
const ZONE = 'topology.kubernetes.io/zone';

/** The storm, in seconds from apply. */
const BOOTED = 120;
const SLOWEST_BOOT = 40;
const ROLL_OUT = 150;
const DB_DOWN = 300;
const DB_UP = 390;
const DEADLOCK = 450;
const FOUND = 540;
const NODE_LOST = 600;
const REPLACED = 760;
const NEIGHBOUR = 800;
const END = 1000;
/** After a node is lost nobody can know it for so long, and a share of the requests is sent there whatever the manifest says. */
const UNKNOWABLE = 80;
/** Requests that may fail of all that were sent once the shop stood, the unknowable ones not counted. */
const TOLERATED = 0.01;
const MEBIBYTE = 1024 * 1024;

/** What grows until the node is short: the node has room for 7Gi. */
const neighbour = (node: string): Deed =>
  type(
    'kubectl apply -f -',
    `apiVersion: v1
kind: Pod
metadata:
  name: neighbour
spec:
  nodeSelector: { kubernetes.io/hostname: ${node} }
  restartPolicy: Never
  containers:
    - name: neighbour
      image: course/leaky:1.0
      env:
        - { name: MB_PER_SECOND, value: "80" }
        - { name: MAX_MB, value: "9000" }
`,
  );

const storm = (boot: number, propagation: Duration, closed = false): Variant => ({
  cluster: sixNodes(
    closed
      ? { taints: Object.fromEntries(['c1', 'c2'].map((n) => [n, [{ key: 'maintenance', effect: 'NoSchedule' }]])) }
      : {},
  ),
  objects: client({ target: 'shop:80/catalog', rps: 2, from: BOOTED + 10 }),
  env: { 'course/api': { START_SECONDS: String(boot), PEAK_MB: '200', DRAIN_SECONDS: '5' } },
  propagation,
  actions: [
    at(`${ROLL_OUT}s`, type('kubectl rollout restart deployment shop')),
    at(`${DB_DOWN}s`, setKnob('course/db', 'DOWN', '0-100000')),
    at(`${DB_UP}s`, setKnob('course/db', 'DOWN', '0-0')),
    at(`${DEADLOCK}s`, setKnobOfOne(pods, 'DEADLOCK_AT', '0')),
    at(`${NODE_LOST}s`, toNodeOf(pods, loseNode)),
    at(`${NEIGHBOUR}s`, toNodeOf(pods, neighbour)),
  ],
});

const time = (seconds: number): Duration => `${seconds}s`;
const restarted = (found: readonly Pod[] | undefined): number =>
  (found ?? []).reduce((sum, p) => sum + restartsOf(p), 0);
/** Requests that failed in a span, and when the first did. */
const lost = (run: Run, from: number, until: number): { readonly lost: number; readonly first: number | undefined } => {
  const failures = traffic(run).failures.filter(({ at: t }) => t >= from && t < until);
  return { lost: failures.length, first: failures[0]?.at };
};

const hasService = (services: readonly KindOf['Service'][]): boolean =>
  services.some(({ metadata, spec }) => metadata.name === 'shop' && spec.ports?.some(({ port }) => port === 80));

/** The Deployment and a Service of its name that reaches its Pods. */
const keeps: Test = ({ history }) => {
  const kept = history.by('5s').expect(shop, wants(4, IMAGE));
  const service = hasService(history.listAt('Service', '5s'));
  return {
    ...kept,
    holds: kept.holds && service,
    facts: { ...kept.facts, service: service ? 'there' : 'missing' },
    ...(kept.holds ? { fields: ['service[shop].spec.ports.port'] } : {}),
  };
};

/**
 * Facts: {restarts} of all Pods, {budget} s that a start may take, {enough} "yes" where that is more than the boot,
 * the last {output} of a {probe} probe, {status} of a Pod that is not well.
 */
const boots: Test = (run) => {
  const { history } = run;
  const found = history.stateAt(pods, time(BOOTED));
  const finding = history.at(time(BOOTED)).expect(pods, (all = []) => restarted(all) === 0 && all.some(isReady));
  const budget = bootBudget(found?.[0]);
  const alive = lastFailureOf(run, 'shop', 'liveness');
  return {
    ...finding,
    facts: {
      ...finding.facts,
      ...(alive.probe === '–' ? lastFailureOf(run, 'shop', 'startup') : alive),
      restarts: restarted(found),
      budget: budget === Infinity ? '∞' : budget,
      enough: budget > SLOWEST_BOOT ? 'yes' : 'no',
    },
  };
};

/** Facts: {class} and {request} of memory. */
const burstable: Test = ({ history }) => {
  const finding = history.at(time(BOOTED)).expect(pods, (all = []) => all.length > 0 && all.every(isSafe));
  const first = history.stateAt(pods, time(BOOTED))?.[0];
  return {
    ...finding,
    facts: {
      ...finding.facts,
      class: first?.status.qosClass ?? '–',
      request: promised(first)['memory'] ?? 'none',
    },
  };
};
const isSafe: Predicate<Pod> = (p) =>
  p?.status.qosClass !== 'BestEffort' && resourcesOf(promised(p)).memory >= 180 * MEBIBYTE;
const promised = (p: Pod | undefined): Readonly<Record<string, string>> => {
  const app = p?.spec.containers.find(isOf(IMAGE));
  return p && app ? requestsOf(p.spec, app) : {};
};

/** Facts: {zones} of the ready Pods. */
const zones: Test = ({ cluster, history }) => {
  const used = new Set(
    (history.stateAt(pods, time(BOOTED)) ?? [])
      .filter(isReady)
      .map(({ spec }) => cluster.store.get('Node', undefined, spec.nodeName ?? '')?.metadata.labels?.[ZONE] ?? '–'),
  );
  return { holds: used.size >= 2, facts: { zones: [...used].sort().join(', ') || '–' }, at: BOOTED };
};

const isRolledOut = decidedBy<KindOf['Deployment']>(
  (found) => (found?.spec.replicas === 4 ? undefined : 'spec.replicas'),
  (found) =>
    found !== undefined &&
    (found.metadata.generation ?? 0) >= 2 &&
    found.status.observedGeneration === found.metadata.generation &&
    found.status.updatedReplicas === 4 &&
    found.status.replicas === 4 &&
    found.status.availableReplicas === 4,
);

/**
 * The roll-out ends before the next deed, and no request fails in it. Facts: {lost}, {updated} {available} Pods,
 * what one is {waiting} for, whether the {service} is there and {headless}, its {endpoints} and {targetPort},
 * {served} "none" or "some", the {least} that were Ready.
 */
const rollout: Test = (run) => {
  const { history } = run;
  const service = history.listAt('Service', time(ROLL_OUT)).find(({ metadata }) => metadata.name === 'shop');
  const ready = history
    .statesOf(pods, time(ROLL_OUT), time(DB_DOWN))
    .map((found = []) => found.filter((p) => stays(p) && isReady(p)).length);
  const finding = history.at(time(DEADLOCK)).expect(shop, isRolledOut);
  const { lost: failed, first } = lost(run, BOOTED, DB_DOWN);
  const waiting = history.stateAt(pods, time(DB_DOWN)) ?? [];
  return {
    ...finding,
    holds: finding.holds && failed === 0,
    facts: {
      ...finding.facts,
      lost: failed,
      waiting: String(pods.facts(waiting)['message']),
      endpoints: endpointsAt(history, 'shop', time(ROLL_OUT)).length,
      service: hasService(service ? [service] : []) ? 'there' : 'missing',
      headless: service?.spec.clusterIP === 'None' ? 'yes' : 'no',
      targetPort: service?.spec.ports?.[0]?.targetPort ?? '–',
      served: traffic(run).ok === 0 ? 'none' : 'some',
      least: Math.min(...ready),
      preStop: waiting[0]?.spec.containers[0]?.lifecycle?.preStop ? 'yes' : 'no',
    },
    ...(first === undefined ? {} : { at: first }),
  };
};

/**
 * Facts: {restarts} while the database was away, {lost} requests for the catalogue, {served} "none" or "some" at any time,
 * the paths of {readiness} and {liveness}.
 */
const dbOutage: Test = (run) => {
  const { history } = run;
  const before = restarted(history.stateAt(pods, time(DB_DOWN)));
  const after = restarted(history.stateAt(pods, time(DEADLOCK - 5)));
  const { lost: failed, first } = lost(run, DB_DOWN, DEADLOCK - 5);
  const found = history.stateAt(pods, time(DB_UP))?.[0]?.spec.containers[0];
  return {
    holds: after <= before && failed === 0,
    facts: {
      restarts: Math.max(0, after - before),
      lost: failed,
      served: traffic(run).ok === 0 ? 'none' : 'some',
      readiness: found?.readinessProbe?.httpGet?.path ?? '–',
      liveness: found?.livenessProbe?.httpGet?.path ?? '–',
    },
    at: first ?? DB_UP,
  };
};

/** Facts: {restarts} since one replica deadlocked, {liveness} path. */
const deadlock: Test = ({ history }) => {
  const before = restarted(history.stateAt(pods, time(DEADLOCK)));
  const after = restarted(history.stateAt(pods, time(FOUND)));
  const found = history.stateAt(pods, time(FOUND))?.[0]?.spec.containers[0];
  return {
    holds: after > before,
    facts: { restarts: after - before, liveness: found?.livenessProbe?.httpGet?.path ?? 'none' },
    at: FOUND,
  };
};

/** Facts: {readyPods}, {seconds} that a Pod holds on to a node that is unreachable. */
const nodeLost: Test = ({ history }) => {
  const finding = history.at(time(REPLACED)).expect(pods, readyPods(4));
  const held = (history.stateAt(pods, time(NODE_LOST))?.[0]?.spec.tolerations ?? []).find(
    ({ key, effect }) =>
      (key === undefined || key === 'node.kubernetes.io/unreachable') &&
      (effect === undefined || effect === 'NoExecute'),
  );
  return {
    ...finding,
    facts: { ...finding.facts, seconds: held ? (held.tolerationSeconds ?? '∞') : 0 },
  };
};

/** Facts: {evicted} Pods of shop. */
const pressure: Test = ({ cluster, history }) => {
  const evicted = cluster.history.entries.filter(
    (entry) =>
      entry.type === 'write' &&
      entry.kind === 'Pod' &&
      history.since(entry.at) >= NEIGHBOUR &&
      entry.after !== undefined &&
      pods.like(entry.after as Pod) &&
      (entry.after as Pod).status.reason === 'Evicted',
  );
  const finding = history.at(time(END)).expect(pods, readyPods(4));
  return {
    ...finding,
    holds: finding.holds && evicted.length === 0,
    facts: { ...finding.facts, evicted: new Set(evicted.map(({ index }) => index)).size },
  };
};

/** Facts: {lost} of {sent}, {percent}. */
const loss: Test = (run) => {
  const failed = lost(run, BOOTED, NODE_LOST).lost + lost(run, NODE_LOST + UNKNOWABLE, END).lost;
  const { sent } = traffic(run);
  return {
    holds: sent > 0 && failed <= sent * TOLERATED,
    facts: { lost: failed, sent, percent: Math.round((1000 * failed) / Math.max(1, sent)) / 10 },
    at: END,
  };
};

export default manifest({
  variants: {
    shown: storm(20, '1s'),
    ten: storm(30, '10s'),
    'slow-boot': storm(SLOWEST_BOOT, '1s'),
    'closed-zone': storm(25, '5s', true),
  },
  until: `${END}s`,
  checks: {
    keeps,
    boots,
    'burstable-or-better': burstable,
    zones,
    rollout,
    'db-outage': dbOutage,
    deadlock,
    'node-lost': nodeLost,
    pressure,
    loss,
  },
});
