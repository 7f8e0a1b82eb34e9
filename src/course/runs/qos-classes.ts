/** The runs of the lesson qos-classes: Pods, the class that the API server gives them, and the score that the kernel is told. */
import { Cluster } from '../../simulator/index.ts';

/** Requests and limits of one container, as they are written; undefined where it has none. */
interface Part {
  readonly name: string;
  readonly kind: 'app' | 'init' | 'sidecar';
  readonly requests?: string;
  readonly limits?: string;
}

const field = ({ requests, limits }: Part): string =>
  requests || limits
    ? `      resources:\n${requests ? `        requests: { ${requests} }\n` : ''}${limits ? `        limits: { ${limits} }\n` : ''}`
    : '';
const container = (part: Part): string =>
  `    - name: ${part.name}
      image: busybox:1.36
      command: ["sleep", "${part.kind === 'init' ? 1 : 3600}"]
${part.kind === 'sidecar' ? '      restartPolicy: Always\n' : ''}${field(part)}`;

const podOf = (name: string, parts: readonly Part[], namespace = 'default'): string => {
  const first = parts.filter(({ kind }) => kind !== 'app');
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace} }
spec:
${first.length ? `  initContainers:\n${first.map(container).join('')}` : ''}  containers:
${parts
  .filter(({ kind }) => kind === 'app')
  .map(container)
  .join('')}`;
};

const equal = 'cpu: 200m, memory: 256Mi';
const pods: readonly { readonly name: string; readonly parts: readonly Part[] }[] = [
  { name: 'equal', parts: [{ name: 'web', kind: 'app', requests: equal, limits: equal }] },
  { name: 'limits-only', parts: [{ name: 'web', kind: 'app', limits: equal }] },
  { name: 'memory-only', parts: [{ name: 'web', kind: 'app', limits: 'memory: 256Mi' }] },
  {
    name: 'room-above',
    parts: [{ name: 'web', kind: 'app', requests: 'cpu: 200m, memory: 1Gi', limits: 'cpu: 1, memory: 2Gi' }],
  },
  {
    name: 'bare-sidecar',
    parts: [
      { name: 'log', kind: 'sidecar' },
      { name: 'web', kind: 'app', requests: equal, limits: equal },
    ],
  },
  {
    name: 'bare-init',
    parts: [
      { name: 'prepare', kind: 'init' },
      { name: 'web', kind: 'app', requests: equal, limits: equal },
    ],
  },
  { name: 'nothing', parts: [{ name: 'web', kind: 'app' }] },
];

const NODE_MEMORY = '8Gi';
const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
const said = cluster.kubectl('kubectl apply -f -', pods.map(({ name, parts }) => podOf(name, parts)).join('---\n'));
if (said.exit !== 0) throw new Error(said.stderr);
cluster.runUntil(20_000);

const print = (line: string): string => cluster.kubectl(line).stdout.trimEnd();
export const node = { memory: NODE_MEMORY };
/** Each Pod with its containers, its class, and the OOM score adjustment of the container web. */
export const table = pods.map(({ name, parts }) => ({
  name,
  parts,
  qos: print(`kubectl get pod ${name} -o jsonpath={.status.qosClass}`),
  score: Number(print(`kubectl exec ${name} -c web -- cat /proc/1/oom_score_adj`)),
}));
const scoreOf = (name: string): number => table.find((row) => row.name === name)?.score ?? Number.NaN;
export const scores = {
  guaranteed: scoreOf('equal'),
  bestEffort: scoreOf('nothing'),
  burstable: scoreOf('room-above'),
};
export const ask = {
  command: 'kubectl get pods -o custom-columns=NAME:.metadata.name,QOS:.status.qosClass',
  output: print('kubectl get pods -o custom-columns=NAME:.metadata.name,QOS:.status.qosClass'),
};

/** A LimitRange that gives a container a request of half its limit. */
const halves = `apiVersion: v1
kind: LimitRange
metadata:
  name: halves
spec:
  limits:
    - type: Container
      default: { cpu: 200m, memory: 256Mi }
      defaultRequest: { cpu: 100m, memory: 128Mi }
`;
const guarded = new Cluster({ nodes: [{ name: 'node-1' }] });
guarded.kubectl('kubectl apply -f -', halves);
guarded.kubectl(
  'kubectl apply -f -',
  [
    podOf('nothing', [{ name: 'web', kind: 'app' }]),
    podOf('limits-only', [{ name: 'web', kind: 'app', limits: equal }]),
  ].join('---\n'),
);
guarded.runUntil(10_000);
const list = 'kubectl get pods -o custom-columns=NAME:.metadata.name,QOS:.status.qosClass';
export const limitRange = {
  manifest: halves,
  answer: { command: list, output: guarded.kubectl(list).stdout.trimEnd() },
};

/** A resize that would change the class. */
const patch = `kubectl patch pod equal --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"limits":{"cpu":"400m"}}}]}}'`;
const patched = cluster.kubectl(patch);
export const resize = { command: patch, output: (patched.stderr + patched.stdout).trim() };
