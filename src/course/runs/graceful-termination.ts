/** The runs of the lesson graceful-termination: one of two Pods is deleted under load. */
import { everyChoice, keyOf, type LanesPicture } from '../../figures/lanes-picture.ts';
import type { Span } from '../../figures/picture.ts';
import { exitsOf, laneOf, podOf } from '../../figures/reading.ts';
import { pictureOf } from '../../figures/picture-of.ts';
import { Cluster, type Seconds } from '../../simulator/index.ts';
import { slim, underLoad } from './under-load.ts';

const until = 70;
export const deletedAt = 5;

interface Numbers {
  readonly preStop: Seconds;
  readonly grace: Seconds;
  readonly drain: Seconds;
  readonly propagation: Seconds;
}
export const values = {
  preStop: [0, 5, 15, 30],
  grace: [30, 60],
  drain: [1, 10, 25],
  propagation: [1, 5, 10],
} as const;

const pod = (name: string, { preStop, grace, drain }: Numbers): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: { app: shop }
spec:
  terminationGracePeriodSeconds: ${grace}
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: DRAIN_SECONDS, value: "${drain}" }   # it finishes what it has, and takes nothing new
${preStop === 0 ? '' : `      lifecycle:\n        preStop:\n          sleep: { seconds: ${preStop} }\n`}`;
export const manifest = pod('shop-1', { preStop: 15, grace: 30, drain: 10, propagation: 1 });
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: shop
spec:
  selector: { app: shop }
  ports:
    - { port: 80, targetPort: 8080 }
`;

function draw(numbers: Numbers): LanesPicture {
  const run = underLoad({
    objects: [SERVICE, pod('shop-1', numbers), pod('shop-2', numbers)].join('---\n'),
    target: 'shop:80/',
    until,
    propagation: numbers.propagation,
    deeds: [{ at: deletedAt, run: (cluster) => cluster.start('kubectl delete pod shop-1') }],
  });
  const lane = laneOf(podOf(run.picture, 'shop-1'));
  const [exit] = exitsOf(lane);
  const hook = run.happened('shop-1', 'hook-started') ?? 0;
  const hookEnd = run.happened('shop-1', 'hook-ended') ?? hook;
  const endpointUntil = run.endpoint('shop-1').find(({ look }) => look === 'True')?.to ?? 0;
  const leaves = endpointUntil + numbers.propagation;
  return {
    until,
    rows: [
      { kind: 'container', name: 'shop-1', sub: 'role_app', spans: slim(lane.spans) },
      { kind: 'condition', name: 'preStop', sub: 'laneHook', spans: trueIn(hook, hookEnd) },
      { kind: 'condition', name: 'shop-1', sub: 'laneEndpoint', spans: trueIn(0, endpointUntil) },
      { kind: 'condition', name: 'kube-proxy', sub: 'laneProxy', spans: trueIn(0, leaves) },
      { kind: 'lost', name: 'client', sub: 'laneLost', lost: run.lost },
    ],
    facts: {
      term: (run.happened('shop-1', 'signal', 'SIGTERM') ?? NaN).toFixed(1),
      gone: (exit?.at ?? NaN).toFixed(1),
      code: exit?.code ?? '–',
      lost: run.lostInAll,
      leaves: leaves.toFixed(1),
    },
  };
}
/** True in one span of the figure. */
const trueIn = (from: Seconds, to: Seconds): Span<'True' | 'False'>[] =>
  (
    [
      { from: 0, to: from, look: 'False' },
      { from, to, look: 'True' },
      { from: to, to: until, look: 'False' },
    ] as const
  ).filter((span) => span.to > span.from);

const numbersAt = ([p = 0, g = 0, d = 0, n = 0]: readonly number[]): Numbers => ({
  preStop: values.preStop[p] ?? 0,
  grace: values.grace[g] ?? 30,
  drain: values.drain[d] ?? 1,
  propagation: values.propagation[n] ?? 1,
});
export const pictures = everyChoice(
  Object.values(values).map(({ length }) => length),
  (places) => draw(numbersAt(places)),
);

/** What a picture's numbers are, for the lesson's sentences. */
const factsAt = (preStop: number, grace: number, drain: number, propagation: number) =>
  pictures[keyOf([preStop, grace, drain, propagation])]?.facts ?? {};
export const first = factsAt(0, 0, 1, 1);
export const paused = factsAt(1, 0, 1, 1);
export const tooLong = factsAt(2, 0, 2, 1);
export const wide = factsAt(2, 1, 2, 1);
export const allHook = factsAt(3, 0, 1, 1);

/** What the API server stores, and what kubectl shows, while a Pod ends. */
const ending = ((): { readonly fields: string; readonly get: string } => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl('kubectl apply -f -', pod('shop-1', { preStop: 0, grace: 30, drain: 10, propagation: 1 }));
  cluster.runUntil(20_000);
  cluster.kubectl('kubectl delete pod shop-1 --wait=false');
  cluster.runUntil(23_000);
  return {
    fields: cluster
      .kubectl('kubectl get pod shop-1 -o yaml')
      .stdout.split('\n')
      .filter((line) => line.includes('  deletion'))
      .join('\n'),
    get: cluster.kubectl('kubectl get pods').stdout.trimEnd(),
  };
})();
export const stored = ending.fields;
export const shown = [{ command: 'kubectl get pods', output: ending.get }];

/** How long each start of the same server takes to end after a delete, and how it ends. */
const started = (command: string) => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const { exit, stderr } = cluster.kubectl(
    'kubectl apply -f -',
    `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: web
      image: course/web:1.0
      command: ${command}
`,
  );
  if (exit !== 0) throw new Error(stderr);
  cluster.runUntil(20_000);
  const processes = cluster.kubectl('kubectl exec shop -- ps').stdout;
  const deleted = cluster.clock.now / 1000;
  cluster.start('kubectl delete pod shop');
  cluster.runUntil(90_000);
  const [end] = exitsOf(laneOf(podOf(pictureOf(cluster.history, { from: 0, until: 90_000 }))));
  return {
    command,
    one: /^ +1 +\S+ +\S+ +(.*)$/m.exec(processes)?.[1] ?? '',
    after: (end?.at ?? NaN) - deleted,
    code: end?.code,
  };
};
export const starts = [
  started('["/web"]'),
  started('["sh", "-c", "/web"]'),
  started('["sh", "-c", "export A=1; exec /web"]'),
  started('["sh", "-c", "/web; echo stopped"]'),
  started('["sh", "-c", "trap \'kill $pid\' TERM; /web & pid=$!; wait $pid; wait $pid"]'),
  started('["sleep", "3600"]'),
];

/** A Pod that ignores SIGTERM, deleted by force: what kubectl says, and what is left at once. */
export const forced = ((): { readonly said: string; readonly left: string; readonly after: Seconds } => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl(
    'kubectl apply -f -',
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n    - name: main\n      image: busybox:1.36\n      command: ["sleep", "3600"]\n',
  );
  cluster.runUntil(20_000);
  const { stdout, stderr } = cluster.kubectl('kubectl delete pod shop --force');
  const left = cluster.kubectl('kubectl get pods');
  cluster.runUntil(60_000);
  const kill = cluster.history.entries.find((e) => e.type === 'container' && e.what === 'exited');
  return {
    said: (stderr + stdout).trimEnd(),
    left: (left.stdout + left.stderr).trimEnd(),
    after: ((kill?.at ?? NaN) - 20_000) / 1000,
  };
})();
