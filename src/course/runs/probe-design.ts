/** The runs of the lesson probe-design: a database is down for a while, under different probes; and a replica is deadlocked. */
import { everyChoice, keyOf, type LanesPicture } from '../../figures/lanes-picture.ts';
import { laneOf, podOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';
import type { Cluster, Seconds } from '../../simulator/index.ts';
import { slim, underLoad, type UnderLoadResult } from './under-load.ts';

export const down = { from: 60, to: 150 };
const until = 260;
const BEFORE: Seconds = 30;
const REPLICAS = 3;

/** Paths that a probe asks; none is no probe. */
export const paths = { liveness: ['none', '/livez', '/health'], readiness: ['none', '/ready', '/ready-deep'] } as const;

const probe = (kind: 'liveness' | 'readiness', path: string): string =>
  path === 'none' ? '' : `          ${kind}Probe:\n            httpGet: { path: ${path}, port: 8080 }\n`;
const api = (liveness: string, readiness: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
spec:
  replicas: ${REPLICAS}
  selector:
    matchLabels: { app: api }
  template:
    metadata:
      labels: { app: api }
    spec:
      containers:
        - name: api
          image: course/api:1.0
          ports:
            - { containerPort: 8080 }
${probe('liveness', liveness)}${probe('readiness', readiness)}`;
export const manifest = api('/livez', '/ready');

const objects = (window: string): string => `apiVersion: v1
kind: Service
metadata:
  name: api
spec:
  selector: { app: api }
  ports:
    - { port: 80, targetPort: 8080 }
---
apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  selector: { app: db }
  ports:
    - { port: 5432, targetPort: 5432 }
---
apiVersion: v1
kind: Pod
metadata:
  name: db
  labels: { app: db }
spec:
  containers:
    - name: db
      image: course/db:1.0
      env:
        - { name: START_SECONDS, value: "2" }
        - { name: DOWN, value: "${window}" }
`;

const outage = (liveness: string, readiness: string): UnderLoadResult =>
  underLoad({
    objects: `${objects(`${BEFORE + down.from}-${BEFORE + down.to}`)}---\n${api(liveness, readiness)}`,
    target: 'api:80/catalog',
    before: BEFORE,
    until,
    deeds: [],
  });
const apiPods = ({ picture }: UnderLoadResult) => picture.pods.filter(({ name }) => name.startsWith('api-'));
const restartsOf = (run: UnderLoadResult): number =>
  apiPods(run).reduce((sum, pod) => sum + laneOf(pod).restarts.length, 0);

function draw(liveness: string, readiness: string): LanesPicture {
  const run = outage(liveness, readiness);
  return {
    until,
    rows: [
      {
        kind: 'condition',
        name: 'db',
        sub: 'laneAnswers',
        spans: [
          { from: 0, to: down.from, look: 'True' },
          { from: down.from, to: down.to, look: 'False' },
          { from: down.to, to: until, look: 'True' },
        ],
      },
      ...apiPods(run).map(
        (pod) =>
          ({
            kind: 'container',
            name: pod.name.replace(/^api-[a-z0-9]+-/, 'api-'),
            sub: 'role_app',
            spans: slim(laneOf(pod).spans),
          }) as const,
      ),
      { kind: 'lost', name: 'client', sub: 'laneLost', lost: run.lost },
    ],
    facts: { restarts: restartsOf(run), lost: run.lostInAll, last: run.lost.at(-1)?.at ?? '–' },
  };
}
export const pictures = everyChoice([paths.liveness.length, paths.readiness.length], ([l = 0, r = 0]) =>
  draw(paths.liveness[l] ?? 'none', paths.readiness[r] ?? 'none'),
);
const factsAt = (...places: number[]) => pictures[keyOf(places)]?.facts ?? {};
export const storm = factsAt(2, 2);
export const deepReadiness = factsAt(1, 2);
export const split = factsAt(1, 1);

/** One replica whose threads wait for each other, under three kinds of liveness probe. */
export const deadlockAt = 30;
const PROBES = {
  none: '',
  tcp: '          livenessProbe:\n            tcpSocket: { port: 8080 }\n',
  http: probe('liveness', '/livez'),
} as const;
const deadlocked = (kind: keyof typeof PROBES) => {
  const run = underLoad({
    objects: `${objects('')}---\n${api('none', '/ready')}${PROBES[kind]}`,
    target: 'api:80/catalog',
    before: BEFORE,
    until: 120,
    deeds: [
      {
        at: 0,
        run(cluster: Cluster) {
          const pod = cluster.store.list('Pod').find(({ metadata }) => metadata.labels?.['app'] === 'api');
          if (!pod) throw new Error('no replica');
          const { uid, name } = pod.metadata;
          cluster
            .node('node-1')
            ?.setKnob({ uid, name, namespace: 'default' }, 'api', 'DEADLOCK_AT', String(BEFORE + deadlockAt));
        },
      },
    ],
  });
  const restart = apiPods(run).flatMap((pod) => laneOf(pod).restarts)[0];
  return { kind, restart };
};
export const deadlocks = [deadlocked('none'), deadlocked('tcp'), deadlocked('http')];

/** How a server that pauses, and one that hangs, fare under a liveness probe: seconds from the trouble to the first restart. */
export const pause: Seconds = 35;
const TROUBLE: Seconds = 30;
const patience = (period: number, threshold: number) => {
  const first = (knob: string): Seconds | undefined => {
    const { picture } = runManifest({
      manifest: `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: ${knob} }
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: ${period}
        failureThreshold: ${threshold}
`,
      until: 180,
    });
    const [restart] = laneOf(podOf(picture)).restarts;
    return restart === undefined ? undefined : restart - TROUBLE;
  };
  return {
    period,
    threshold,
    allowed: period * threshold,
    paused: first(`PAUSES, value: "${TROUBLE}-${TROUBLE + pause}"`),
    hanging: first(`HANG_AT, value: "${TROUBLE}"`),
  };
};
export const patiences = [patience(5, 2), patience(10, 3), patience(10, 6)];
