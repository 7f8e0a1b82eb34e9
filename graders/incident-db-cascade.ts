import {
  at,
  bootBudget,
  client,
  diagnose,
  isReady,
  noNewRestarts,
  pod,
  podsOfDeployment,
  probeOf,
  readyPods,
  restartsOf,
  sameObject,
  setKnob,
  stays,
  threeNodes,
  traffic,
  type as typed,
  type Duration,
  type Finding,
  type Run,
  type Test,
} from './kit/index.ts';

const db = podsOfDeployment('db');
const api = podsOfDeployment('api');
const dns = podsOfDeployment('dns');
/**
 * From the last command: when all must serve, when the database stalls and goes on, when it is killed and all api processes
 * deadlock, and when they must be back.
 */
const SERVING = 90;
const STALLS = 150;
const RESUMES = 180;
const STEADY = 300;
const STRUCK = 305;
const BACK = 395;
/** Then the database is down, and by the end somebody must have noticed. */
const DOWN = 400;
const END = 535;
/** Shorter than the database's checkpoint. */
const KILL = 'kubectl delete pod -l app=db --grace-period=1 --wait=false';
/** What the last command changed may still restart what was there before. */
const SETTLING = 30;
const DATA = '/srv/db';

const after = ({ handedIn }: Run, seconds: number): Duration => `${handedIn + seconds}s`;

/** A group is Ready when all is over and was not restarted until then. */
const steady = (run: Run, group: typeof db, ready: number): Finding => {
  const there = run.history.at(after(run, STEADY)).expect(group, readyPods(ready));
  const restarted = noNewRestarts(run, group, SETTLING, STEADY);
  return {
    ...(there.holds ? restarted : there),
    holds: there.holds && restarted.holds,
    facts: { ...there.facts, newRestarts: restarted.facts['newRestarts'] ?? 0 },
  };
};

/**
 * The database lives through its stall, on the data that it had, and a probe would notice if it were down.
 * Facts: {newRestarts}, {budget} s of its liveness probe, {way}: "data-gone", "no-probe", "blind" or "kept".
 */
const dbSteady: Test = (run) => {
  const finding = steady(run, db, 1);
  const found = (run.history.last(db) ?? []).find(stays);
  const volume = found?.spec.volumes?.find(({ hostPath }) => hostPath?.path === DATA)?.name;
  const mounted = found?.spec.containers[0]?.volumeMounts?.some(
    ({ name, mountPath }) => name === volume && mountPath === '/data',
  );
  const liveness = probeOf(found, 'liveness');
  const probes = (['readiness', 'liveness', 'startup'] as const).some((kind) => probeOf(found, kind));
  const before = (run.history.stateAt(db, after(run, DOWN)) ?? []).find(stays);
  const unnoticed = found && before && isReady(found) && restartsOf(found) === restartsOf(before) && isReady(before);
  const way = volume === undefined || !mounted ? 'data-gone' : !probes ? 'no-probe' : unnoticed ? 'blind' : 'kept';
  return {
    ...finding,
    holds: finding.holds && way === 'kept',
    facts: {
      ...finding.facts,
      way,
      budget: liveness ? (liveness.failureThreshold ?? 3) * (liveness.periodSeconds ?? 10) : '–',
    },
  };
};

/** `/catalog` is served throughout, the stall included. Facts: {failures}, {t} of the first, {newRestarts} of api. */
const apiServes: Test = (run) => {
  const { history, handedIn } = run;
  const failures = traffic(run).failures.filter(
    ({ at: when }) => when >= handedIn + SERVING && when <= handedIn + STEADY,
  );
  const same = sameObject(history, pod('traffic-client'));
  const finding = steady(run, api, 4);
  const stalled = (history.stateAt(api, after(run, RESUMES - 5)) ?? []).filter(stays);
  const [first] = failures;
  return {
    ...finding,
    holds: finding.holds && same.holds && failures.length === 0,
    facts: {
      ...finding.facts,
      failures: failures.length,
      t: first ? Math.round(first.at - handedIn) : '–',
      ready: stalled.filter(isReady).length,
      path: probeOf(stalled[0], 'readiness')?.httpGet?.path ?? '–',
      liveness: probeOf(stalled[0], 'liveness')?.httpGet?.path ?? '–',
    },
    at: first?.at ?? finding.at,
  };
};

const dnsSteady: Test = (run) => {
  const finding = steady(run, dns, 1);
  const found = (run.history.last(dns) ?? []).find(stays);
  const customers = sameObject(run.history, pod('retries'));
  return {
    ...finding,
    holds: finding.holds && customers.holds,
    facts: {
      ...finding.facts,
      customers: customers.holds ? 'there' : 'gone',
      limit: found?.spec.containers[0]?.resources?.limits?.['memory'] ?? 'none',
    },
  };
};

/**
 * Killed, the database has the time that its next start takes. Facts: {newRestarts} of the Pod that came after, {ready} 1 or
 * 0, {budget} s that a start may take.
 */
const dbRecovers: Test = (run) => {
  const [next] = (run.history.stateAt(db, after(run, BACK)) ?? []).filter(stays);
  const ready = next !== undefined && isReady(next);
  const newRestarts = next ? restartsOf(next) : 0;
  const budget = bootBudget(next);
  return {
    holds: ready && newRestarts === 0,
    facts: { newRestarts, ready: ready ? 1 : 0, budget: Number.isFinite(budget) ? budget : '–' },
    at: run.handedIn + BACK,
  };
};

/** Every api process that deadlocks is restarted in time. Facts: {found} of {pods}, {liveness}: the path that is asked. */
const deadlockFound: Test = (run) => {
  const before = (run.history.stateAt(api, after(run, STRUCK)) ?? []).filter(stays);
  const then = new Map((run.history.stateAt(api, after(run, BACK)) ?? []).map((p) => [p.metadata.uid, restartsOf(p)]));
  const found = before.filter((p) => (then.get(p.metadata.uid) ?? 0) > restartsOf(p)).length;
  return {
    holds: before.length >= 4 && found === before.length,
    facts: {
      pods: before.length,
      found,
      liveness: probeOf(before[0], 'liveness')?.httpGet?.path ?? 'none',
    },
    at: run.handedIn + BACK,
  };
};

export default diagnose({
  variants: {
    shown: {
      cluster: threeNodes(),
      objects: client({ target: 'api:80/catalog', rps: 4 }),
      before: '5m30s',
    },
  },
  after: `${END}s`,
  then: [
    at(`${STALLS}s`, setKnob('course/db', 'STALL', '0-100000')),
    at(`${RESUMES}s`, setKnob('course/db', 'STALL', '0-0')),
    at(`${STRUCK}s`, typed(KILL)),
    at(`${STRUCK}s`, setKnob('course/api', 'DEADLOCK_AT', '0')),
    at(`${DOWN}s`, setKnob('course/db', 'DOWN', '0-100000')),
  ],
  checks: {
    'db-steady': dbSteady,
    'api-serves': apiServes,
    'db-recovers': dbRecovers,
    'dns-steady': dnsSteady,
    'deadlock-still-found': deadlockFound,
  },
});
