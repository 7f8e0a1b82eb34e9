/** The runs of the lesson pods-and-controllers: what heals and what does not, roll-outs, Jobs and their budgets. */
import { refusalOf } from '../../figures/run-manifest.ts';
import type { Cluster, History } from '../../simulator/index.ts';
import { settled, shown, wait } from './terminal.ts';

const three = ['node-a', 'node-b', 'node-c'].map((name) => ({ name }));

/** A Pod that nobody looks after. */
export const bareManifest = `apiVersion: v1
kind: Pod
metadata:
  name: alone
spec:
  containers:
    - name: web
      image: course/web:1.0
`;
export const bare = (() => {
  const cluster = settled({ manifest: bareManifest });
  cluster.kubectl("kubectl exec alone -- sh -c 'kill 1'");
  wait(cluster, 5);
  const healed = shown(cluster, 'kubectl get pods');
  const deleted = shown(cluster, 'kubectl delete pod alone');
  wait(cluster, 60);
  return { healed, deleted: [...deleted, ...shown(cluster, 'kubectl get pods')] };
})();

/** Everything from "replicas" on is the same in a ReplicaSet and a Deployment. */
const workload = (kind: 'ReplicaSet' | 'Deployment', replicas: number): string => `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: web
spec:
  replicas: ${replicas}
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      containers:
        - name: web
          image: course/web:1.0
`;
export const deployment = workload('Deployment', 4);
const IMAGES = 'kubectl get pods -o custom-columns=POD:.metadata.name,IMAGE:.spec.containers[0].image';

/** A template that is changed under a ReplicaSet, and one Pod deleted afterwards. */
export const template = (() => {
  const cluster = settled({ manifest: workload('ReplicaSet', 2), nodes: three });
  const changed = shown(cluster, 'kubectl set image replicaset/web web=course/web:2.0');
  wait(cluster, 60);
  const before = shown(cluster, IMAGES);
  cluster.kubectl(`kubectl delete pod ${podNames(cluster)[0] ?? ''}`);
  wait(cluster, 10);
  return { changed: [...changed, ...before], after: shown(cluster, IMAGES) };
})();

/** One Pod of three is deleted, then another loses the label that it was counted by. */
export const counted = (() => {
  const cluster = settled({ manifest: workload('ReplicaSet', 3), nodes: three });
  const [first = '', second = ''] = podNames(cluster);
  const from = cluster.clock.now;
  cluster.start(`kubectl delete pod ${first}`);
  wait(cluster, 10);
  const [successor] = createdAfter(cluster.history, from);
  if (!successor) throw new Error('the ReplicaSet made no successor');
  const deletion = { name: first, successor: successor.name, after: (successor.at - from) / 1000 };
  const label = `kubectl label pod ${second} app-`;
  return { deletion, released: shown(cluster, label, 'kubectl get pods --show-labels') };
})();

export const wrongLabels = refusalOf(
  workload('Deployment', 3).replace('      labels: { app: web }', '      labels: { app: front }'),
);
export const wrongPolicy = refusalOf(
  workload('Deployment', 3).replace('      containers:', '      restartPolicy: OnFailure\n      containers:'),
);

const job = (more: string): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: charge
spec:
${more}  template:
    spec:
      restartPolicy: Never
      containers:
        - name: batch
          image: course/batch:1.0
          env:
            - { name: EXIT_CODE, value: "1" }
`;
export const jobManifest = job('  backoffLimit: 2\n');
export const budgeted = afterFailures(job('  backoffLimit: 2\n'), 120);
export const unbudgeted = afterFailures(job(''), 1200);
export const jobAlways = refusalOf(job('').replace('restartPolicy: Never', 'restartPolicy: Always'));

/** A Job whose container always fails: its Pods, when they were made and when it gave up. */
function afterFailures(manifest: string, seconds: number) {
  const cluster = settled({ manifest, after: seconds });
  const made = createdAfter(cluster.history, 0).map(({ at }) => at / 1000);
  const failed = cluster.store
    .get('Job', 'default', 'charge')
    ?.status.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
  if (!failed) throw new Error('the Job has not given up');
  const pause = made.map((at, i) => at - (made[i - 1] ?? 0));
  return {
    pods: made.length,
    made,
    longestPause: Math.max(...pause),
    reason: failed.reason ?? '',
    shown: shown(cluster, 'kubectl get jobs,pods'),
  };
}

export const scaled = (() => {
  const cluster = settled({ manifest: workload('Deployment', 2), nodes: three });
  const said = shown(cluster, 'kubectl scale deployment web --replicas=3');
  wait(cluster, 5);
  return [...said, ...shown(cluster, 'kubectl get deployment web')];
})();

function podNames(cluster: Cluster): string[] {
  return cluster.store
    .list('Pod', 'default')
    .map(({ metadata }) => metadata.name)
    .sort();
}
function createdAfter(history: History, from: number): { readonly at: number; readonly name: string }[] {
  return history.entries.flatMap((entry) =>
    entry.type === 'write' && entry.kind === 'Pod' && entry.verb === 'create' && entry.at >= from && entry.after
      ? [{ at: entry.at, name: entry.after.metadata.name }]
      : [],
  );
}
