/** The runs of the lesson requests-and-limits: quantities as the API server reads them, and what a Pod requests in all. */
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';
import { Cluster, podRequests, resourcesOf } from '../../simulator/index.ts';

const MEBI = 1024 * 1024;

/** Four Pods that ask for much and use little, and a Pod with two containers that are held to limits. */
const twoNumbers = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: quiet
spec:
  replicas: 4
  selector:
    matchLabels: { app: quiet }
  template:
    metadata:
      labels: { app: quiet }
    spec:
      containers:
        - name: web
          image: course/web:1.0
          resources:
            requests: { cpu: "2" }
---
apiVersion: v1
kind: Pod
metadata:
  name: bounded
spec:
  containers:
    - name: counting
      image: perl:5.34
      args: ["perl", "-Mbignum=bpi", "-wle", "print bpi(4000)"]
      resources:
        limits: { cpu: 200m }
    - name: leaking
      image: course/leaky:1.0
      resources:
        limits: { memory: 100Mi }
`;
const busy = runManifest({
  manifest: twoNumbers,
  until: 90,
  nodes: ['node-a', 'node-b', 'node-c'].map((name) => ({ name })),
});
export const readers = {
  manifest: twoNumbers,
  shown: ['kubectl get pods', 'kubectl top nodes', 'kubectl top pod bounded --containers'].map((command) => ({
    command,
    output: busy.kubectl(command),
  })),
  event: busy.picture.events.find(({ reason }) => reason === 'FailedScheduling')?.message ?? '',
};

const one = (resources: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: course/web:1.0
      resources:
${resources}`;

interface Read {
  readonly written: string;
  /** Thousandths of a core, or bytes; undefined where it was refused. */
  readonly amount: number | undefined;
  /** The warning or the error. */
  readonly said: string;
}

function read(resource: 'cpu' | 'memory', written: string): Read {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', one(`        limits: { ${resource}: ${written} }\n`));
  const stored = cluster.store.get('Pod', 'default', 'web');
  const said = stderr
    .trim()
    .replace(/^.*cannot be handled as a Pod: /, '')
    .replace(/^The Pod "web" is invalid: /, '');
  if (exit !== 0 || !stored) return { written, amount: undefined, said };
  const { milliCpu, memory } = resourcesOf(stored.spec.containers[0]?.resources?.limits);
  return { written, amount: resource === 'cpu' ? milliCpu : memory, said };
}

export const cpu = ['1', '0.5', '500m', '"0.25"', '1500m', '250', '50%'].map((written) => read('cpu', written));
export const memory = ['512Mi', '512M', '0.5Gi', '536870912', '400m', '512k', '512K', '512MB'].map((written) =>
  read('memory', written),
);
/** How much less M is than Mi, in percent. */
export const lessPercent = ((1 - 1_000_000 / MEBI) * 100).toFixed(1);

const stored = (resources: string): string => {
  const { kubectl } = runManifest({ manifest: one(resources), until: 5 });
  return kubectl('kubectl get pod web -o yaml')
    .split('\n')
    .slice(0, -1)
    .join('\n')
    .replace(/^[\s\S]*?\n( {4}resources:[\s\S]*?)\n {4}terminationMessagePath[\s\S]*$/, '$1');
};
/** Limits alone, and what is stored of them. */
export const limitsOnly = {
  written: '      resources:\n        limits: { cpu: 500m, memory: 256Mi }\n',
  stored: stored('        limits: { cpu: 500m, memory: 256Mi }\n'),
};
export const over = refusalOf(one('        requests: { cpu: 700m }\n        limits: { cpu: 500m }\n'));

/** One Pod with an init container, a sidecar and two containers. */
const whole = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: migrate
      image: busybox:1.36
      command: ["sleep", "5"]
      resources: { requests: { cpu: "1", memory: 128Mi } }
    - name: metrics
      image: course/exporter:1.0
      restartPolicy: Always
      resources: { requests: { cpu: 100m, memory: 64Mi } }
  containers:
    - name: web
      image: course/web:1.0
      resources: { requests: { cpu: 300m, memory: 256Mi } }
    - name: log
      image: course/logship:1.0
      resources: { requests: { cpu: 100m, memory: 64Mi } }
`;
const node = runManifest({ manifest: whole, until: 30 });
const made = new Cluster({ nodes: [{ name: 'node-1' }] });
made.kubectl('kubectl apply -f -', whole);
const pod = made.store.get('Pod', 'default', 'shop');
if (!pod) throw new Error('the Pod shop is not stored');
const all = podRequests(pod);
const requestOf = (list: typeof pod.spec.containers, kind: string) =>
  list.map(({ name, resources }) => {
    const { milliCpu, memory: bytes } = resourcesOf(resources?.requests);
    return { name, kind, cpu: milliCpu, memory: bytes / MEBI };
  });
const inits = pod.spec.initContainers ?? [];
export const sum = {
  manifest: whole,
  rows: [
    ...requestOf(
      inits.filter((c) => c.restartPolicy !== 'Always'),
      'init',
    ),
    ...requestOf(
      inits.filter((c) => c.restartPolicy === 'Always'),
      'sidecar',
    ),
    ...requestOf(pod.spec.containers, 'app'),
  ],
  cpu: all.milliCpu,
  memory: all.memory / MEBI,
  describe: node
    .kubectl('kubectl describe node node-1')
    .replace(/^[\s\S]*?(Non-terminated Pods:)/, '$1')
    .replace(/\nEvents:[\s\S]*$/, ''),
};

/** CPU of a container that runs is changed in place. */
const live = new Cluster({ nodes: [{ name: 'node-1' }] });
live.kubectl('kubectl apply -f -', one('        requests: { cpu: 100m }\n        limits: { cpu: 200m }\n'));
live.runUntil(20_000);
const patch = `kubectl patch pod web --subresource resize -p '{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"300m"},"limits":{"cpu":"400m"}}}]}}'`;
const patched = live.kubectl(patch);
live.runUntil(40_000);
export const resize = [
  { command: patch, output: (patched.stderr + patched.stdout).trim() },
  { command: 'kubectl get pods', output: live.kubectl('kubectl get pods').stdout.trimEnd() },
];
