/** The runs of the lesson readiness-and-traffic: who gets requests while Pods come, falter and go. */
import { everyChoice, keyOf, type LanesPicture } from '../../figures/lanes-picture.ts';
import { laneOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';
import type { Cluster } from '../../simulator/index.ts';
import { slim, underLoad } from './under-load.ts';

export const warm = 15;
export const rolledAt = 5;
const until = 90;

const PROBE = `          readinessProbe:
            httpGet: { path: /ready, port: 8080 }
            periodSeconds: 5
`;
const PRESTOP = `          lifecycle:
            preStop:
              sleep: { seconds: 5 }
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: { app: web }
  ports:
    - { port: 80, targetPort: 8080 }
`;
const deployment = (env: string, rest: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: course/web:1.0
          env:
            - ${env}
${rest}`;
const rolling = (probe: string, preStop: string): string =>
  deployment(`{ name: WARM_SECONDS, value: "${warm}" }   # / and /ready answer 503 until then`, probe + preStop);

/** The manifest as the lesson shows it. */
export const manifest = rolling(PROBE, '');

function draw(probe: string, preStop: string): LanesPicture {
  const run = underLoad({
    objects: `${SERVICE}---\n${rolling(probe, preStop)}`,
    target: 'web:80/',
    before: 40,
    until,
    deeds: [{ at: rolledAt, run: (cluster) => cluster.start('kubectl set image deployment/web web=course/web:2.0') }],
  });
  const pods = run.picture.pods.filter(({ name }) => name.startsWith('web-'));
  const done = Math.max(...pods.flatMap(({ deleted }) => (deleted === undefined ? [] : [deleted])));
  return {
    until,
    rows: [
      ...pods.map(
        (pod) =>
          ({
            kind: 'container',
            name: pod.name.replace(/^web-/, ''),
            sub: pod.created < rolledAt ? 'laneOld' : 'laneNew',
            spans: slim(laneOf(pod).spans),
          }) as const,
      ),
      { kind: 'lost', name: 'client', sub: 'laneLost', lost: run.lost },
    ],
    facts: { lost: run.lostInAll, done: done.toFixed(1) },
  };
}
export const pictures = everyChoice([2, 2], ([probe, preStop]) =>
  draw(probe === 1 ? PROBE : '', preStop === 1 ? PRESTOP : ''),
);
const factsAt = (...places: number[]) => pictures[keyOf(places)]?.facts ?? {};
export const neither = factsAt(0, 0);
export const probed = factsAt(1, 0);
export const both = factsAt(1, 1);

/** Seconds in which a replica answers nothing. */
export const pause = { from: 10, to: 40 };
const BEFORE = 20;

/** Two replicas, of which the first `n` answer nothing for a while. */
function overloaded(n: 1 | 2, probe: boolean) {
  const settle = (cluster: Cluster): void => {
    const pods = cluster.store.list('Pod').filter(({ metadata }) => metadata.labels?.['app'] === 'web');
    for (const { metadata, spec } of pods.slice(0, n))
      cluster
        .node(spec.nodeName ?? '')
        ?.setKnob(
          { uid: metadata.uid, name: metadata.name, namespace: 'default' },
          'web',
          'PAUSES',
          `${BEFORE + pause.from}-${BEFORE + pause.to}`,
        );
  };
  const run = underLoad({
    objects: `${SERVICE}---\n${deployment('{ name: DRAIN_SECONDS, value: "1" }', probe ? `${PROBE}            failureThreshold: 2\n` : '')}`,
    target: 'web:80/',
    before: BEFORE,
    until: 60,
    deeds: [{ at: 0, run: settle }],
  });
  const ready = run.picture.pods.filter(({ name }) => name.startsWith('web-')).map(({ ready: spans }) => spans);
  const away = ready.flatMap((spans) => spans.filter(({ look, from }) => look === 'False' && from > 0));
  const restarts = run.picture.pods.reduce((sum, { containers }) => sum + (containers[0]?.restarts.length ?? 0), 0);
  return { n, probe, lost: run.lostInAll, from: away[0]?.from, to: away[0]?.to, restarts };
}
export const one = overloaded(1, true);
export const overloads = [overloaded(1, false), one, overloaded(2, true)];

/** A Pod with a sidecar that never becomes ready, and what its Service knows. */
export const pair = `apiVersion: v1
kind: Pod
metadata:
  name: pair
  labels: { app: web }
spec:
  containers:
    - name: web
      image: course/web:1.0
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
    - name: logship
      image: course/logship:1.0
      readinessProbe:
        exec: { command: ["test", "-e", "/tmp/connected"] }
`;
const paired = runManifest({ manifest: `${SERVICE}---\n${pair}`, until: 30 });
export const pairShown = ['kubectl get pod pair', 'kubectl describe service web'].map((command) => ({
  command: command.startsWith('kubectl describe') ? `${command} | grep Endpoints` : command,
  output: command.startsWith('kubectl describe')
    ? (paired
        .kubectl(command)
        .split('\n')
        .find((line) => line.startsWith('Endpoints')) ?? '')
    : paired.kubectl(command),
}));
