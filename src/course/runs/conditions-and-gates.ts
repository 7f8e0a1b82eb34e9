/** The runs of the lesson conditions-and-gates: the conditions of one Pod over time, with and without a load balancer. */
import { everyChoice, type LanesPicture, type Row } from '../../figures/lanes-picture.ts';
import { pictureOf } from '../../figures/picture-of.ts';
import type { Span } from '../../figures/picture.ts';
import { laneOf, podOf } from '../../figures/reading.ts';
import { round } from '../../figures/time-scale.ts';
import { Cluster, type Seconds } from '../../simulator/index.ts';
import { slim } from './under-load.ts';

const until = 60;
/** When the load balancer's controller sets the gate. */
export const setAt = 40;
const GATE = 'lb.example.com/target';
export const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: edge
  labels: { app: edge }
spec:
  readinessGates:
    - conditionType: ${GATE}
  initContainers:
    - name: load
      image: course/batch:1.0
      env:
        - { name: SECONDS, value: "10" }
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: WARM_SECONDS, value: "8" }   # /ready answers 503 until then
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
        periodSeconds: 5
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: edge
spec:
  selector: { app: edge }
  ports:
    - { port: 80, targetPort: 8080 }
`;
/** What such a controller writes, as a command. */
export const patch = `kubectl patch pod edge --subresource=status -p '{"status":{"conditions":[{"type":"${GATE}","status":"True"}]}}'`;

const TYPES = ['PodScheduled', 'PodReadyToStartContainers', 'Initialized', 'ContainersReady', GATE, 'Ready'] as const;

function run(balanced: boolean, end: Seconds): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  ask(cluster, 'kubectl apply -f -', `${SERVICE}---\n${manifest}`);
  if (balanced) {
    cluster.runUntil(setAt * 1000);
    ask(cluster, patch);
  }
  cluster.runUntil(end * 1000);
  return cluster;
}
function ask(cluster: Cluster, command: string, stdin = ''): string {
  const { exit, stdout, stderr } = cluster.kubectl(command, stdin);
  if (exit !== 0) throw new Error(stderr);
  return stdout.trimEnd();
}

/** A condition's statuses over time; where it is absent it counts as False. */
function spansOf(cluster: Cluster, type: string): Span<'True' | 'False'>[] {
  const spans: Span<'True' | 'False'>[] = [{ from: 0, to: until, look: 'False' }];
  for (const entry of cluster.history.entries) {
    if (entry.type !== 'write' || entry.after?.kind !== 'Pod') continue;
    const look =
      entry.after.status.conditions?.find((each) => each.type === type)?.status === 'True' ? 'True' : 'False';
    const open = spans.at(-1);
    if (!open || open.look === look) continue;
    const from = round(entry.at / 1000);
    spans[spans.length - 1] = { ...open, to: from };
    spans.push({ from, to: until, look });
  }
  return spans.filter(({ from, to }) => to > from);
}
const trueFrom = (spans: readonly Span<'True' | 'False'>[]): Seconds | undefined =>
  spans.find(({ look }) => look === 'True')?.from;

function draw(balanced: boolean): LanesPicture {
  const cluster = run(balanced, until);
  const pod = podOf(pictureOf(cluster.history, { from: 0, until: until * 1000 }));
  const conditions = Object.fromEntries(TYPES.map((type) => [type, spansOf(cluster, type)]));
  const lane = (container: string): Row => ({
    kind: 'container',
    name: container,
    sub: container === 'load' ? 'role_init' : 'role_app',
    spans: slim(laneOf(pod, container).spans),
  });
  return {
    until,
    rows: [
      lane('load'),
      lane('web'),
      ...TYPES.map((type): Row => ({
        kind: 'condition',
        name: type,
        sub: type === GATE ? 'laneGate' : 'condition',
        spans: conditions[type] ?? [],
      })),
    ],
    facts: {
      containers: trueFrom(conditions['ContainersReady'] ?? []) ?? '–',
      ready: trueFrom(conditions['Ready'] ?? []) ?? '–',
    },
  };
}
export const pictures = everyChoice([2], ([balanced]) => draw(balanced === 1));

/** The seconds at which conditions became True, with the load balancer. */
const balanced = run(true, until);
const since = (type: (typeof TYPES)[number]): Seconds | undefined => trueFrom(spansOf(balanced, type));
export const times = {
  initialized: since('Initialized'),
  containers: since('ContainersReady'),
  ready: since('Ready'),
};

/** The Pod while its gate is not set, as kubectl shows it. */
const waiting = run(false, 35);
const lines = ask(waiting, 'kubectl get pod edge -o yaml').split('\n');
const named = lines.indexOf('    type: Ready');
const first = lines.findLastIndex((line, i) => i < named && line.startsWith('  - '));
/** The condition Ready among them, as it is stored. */
export const readyYaml = lines
  .slice(first, named + 1)
  .map((line) => line.slice(2))
  .join('\n');
/** All of its conditions, a line each. */
export const list = ((command) => [{ command, output: ask(waiting, command).trimEnd() }])(
  `kubectl get pod edge -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason}{"\\n"}{end}'`,
);
export const shown = [
  { command: 'kubectl get pod edge -o wide', output: ask(waiting, 'kubectl get pod edge -o wide') },
  {
    command: 'kubectl describe service edge | grep Endpoints',
    output:
      ask(waiting, 'kubectl describe service edge')
        .split('\n')
        .find((line) => line.startsWith('Endpoints')) ?? '',
  },
];
/** The conditions while the init container still runs. */
const early = run(false, 6);
export const initializing = {
  command: 'kubectl describe pod edge',
  output:
    ask(early, 'kubectl describe pod edge')
      .split(/^Volumes:/m)[0]
      ?.split(/^(?=Readiness Gates:|Conditions:)/m)
      .slice(1)
      .join('')
      .trimEnd() ?? '',
};

/** What a condition that is not True says, in five situations. */
const reasonIn = (cluster: Cluster, type: string) => {
  const [pod] = cluster.store.list('Pod');
  const { reason = '', message = '' } = pod?.status.conditions?.find((each) => each.type === type) ?? {};
  return { type, reason, message };
};
const alone = (spec: string): Cluster => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  ask(cluster, 'kubectl apply -f -', `apiVersion: v1\nkind: Pod\nmetadata: { name: alone }\nspec: ${spec}\n`);
  cluster.runUntil(20_000);
  return cluster;
};
export const reasons = [
  reasonIn(
    alone('{ nodeSelector: { disk: ssd }, containers: [{ name: web, image: "course/web:1.0" }] }'),
    'PodScheduled',
  ),
  reasonIn(early, 'Initialized'),
  reasonIn(run(false, 15), 'Ready'),
  reasonIn(waiting, 'Ready'),
  reasonIn(alone('{ restartPolicy: Never, containers: [{ name: job, image: "course/batch:1.0" }] }'), 'Ready'),
];
