/** The runs of the lesson namespace-guards: Pods on their way through a LimitRange and a ResourceQuota. */
import { Cluster, type Container } from '../../simulator/index.ts';

export const limitRange = `apiVersion: v1
kind: LimitRange
metadata:
  name: sizes
  namespace: team
spec:
  limits:
    - type: Container
      default:        { cpu: 500m, memory: 256Mi }   # limit, where none is written
      defaultRequest: { cpu: 100m, memory: 128Mi }   # request, where none is written
      min:            { memory: 32Mi }
      max:            { cpu: "1", memory: 1Gi }
      maxLimitRequestRatio: { memory: "4" }
`;
export const quota = `apiVersion: v1
kind: ResourceQuota
metadata:
  name: fence
  namespace: team
spec:
  hard:
    requests.cpu: 1500m
    requests.memory: 2Gi
    limits.cpu: "4"
    limits.memory: 4Gi
    pods: "4"
`;

/** A cluster with the namespace and these objects in it. */
function team(...objects: readonly string[]): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  apply(cluster, ['apiVersion: v1\nkind: Namespace\nmetadata:\n  name: team\n', ...objects].join('---\n'));
  cluster.runUntil(5_000);
  return cluster;
}
function apply(cluster: Cluster, manifest: string): void {
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(stderr);
}

interface Resources {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}
const pod = (resources: Resources, rest = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: job
  namespace: team
spec:
  containers:
    - name: main
      image: course/worker:1.0
      resources: ${JSON.stringify(resources)}
${rest}`;

/** What the API server says to a Pod: the stored container, or the words after "is forbidden:" and "is invalid:". */
function admitted(cluster: Cluster, manifest: string) {
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  cluster.runUntil(cluster.clock.now + 2_000);
  const stored = exit === 0 ? cluster.store.get('Pod', 'team', 'job') : undefined;
  return {
    ok: exit === 0,
    answer: exit === 0 ? '' : (/is (?:forbidden|invalid): (.*)/s.exec(stderr)?.[1]?.trim() ?? stderr.trim()),
    container: stored?.spec.containers[0],
  };
}
/** A line for requests and one for limits. @example ['requests: cpu 1, memory 1Gi'] */
const linesOf = (resources: Container['resources'] | Resources): string[] =>
  (['requests', 'limits'] as const).flatMap((what) => {
    const list = Object.entries(resources?.[what] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    return list.length === 0
      ? []
      : [`${what}: ${list.map(([name, amount]) => `${name} ${String(amount)}`).join(', ')}`];
  });
const used = (cluster: Cluster): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(cluster.store.get('ResourceQuota', 'team', 'fence')?.status?.used ?? {}).map(([name, amount]) => [
      name,
      String(amount),
    ]),
  );

/** A Pod that is there before the others come. */
const FIRST = pod({ limits: { cpu: '1', memory: '512Mi' } }).replace('name: job', 'name: first');
const standing = (): Cluster => {
  const cluster = team(limitRange, quota);
  apply(cluster, FIRST);
  cluster.runUntil(10_000);
  return cluster;
};
export const usedAtFirst = used(standing());

/** What an API server does with a Pod, in this order. */
export const steps = ['defaults', 'validation', 'bounds', 'quota'] as const;
type Step = (typeof steps)[number];
const refusedAt = (answer: string): Step =>
  answer.includes('quota') ? 'quota' : answer.includes('per Container') ? 'bounds' : 'validation';

/** One Pod's way: as written, as the LimitRange completed it, where it was refused and with which words. */
function way(resources: Resources) {
  const cluster = standing();
  const { ok, answer, container } = admitted(cluster, pod(resources));
  return {
    written: linesOf(resources),
    stored: ok ? linesOf(container?.resources) : [],
    refused: ok ? undefined : refusedAt(answer),
    answer,
    used: used(cluster),
  };
}
export const ways = [
  way({}),
  way({ requests: { cpu: '600m' } }),
  way({ limits: { cpu: '2', memory: '512Mi' } }),
  way({ limits: { cpu: '600m', memory: '512Mi' } }),
  way({ requests: { cpu: '200m' }, limits: { cpu: '600m', memory: '512Mi' } }),
];
/** Whether a step let a Pod pass. */
export const passed = (
  { refused }: { readonly refused: Step | undefined },
  step: Step,
): 'passed' | 'failed' | 'not-reached' =>
  refused === undefined || steps.indexOf(step) < steps.indexOf(refused)
    ? 'passed'
    : step === refused
      ? 'failed'
      : 'not-reached';

const refusal = (objects: readonly string[], manifest: string): string => admitted(team(...objects), manifest).answer;
/** What the three bounds of a LimitRange say. */
export const bounds = {
  min: refusal([limitRange], pod({ requests: { memory: '16Mi' }, limits: { memory: '16Mi' } })),
  max: refusal([limitRange], pod({ limits: { memory: '2Gi' } })),
  ratio: refusal([limitRange], pod({ requests: { memory: '100Mi' }, limits: { memory: '600Mi' } })),
};
export const contradiction = refusal([limitRange], pod({ requests: { cpu: '600m' } }));
export const mustSpecify = refusal([quota], pod({}));

/** A Deployment in a namespace whose quota asks for what it does not say. */
const silent = ((): {
  readonly shown: { readonly command: string; readonly output: string }[];
  readonly event: string;
} => {
  const cluster = team(quota);
  apply(
    cluster,
    `apiVersion: apps/v1
kind: Deployment
metadata:
  name: etl
  namespace: team
spec:
  replicas: 3
  selector:
    matchLabels: { app: etl }
  template:
    metadata:
      labels: { app: etl }
    spec:
      containers:
        - name: etl
          image: course/worker:1.0
`,
  );
  cluster.runUntil(60_000);
  const ask = (command: string) => {
    const { stdout, stderr } = cluster.kubectl(command);
    return { command, output: (stdout + stderr).trimEnd() };
  };
  const event = cluster.store.list('Event').find(({ reason }) => reason === 'FailedCreate');
  return {
    shown: ['deployments', 'replicasets', 'pods'].map((kind) => ask(`kubectl get ${kind} -n team`)),
    event: event?.message ?? '',
  };
})();
export const silentShown = silent.shown;
export const silentEvent = silent.event;

/** Guards that come later leave what runs alone. */
const later = ((): { readonly quota: string; readonly pods: string } => {
  const cluster = team();
  apply(cluster, pod({}));
  cluster.runUntil(20_000);
  apply(cluster, `${limitRange}---\n${quota.replace('pods: "4"', 'pods: "0"')}`);
  cluster.runUntil(60_000);
  return {
    quota: cluster.kubectl('kubectl get resourcequota fence -n team').stdout.trimEnd(),
    pods: cluster.kubectl('kubectl get pods -n team').stdout.trimEnd(),
  };
})();
export const laterShown = [
  { command: 'kubectl get resourcequota fence -n team', output: later.quota },
  { command: 'kubectl get pods -n team', output: later.pods },
];

/** A Pod with an init container and a sidecar, and what the quota counts for it. */
export const counted = `apiVersion: v1
kind: Pod
metadata:
  name: job
  namespace: team
spec:
  initContainers:
    - name: load
      image: course/batch:1.0
      resources: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: 500m, memory: 512Mi } }
    - name: ship
      image: course/logship:1.0
      restartPolicy: Always
      resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { cpu: 50m, memory: 64Mi } }
  containers:
    - name: main
      image: course/worker:1.0
      resources: { requests: { cpu: 200m, memory: 256Mi }, limits: { cpu: 200m, memory: 256Mi } }
`;
export const countedUse = ((): Readonly<Record<string, string>> => {
  const cluster = team(quota);
  apply(cluster, counted);
  cluster.runUntil(10_000);
  return used(cluster);
})();
