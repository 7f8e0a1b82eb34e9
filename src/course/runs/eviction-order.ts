/** The runs of the lesson eviction-order: a node that runs out of memory, of disk, and what the kernel is told. */
import { Cluster, podRequests, rankForEviction, valueOf, type NodeSpec, type Pod } from '../../simulator/index.ts';

const MEBIBYTE = 1024 * 1024;

/** A Pod of the board: what it requests, and what it can be set to use, in MiB. */
interface Row {
  readonly name: string;
  readonly request: number;
  readonly limit?: number;
  readonly priority: number;
  readonly uses: readonly [number, number, number];
  /** Which of `uses` the board begins with. */
  readonly at: number;
}
const rows: readonly Row[] = [
  { name: 'payments', request: 400, limit: 400, priority: 0, uses: [200, 320, 390], at: 2 },
  { name: 'reports', request: 150, priority: 0, uses: [120, 400, 700], at: 2 },
  { name: 'batch', request: 0, priority: 0, uses: [30, 120, 500], at: 1 },
  { name: 'search', request: 500, priority: 0, uses: [250, 450, 600], at: 1 },
  { name: 'checkout', request: 200, priority: 1000, uses: [150, 260, 450], at: 1 },
];

const CLASS = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: important
value: 1000
`;
interface Leak {
  readonly name: string;
  readonly node?: string;
  /** MiB. */
  readonly most: number;
  /** MiB a second. */
  readonly speed: number;
  readonly resources?: string;
  readonly priorityClassName?: string | undefined;
}
const leak = ({ name, node, most, speed, resources, priorityClassName }: Leak): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
${node ? `  nodeSelector: { kubernetes.io/hostname: ${node} }\n` : ''}${priorityClassName ? `  priorityClassName: ${priorityClassName}\n` : ''}  containers:
    - name: main
      image: course/leaky:1.0
      env:
        - { name: MAX_MB, value: "${most}" }
        - { name: MB_PER_SECOND, value: "${speed}" }
${resources ? `      resources: ${resources}\n` : ''}`;

const resourcesOf = ({ request, limit }: Row): string =>
  limit === undefined
    ? `{ requests: { memory: ${request}Mi } }`
    : `{ requests: { cpu: 100m, memory: ${request}Mi }, limits: { cpu: 100m, memory: ${limit}Mi } }`;

/** Applies manifests to one node and lets it run. */
function run(spec: Partial<NodeSpec>, manifest: string, seconds: number): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1', ...spec }] });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(stderr);
  cluster.runUntil(seconds * 1000);
  return cluster;
}
const print = (cluster: Cluster, line: string): string => cluster.kubectl(line).stdout.trimEnd();

/** Evicted Pods in order, with the second and the event's message. */
const evictionsOf = (
  cluster: Cluster,
): readonly { readonly name: string; readonly at: number; readonly message: string }[] =>
  cluster.history.entries.flatMap((entry) => {
    if (entry.type !== 'write' || entry.kind !== 'Event' || entry.verb !== 'create' || !entry.after) return [];
    const event = entry.after as unknown as { reason?: string; message?: string; involvedObject: { name?: string } };
    if (event.reason !== 'Evicted') return [];
    return [{ name: event.involvedObject.name ?? '', at: entry.at / 1000, message: event.message ?? '' }];
  });

/** Who makes the node short, who asked for nothing, and who goes: three Pods. */
const trioManifest = [
  leak({ name: 'growing', node: 'node-a', most: 6500, speed: 100, resources: '{ requests: { memory: 6500Mi } }' }),
  leak({ name: 'cache', node: 'node-a', most: 600, speed: 100, resources: '{ requests: { memory: 100Mi } }' }),
  leak({ name: 'batch', node: 'node-a', most: 150, speed: 100 }),
].join('---\n');
const trioNode = run({ name: 'node-a' }, trioManifest, 120);
export const trio = {
  manifest: trioManifest,
  shown: [
    'kubectl get pods -o custom-columns=NAME:.metadata.name,QOS:.status.qosClass,PHASE:.status.phase,REASON:.status.reason',
    'kubectl get events --field-selector reason=Evicted -o custom-columns=MESSAGE:.message',
  ].map((command) => ({ command, output: print(trioNode, command) })),
};

const room = { capacity: { cpu: '4', memory: '3Gi' }, allocatable: { cpu: '3800m', memory: '2Gi' } };
const five = run(
  room,
  [
    CLASS,
    ...rows.map((row) =>
      leak({
        name: row.name,
        most: row.uses[row.at]!,
        speed: 1000,
        ...(row.request > 0 ? { resources: resourcesOf(row) } : {}),
        priorityClassName: row.priority > 0 ? 'important' : undefined,
      }),
    ),
    leak({ name: 'agent', most: 4096, speed: 10, priorityClassName: 'system-node-critical' }),
  ].join('---\n'),
  300,
);
const podOf = (name: string): Pod => {
  const found = five.store.get('Pod', 'default', name);
  if (!found) throw new Error(`no Pod ${name}`);
  return found;
};

/** The order in which the five go, where each uses so much. */
const orderOf = (uses: readonly number[]): readonly string[] =>
  rankForEviction(
    'memory',
    rows.map(({ name }, i) => ({
      pod: podOf(name),
      statistics: {
        memory: new Map([['main', (uses[i] ?? 0) * MEBIBYTE]]),
        disk: new Map(),
        volumes: 0,
        processes: 1,
      },
    })),
  ).map(({ pod }) => pod.metadata.name);

/** By the places of what the five use, in the order of the board: who goes, first to last. @example orders['22111'] → ['reports', …] */
export const orders: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Array.from({ length: 3 ** rows.length }, (_, n) => {
    const places = rows.map((_, i) => Math.floor(n / 3 ** i) % 3);
    return [places.join(''), orderOf(rows.map(({ uses }, i) => uses[places[i]!]!))];
  }),
);
export const board = rows.map((row) => ({
  ...row,
  request: podRequests(podOf(row.name)).memory / MEBIBYTE,
  qos: podOf(row.name).status.qosClass ?? '',
}));
export const start = { order: orders[rows.map(({ at }) => at).join('')] ?? [], evictions: evictionsOf(five) };
if (start.order.join() !== start.evictions.map(({ name }) => name).join())
  throw new Error('the board begins with another order than the node has shown');

export const first = start.evictions[0]!;
export const node = {
  allocatable: valueOf('2Gi') / MEBIBYTE,
  conditions: (five.store.get('Node', undefined, 'node-1')?.status.conditions ?? []).map(
    ({ type, status, reason }) => ({
      type,
      status,
      reason: reason ?? '',
    }),
  ),
  taint: print(five, 'kubectl get node node-1 -o jsonpath={.spec.taints[0].key}'),
};
export const after = { command: 'kubectl get pods', output: print(five, 'kubectl get pods') };
export const reason = {
  command: `kubectl get pod ${first.name} -o jsonpath={.status.phase}/{.status.reason}`,
  output: print(five, `kubectl get pod ${first.name} -o jsonpath={.status.phase}/{.status.reason}`),
};

/** A Deployment that leaks on a node of its own: its Pod is evicted, and the ReplicaSet makes another. */
const replaced = run(
  room,
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: leaky }
spec:
  replicas: 1
  selector: { matchLabels: { app: leaky } }
  template:
    metadata: { labels: { app: leaky } }
    spec:
      containers:
        - name: main
          image: course/leaky:1.0
          env: [{ name: MB_PER_SECOND, value: "40" }]
`,
  150,
);
export const replacement = {
  get: { command: 'kubectl get pods', output: print(replaced, 'kubectl get pods') },
  why: print(replaced, 'kubectl get events --field-selector reason=FailedScheduling -o jsonpath={.items[0].message}'),
};

/** The score that the kernel is told for requests on a node of 8Gi. */
const ASKED = ['0', '256Mi', '1Gi', '4Gi'];
const scored = run(
  {},
  ASKED.map(
    (request, i) => `apiVersion: v1
kind: Pod
metadata: { name: asks-${i} }
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sleep", "3600"]
${request === '0' ? '' : `      resources: { requests: { memory: ${request} } }\n`}`,
  ).join('---\n'),
  20,
);
export const scores = ASKED.map((request, i) => ({
  request,
  qos: print(scored, `kubectl get pod asks-${i} -o jsonpath={.status.qosClass}`),
  score: print(scored, `kubectl exec asks-${i} -- cat /proc/1/oom_score_adj`),
}));

/** Pods that write more than they may, and a small disk. */
const writer = (
  name: string,
  resources: string,
  path: string,
  mebibytes: number,
  volume = '',
): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sh", "-c", "dd if=/dev/zero of=${path} bs=1M count=${mebibytes}; exec sleep 3600"]
${resources}${volume}`;
const limits = run(
  {},
  [
    writer('over-its-limit', '      resources: { limits: { ephemeral-storage: 50Mi } }\n', '/tmp/f', 80),
    writer(
      'full-volume',
      '      volumeMounts: [{ name: data, mountPath: /data }]\n',
      '/data/f',
      30,
      '  volumes: [{ name: data, emptyDir: { sizeLimit: 20Mi } }]\n',
    ),
  ].join('---\n'),
  100,
);
const smallDisk = run(
  { capacity: { cpu: '4', memory: '8Gi', 'ephemeral-storage': '1Gi' } },
  [writer('logs', '', '/tmp/f', 600), writer('modest', '', '/tmp/f', 300)].join('---\n'),
  40,
);
const messageOf = (cluster: Cluster, name: string): string =>
  evictionsOf(cluster)
    .find((eviction) => eviction.name === name)
    ?.message.trim() ?? '';
export const disk = {
  container: messageOf(limits, 'over-its-limit'),
  volume: messageOf(limits, 'full-volume'),
  node: messageOf(smallDisk, 'logs'),
  condition: print(
    smallDisk,
    'kubectl get node node-1 -o jsonpath=\'{.status.conditions[?(@.type=="DiskPressure")].status}\'',
  ),
};
