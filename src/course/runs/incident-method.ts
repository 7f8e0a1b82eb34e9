/** The run of the lesson incident-method: one incident with two faults, read, mended and proven; and the ways that mend it only half. */
import { Cluster, type NodeSpec, type Seconds } from '../../simulator/index.ts';
import { shown, wait, type TerminalLine } from './terminal.ts';

const nodes: readonly NodeSpec[] = [
  { name: 'node-a' },
  { name: 'node-b', unschedulable: true, labels: { 'example.com/maintenance': 'finished' } },
];
/** What the process grows to, and the limit that it was given, in MiB. */
export const MEMORY = { peak: 150, limit: 128, mended: 256 } as const;

const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
spec:
  replicas: 3
  selector:
    matchLabels: { app: cart }
  template:
    metadata:
      labels: { app: cart }
    spec:
      containers:
        - name: cart
          image: course/leaky:1.0
          env:
            - { name: MAX_MB, value: "${MEMORY.peak}" }
            - { name: MB_PER_SECOND, value: "3" }
          resources:
            requests: { cpu: 1500m, memory: ${MEMORY.limit}Mi }
            limits: { memory: ${MEMORY.limit}Mi }
`;

/** How long the fault had lasted when somebody looked, and how long each proof takes. */
export const BEFORE: Seconds = 180;
export const PROOF: Seconds = 300;
const MEND = `kubectl set resources deployment cart --requests=memory=${MEMORY.mended}Mi --limits=memory=${MEMORY.mended}Mi`;
const UNCORDON = 'kubectl uncordon node-b';

function begun(): Cluster {
  const cluster = new Cluster({ nodes });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(stderr);
  cluster.runUntil(BEFORE * 1000);
  return cluster;
}

const cluster = begun();
const line = (command: string): TerminalLine => {
  wait(cluster, 10);
  return shown(cluster, command)[0]!;
};
const ill = cluster.store.list('Pod').find(({ spec }) => spec.nodeName === 'node-a')!;
const ended = ill.status.containerStatuses![0]!.lastState!.terminated!;

export const pods = line('kubectl get pods -o wide');
export const warnings = line('kubectl get events --field-selector type=Warning');
export const owners = line('kubectl get deployments,replicasets');
export const nodeList = line('kubectl get nodes');
export const lastState = line(
  `kubectl get pod ${ill.metadata.name} -o jsonpath='{.status.containerStatuses[0].lastState.terminated.reason}'`,
);
/** How long the container ran before it was killed. */
export const lived: Seconds = (Date.parse(ended.finishedAt!) - Date.parse(ended.startedAt!)) / 1000;
export const maintenance = line('kubectl get node node-b -L example.com/maintenance');
export const uncordon = line(UNCORDON);
export const mend = line(MEND);
wait(cluster, PROOF);
export const proof = line('kubectl get pods -o wide');

/** What a way out leads to five minutes later. */
export interface Outcome {
  readonly ready: number;
  /** Restarts of the Pods that are there. */
  readonly restarts: number;
  readonly pending: number;
}

function after(...commands: readonly string[]): Outcome {
  const tried = begun();
  for (const command of commands) {
    const { exit, stderr } = tried.kubectl(command);
    if (exit !== 0) throw new Error(stderr);
  }
  wait(tried, PROOF);
  const there = tried.store.list('Pod').filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  return {
    ready: there.filter(({ status }) => status.containerStatuses?.every((c) => c.ready)).length,
    restarts: there.reduce((sum, { status }) => sum + (status.containerStatuses?.[0]?.restartCount ?? 0), 0),
    pending: there.filter(({ spec }) => spec.nodeName === undefined).length,
  };
}
export const outcomes = {
  nothing: after(),
  deleted: after('kubectl delete pods -l app=cart'),
  opened: after(UNCORDON),
  memory: after(MEND),
  scaled: after('kubectl scale deployment cart --replicas=2'),
  both: after(UNCORDON, MEND),
} as const;
