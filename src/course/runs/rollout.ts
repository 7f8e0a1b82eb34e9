/** Roll-outs of a Deployment under every choice of maxSurge and maxUnavailable: the figure of the lesson pods-and-controllers. */
import { everyChoice, keyOf, type LanesPicture, type Row } from '../../figures/lanes-picture.ts';
import { pictureOf } from '../../figures/picture-of.ts';
import type { Cluster } from '../../simulator/index.ts';
import { type Seconds } from '../../simulator/index.ts';
import { settled, shown, wait } from './terminal.ts';
import { slim } from './under-load.ts';

export const maxSurge = ['0', '25%', '50%', '100%'] as const;
export const maxUnavailable = ['0', '25%', '50%'] as const;

const REPLICAS = 4;
const BOOT: Seconds = 8;
const NODES = ['node-a', 'node-b', 'node-c'].map((name) => ({ name }));
/** What the figure shows of a roll-out. */
const UNTIL: Seconds = 45;

interface Bounds {
  readonly surge: string;
  readonly unavailable: string;
}

const strategy = ({ surge, unavailable }: Bounds): string => `  strategy:
    rollingUpdate: { maxSurge: ${surge}, maxUnavailable: ${unavailable} }
`;
const web = (replicas: number, bounds?: Bounds): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${replicas}
${bounds ? strategy(bounds) : ''}  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: course/web:1.0
          env:
            - { name: START_SECONDS, value: "${BOOT}" }
          readinessProbe:
            httpGet: { path: /ready, port: 8080 }
            periodSeconds: 2
`;
const NEW_IMAGE = 'kubectl set image deployment/web web=course/web:2.0';

/** A Deployment of four whose image is changed. */
function rollOut(replicas: number, bounds?: Bounds) {
  const cluster = settled({ manifest: web(replicas, bounds), nodes: NODES, after: 30 });
  const from = cluster.clock.now;
  cluster.kubectl(NEW_IMAGE);
  cluster.runUntil(from + 300_000);
  const statuses = cluster.history.entries.flatMap((entry) =>
    entry.type === 'write' &&
    entry.at >= from &&
    entry.after?.kind === 'Deployment' &&
    entry.after.status.observedGeneration === entry.after.metadata.generation
      ? [{ at: (entry.at - from) / 1000, ...entry.after.status }]
      : [],
  );
  const whole = statuses.find(
    ({ updatedReplicas, replicas: all, availableReplicas }) =>
      updatedReplicas === replicas && all === replicas && availableReplicas === replicas,
  );
  if (!whole) throw new Error(`a roll-out of ${replicas} does not end`);
  return {
    cluster,
    from,
    most: Math.max(...statuses.map(({ replicas: all }) => all ?? 0)),
    least: Math.min(...statuses.map(({ availableReplicas }) => availableReplicas ?? 0)),
    done: whole.at,
  };
}

function draw(bounds: Bounds): LanesPicture {
  const { cluster, from, most, least, done } = rollOut(REPLICAS, bounds);
  return {
    until: UNTIL,
    rows: rowsOf(cluster, from),
    facts: { most, least, more: most - REPLICAS, fewer: REPLICAS - least, done: done.toFixed(1) },
  };
}

function rowsOf(cluster: Cluster, from: number): Row[] {
  return pictureOf(cluster.history, { from, until: from + UNTIL * 1000 })
    .pods.toSorted((a, b) => Number(a.mine) - Number(b.mine) || a.created - b.created)
    .map(({ name, mine, containers }) => ({
      kind: 'container',
      name: name.slice(name.lastIndexOf('-')),
      sub: mine ? 'laneNew' : 'laneOld',
      spans: slim(containers[0]?.spans ?? []).filter(({ from: begun, to }) => to > begun),
    }));
}

/** The one choice that the API server refuses: the Pods go on as they were. */
const neither = { surge: '0', unavailable: '0' };
export const refused = ((): { readonly message: string; readonly picture: LanesPicture } => {
  const cluster = settled({ manifest: web(REPLICAS), nodes: NODES, after: 30 });
  const from = cluster.clock.now;
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', web(REPLICAS, neither));
  if (exit === 0) throw new Error('a roll-out that may neither add nor take away was accepted');
  wait(cluster, UNTIL);
  return { message: stderr.trim(), picture: { until: UNTIL, rows: rowsOf(cluster, from), facts: {} } };
})();

/** Key of the choice that is refused. */
export const refusedKey = keyOf([0, 0]);
export const pictures = everyChoice([maxSurge.length, maxUnavailable.length], (places) =>
  keyOf(places) === refusedKey
    ? refused.picture
    : draw({ surge: maxSurge[places[0] ?? 0] ?? '', unavailable: maxUnavailable[places[1] ?? 0] ?? '' }),
);
/** Places of the defaults, where the figure begins. */
export const first = { surge: 1, unavailable: 1 } as const;

/** How many Pods the default 25% makes of a number of replicas. */
export const byDefault = [1, 3, 4, 10].map((replicas) => {
  const { most, least } = rollOut(replicas);
  return { replicas, most, least, more: most - replicas, fewer: replicas - least };
});

/** The two ReplicaSets of a roll-out, on the way and at its end. */
export const twoSets = (() => {
  const cluster = settled({ manifest: web(REPLICAS), nodes: NODES, after: 30 });
  const changed = { command: NEW_IMAGE, output: cluster.kubectl(NEW_IMAGE).stdout.trimEnd() };
  wait(cluster, 12);
  const during = shown(cluster, 'kubectl get replicasets');
  wait(cluster, 60);
  return [changed, ...during, ...shown(cluster, 'kubectl rollout status deployment/web', 'kubectl get replicasets')];
})();
