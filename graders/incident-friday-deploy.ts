import type { Pod } from '../src/simulator/index.ts';
import {
  at,
  bootBudget,
  client,
  diagnose,
  handlerOf,
  isOf,
  isReady,
  logLines,
  pod,
  podsOfDeployment,
  probeOf,
  restartsOf,
  sameObject,
  setKnob,
  stays,
  threeNodes,
  traffic,
  type,
  type Duration,
  type Run,
  type Test,
} from './kit/index.ts';

const shop = podsOfDeployment('shop');
/** From the last command: when errors must have stopped, when the roll-out must be over, when all processes hang, and when they must be back. */
const QUIET = 120;
const DONE = 300;
const HANGS = 305;
const FOUND = 395;
/** Then a fourth replica is asked for, which must find no node. */
const FOURTH = 400;
const END = 420;
/** What version 2.0 needs to boot, as its developers say. */
const BOOT = '40';

/** What was rolled out on Friday, a minute after the cluster stood. */
const FRIDAY = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  replicas: 3
  minReadySeconds: 45
  strategy:
    rollingUpdate: { maxSurge: 1, maxUnavailable: 1 }
  selector:
    matchLabels: { app: shop }
  template:
    metadata:
      labels: { app: shop }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector:
                matchLabels: { app: shop }
      volumes:
        - name: logs
          emptyDir: {}
      containers:
        - name: shop
          image: course/web:2.0
          env:
            - { name: LOG_FILE, value: /logs/access.log }
            - { name: START_SECONDS, value: "40" }
          ports:
            - { name: web, containerPort: 8080 }
          readinessProbe:
            httpGet: { path: /ready, port: web }
            periodSeconds: 5
          livenessProbe:
            httpGet: { path: /healthz, port: web }
            periodSeconds: 5
            failureThreshold: 3
          lifecycle:
            preStop:
              sleep: { seconds: 5 }
          volumeMounts:
            - { name: logs, mountPath: /logs }
        - name: logship
          image: course/logship:2.0
          env:
            - { name: LOG_FILE, value: /logs/access.log }
          ports:
            - { name: http, containerPort: 8090 }
          volumeMounts:
            - { name: logs, mountPath: /logs }
`;

const after = ({ handedIn }: Run, seconds: number): Duration => `${handedIn + seconds}s`;
/** One of the app's containers, or a sidecar. */
const container = ({ spec }: Pod, name: string): Pod['spec']['containers'][number] | undefined =>
  [...spec.containers, ...(spec.initContainers ?? [])].find((c) => c.name === name);
const isVersion2 = (found: Pod): boolean => {
  const app = container(found, 'shop');
  return (
    app !== undefined &&
    isOf('course/web:2.0')(app) &&
    (app.env ?? []).some(({ name, value }) => name === 'START_SECONDS' && value === BOOT)
  );
};

/**
 * No request fails any more. Facts: {failures}, {how} and {t} of the first; {way}: "nobody" where the Service selects no
 * Pod, "no-port" where none has its port.
 */
const errorsStop: Test = (run) => {
  const { history, handedIn } = run;
  const failures = traffic(run).failures.filter(({ at: when }) => when >= handedIn + QUIET && when <= handedIn + DONE);
  const [first] = failures;
  const same = sameObject(history, pod('traffic-client'));
  const slices = history
    .listAt('EndpointSlice', after(run, DONE))
    .filter(({ metadata, endpoints }) => metadata.name.startsWith('shop-') && endpoints?.length);
  const way = slices.length === 0 ? 'nobody' : slices.some(({ ports }) => ports?.length) ? 'pods' : 'no-port';
  return {
    holds: same.holds && failures.length === 0,
    facts: {
      ...shop.facts(history.stateAt(shop, after(run, DONE))),
      failures: failures.length,
      how: first?.how ?? '–',
      t: first ? Math.round(first.at - handedIn) : '–',
      way: same.holds ? way : 'client-gone',
    },
    at: first?.at ?? handedIn + QUIET,
  };
};

/** Three Pods of version 2.0 are Ready. Facts: {new} of them, {budget} s that their probes allow for a boot. */
const on2: Test = (run) => {
  const ready = (found: readonly Pod[] = []): number =>
    found.filter((p) => stays(p) && isReady(p) && isVersion2(p)).length;
  const finding = run.history.at(after(run, DONE)).expect(shop, (found = []) => ready(found) === 3);
  const pods = run.history.stateAt(shop, after(run, DONE)) ?? [];
  return {
    ...finding,
    facts: {
      ...finding.facts,
      ...shop.facts(pods.filter(isVersion2)),
      new: ready(pods),
      budget: bootBudget(pods.find(isVersion2)),
      replicas: pods.filter(stays).length,
    },
  };
};

const haveShared = (nodes: readonly string[]): boolean => {
  const taken = nodes.filter((node) => node !== 'Pending');
  return new Set(taken).size < taken.length;
};

/**
 * Three nodes for three replicas, and none for a fourth. Facts: {nodes} when there are four, {shared} "no" where no two
 * of them, or of the three, are on one. */
const apart: Test = (run) => {
  const nodesAt = (when: Duration): string[] =>
    (run.history.stateAt(shop, when) ?? []).filter(stays).map(({ spec }) => spec.nodeName ?? 'Pending');
  const three = nodesAt(after(run, DONE));
  const four = nodesAt(after(run, END - 2));
  return {
    holds: new Set(three).size === 3 && four.length === 4 && new Set(four).size === 4 && four.includes('Pending'),
    facts: { nodes: four.sort().join(', '), shared: [three, four].some(haveShared) ? 'yes' : 'no' },
    at: run.handedIn + END - 2,
  };
};

/**
 * Probes are there, the shipper ships, and a process that hangs is found. Facts: {what} is gone or too slow: "sidecar",
 * "readiness", "liveness", "detection"; {handler} of liveness.
 */
const probesKept: Test = (run) => {
  const { history } = run;
  const before = (history.stateAt(shop, after(run, HANGS)) ?? []).filter(stays);
  const then = new Map((history.stateAt(shop, after(run, FOUND)) ?? []).map((p) => [p.metadata.uid, restartsOf(p)]));
  const ships = (p: Pod): boolean =>
    container(p, 'logship')?.image?.includes('course/logship:') === true &&
    logLines(run, pod(p.metadata.name), 'logship').some((line) => line.startsWith('shipped:'));
  const what = !before.every(ships)
    ? 'sidecar'
    : !before.every((p) => probeOf(p, 'readiness'))
      ? 'readiness'
      : !before.every((p) => probeOf(p, 'liveness'))
        ? 'liveness'
        : !before.every((p) => (then.get(p.metadata.uid) ?? 0) > restartsOf(p))
          ? 'detection'
          : 'nothing';
  return {
    holds: before.length > 0 && what === 'nothing',
    facts: { what, handler: handlerOf(probeOf(before[0], 'liveness')) },
    at: run.handedIn + FOUND,
  };
};

export default diagnose({
  variants: {
    shown: {
      cluster: threeNodes(),
      objects: client({ target: 'shop:80/' }),
      before: '4m30s',
      earlier: [at('60s', type('kubectl apply -f -', FRIDAY))],
    },
  },
  after: `${END}s`,
  then: [
    at(`${HANGS}s`, setKnob('course/web', 'HANG_AT', '0')),
    at(`${FOURTH}s`, type('kubectl scale deployment shop --replicas=4')),
  ],
  checks: { 'errors-stop': errorsStop, 'on-2-0': on2, apart, 'probes-kept': probesKept },
});
