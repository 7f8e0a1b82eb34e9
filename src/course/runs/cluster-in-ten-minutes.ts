/** The runs of the lesson cluster-in-ten-minutes: a Deployment from apply to Ready, and three kinds of loss. */
import type { Lane } from '../../figures/sequence-chart.tsx';
import { sequenceOf } from '../../figures/sequence-picture.ts';
import { refusalOf } from '../../figures/run-manifest.ts';
import { Cluster, type NodeSpec, type Seconds } from '../../simulator/index.ts';
import { settled, shown, wait } from './terminal.ts';

/** Three workers and a control plane that is closed to ordinary Pods. */
const nodes: readonly NodeSpec[] = [
  { name: 'node-a' },
  { name: 'node-b' },
  { name: 'node-c' },
  {
    name: 'control-1',
    labels: { 'node-role.kubernetes.io/control-plane': '' },
    taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
  },
];
export const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
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

/** The Deployment applied, from the command to the last report. */
const applied = (() => {
  const cluster = new Cluster({ nodes });
  wait(cluster, 10);
  const from = cluster.clock.now;
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(stderr);
  wait(cluster, 10);
  return { cluster, steps: sequenceOf(cluster.history.entries, from) };
})();
export const steps = applied.steps;
export const lanes: readonly Lane[] = [
  { actor: 'kubectl', title: ['kubectl', ''] },
  { actor: 'api-server', title: ['API server', 'etcd'] },
  { actor: 'deployment-controller', title: ['Deployment', 'controller'] },
  { actor: 'replicaset-controller', title: ['ReplicaSet', 'controller'] },
  { actor: 'default-scheduler', title: ['scheduler', ''] },
  ...['node-a', 'node-b', 'node-c'].map((name): Lane => ({ actor: `kubelet/${name}`, title: ['kubelet', name] })),
];
/** Milliseconds from the command until the last component has written its last word. */
export const whole = Math.max(...steps.map(({ to }) => to));
export const chain = shown(
  applied.cluster,
  'kubectl get deployments,replicasets,pods',
  'kubectl get pods -o custom-columns=POD:.metadata.name,OWNER:.metadata.ownerReferences[0].name,NODE:.spec.nodeName',
);

/** The same manifest with one mistake for each stage of a request. */
export const refused = {
  decode: refusalOf(manifest.replace('replicas: 3', 'replicas: three')),
  unknown: refusalOf(manifest.replace('replicas: 3', 'replica: 3')),
  validate: refusalOf(manifest.replace('      labels: { app: web }', '      labels: { app: front }')),
};
/** What admission says where a namespace has a quota of no Deployments. */
export const notAdmitted = (() => {
  const cluster = settled({
    manifest:
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: none }\nspec: { hard: { count/deployments.apps: "0" } }\n',
  });
  return cluster.kubectl('kubectl apply -f -', manifest).stderr.trim();
})();

/** A Deployment in which something is lost at once, and what comes of it. */
function loss(strike: (cluster: Cluster) => void, seconds: Seconds) {
  const cluster = settled({ manifest, nodes });
  const from = cluster.clock.now;
  strike(cluster);
  cluster.runUntil(from + seconds * 1000);
  const since = (at: number): Seconds => (at - from) / 1000;
  const made = cluster.history.entries.find(
    (e) => e.type === 'write' && e.kind === 'Pod' && e.verb === 'create' && e.at >= from,
  );
  const started = cluster.history.entries.find((e) => e.type === 'container' && e.what === 'started' && e.at >= from);
  const ready = cluster.history.entries.find(
    (e) => e.type === 'write' && e.kind === 'Node' && e.at >= from && isUnknown(e.after),
  );
  return {
    made: made && since(made.at),
    started: started && since(started.at),
    unknown: ready && since(ready.at),
    pods: shown(cluster, 'kubectl get pods'),
  };
}
const isUnknown = (object: unknown): boolean =>
  (object as { status?: { conditions?: { type: string; status: string }[] } } | undefined)?.status?.conditions?.some(
    ({ type, status }) => type === 'Ready' && status === 'Unknown',
  ) ?? false;
const firstPod = (cluster: Cluster) => {
  const [pod] = cluster.store.list('Pod', 'default');
  if (!pod) throw new Error('the Deployment has no Pod');
  return pod;
};

export const deadContainer = loss(
  (cluster) => cluster.kubectl(`kubectl exec ${firstPod(cluster).metadata.name} -- sh -c 'kill 1'`),
  30,
);
export const missingPod = loss((cluster) => cluster.start(`kubectl delete pod ${firstPod(cluster).metadata.name}`), 30);
export const deadNode = loss((cluster) => cluster.outages(firstPod(cluster).spec.nodeName ?? '')?.disconnect(), 420);

/** A server that hangs, and nobody has asked for a probe. */
export const hanging = (() => {
  const cluster = settled({
    manifest: `apiVersion: v1
kind: Pod
metadata:
  name: hangs
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: HANG_AT, value: "10" }
`,
    after: 600,
  });
  return shown(cluster, 'kubectl get pods', 'kubectl exec hangs -- wget -qO- -T 2 http://localhost:8080/');
})();
