/** The runs of the lesson shared-network: two servers in one Pod on every pair of ports, and who reaches whom. */
import { everyChoice, type LanesPicture } from '../../figures/lanes-picture.ts';
import { pictureOf } from '../../figures/picture-of.ts';
import { podOf } from '../../figures/reading.ts';
import { podSummary } from '../../simulator/index.ts';
import { settled, shown, wait } from './terminal.ts';
import { slim } from './under-load.ts';

const nodes = [{ name: 'node-a' }, { name: 'node-b' }];
const UNTIL = 60;

/** What the two servers may be told to listen on. */
export const ports = { site: [80, 8080], admin: [80, 8080, 9090] } as const;

const pair = (site: number, admin: number): string => `apiVersion: v1
kind: Pod
metadata:
  name: pair
spec:
  containers:
    - name: site
      image: course/web:1.0
      args: ["--port", "${site}"]
      ports: [{ containerPort: ${site} }]
    - name: admin
      image: course/web:2.0
      args: ["--port", "${admin}"]
      ports: [{ containerPort: ${admin} }]
`;
export const clash = pair(80, 80);

function draw(site: number, admin: number): LanesPicture {
  const cluster = settled({ manifest: pair(site, admin), after: UNTIL });
  const pod = podOf(pictureOf(cluster.history, { until: UNTIL * 1000 }));
  const stored = cluster.store.get('Pod', 'default', 'pair');
  if (!stored) throw new Error('the Pod is not there');
  const { ready } = podSummary(stored);
  const log = cluster.kubectl('kubectl logs pair -c admin --tail=1').stdout.trim();
  return {
    until: UNTIL,
    rows: [
      ...pod.containers.map(
        ({ container, spans }) =>
          ({ kind: 'container', name: container, sub: 'role_app', spans: slim(spans) }) as const,
      ),
      { kind: 'condition', name: 'Ready', sub: 'condition', spans: pod.ready },
    ],
    facts: { ready: `${ready}/2`, restarts: pod.containers[1]?.restarts.length ?? 0, log: log || '–' },
  };
}
export const pictures = everyChoice([ports.site.length, ports.admin.length], ([s = 0, a = 0]) =>
  draw(ports.site[s] ?? 80, ports.admin[a] ?? 80),
);

/** The Pod in which nothing clashes, as its own containers see it. */
const good = settled({ manifest: pair(80, 8080), nodes });
export const inside = shown(
  good,
  'kubectl exec pair -c admin -- wget -qO- http://localhost:80/',
  'kubectl exec pair -c site -- hostname -i',
  'kubectl exec pair -c admin -- hostname -i',
);
export const processes = shown(good, 'kubectl exec pair -c admin -- ps');

/** An address before and after the process that listened behind it has crashed. */
export const sandbox = (() => {
  const IP = 'kubectl get pod pair -o wide';
  const cluster = settled({ manifest: pair(80, 8080) });
  const before = shown(cluster, IP);
  cluster.kubectl("kubectl exec pair -c site -- sh -c 'kill 1'");
  wait(cluster, 10);
  return [...before, ...shown(cluster, IP)];
})();

/** What kubectl prints where two containers declare one port. */
export const declared = settled({ manifest: pair(80, 8080) })
  .kubectl('kubectl apply -f -', clash.replace('name: pair', 'name: clash'))
  .stderr.trim();

const web = (name: string, more: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: web
      image: course/web:1.0
${more}`;
const CLIENT = `apiVersion: v1
kind: Pod
metadata:
  name: client
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sleep", "3600"]
`;
/** One server, declared in several ways: what a client in another Pod gets on port 8080. */
export const declarations = [
  '',
  '      ports: [{ containerPort: 8080 }]\n',
  '      ports: [{ containerPort: 6380 }]\n',
  '      args: ["--bind", "127.0.0.1"]\n      ports: [{ containerPort: 8080 }]\n',
].map((lines) => {
  const cluster = settled({ manifest: `${web('web', lines)}---\n${CLIENT}` });
  const address = cluster.store.get('Pod', 'default', 'web')?.status.podIP ?? '';
  const { stdout, stderr } = cluster.kubectl(`kubectl exec client -- wget -qO- -T 2 http://${address}:8080/`);
  return {
    lines: lines.trim().replaceAll(/\n +/g, '\n'),
    answer:
      (stdout || stderr)
        .trim()
        .split('\n')[0]
        ?.replace(/^wget: /, '') ?? '',
  };
});

/** Three copies that want one port of their node, on two nodes. */
export const hostPorts = (() => {
  const manifest = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: edge
spec:
  replicas: 3
  selector:
    matchLabels: { app: edge }
  template:
    metadata:
      labels: { app: edge }
    spec:
      containers:
        - name: web
          image: course/web:1.0
          ports: [{ containerPort: 8080, hostPort: 8080 }]
`;
  const cluster = settled({ manifest, nodes });
  const pending = cluster.store.list('Pod', 'default').find(({ spec }) => !spec.nodeName);
  const reason = pending?.status.conditions?.find(({ type }) => type === 'PodScheduled')?.message ?? '';
  return { pods: shown(cluster, 'kubectl get pods'), reason };
})();

/** Addresses of Pods on two nodes, and the same Pod deleted and applied again. */
export const addresses = (() => {
  const both = ['a', 'b'].map((node) =>
    web(`on-${node}`, '').replace('spec:\n', `spec:\n  nodeSelector: { kubernetes.io/hostname: node-${node} }\n`),
  );
  const manifest = both.join('---\n');
  const labelled = nodes.map(({ name }) => ({ name, labels: { 'kubernetes.io/hostname': name } }));
  const cluster = settled({ manifest: `${manifest}---\n${CLIENT}`, nodes: labelled });
  const LIST = 'kubectl get pods -o custom-columns=POD:.metadata.name,NODE:.spec.nodeName,IP:.status.podIP';
  const before = shown(cluster, LIST);
  const target = cluster.store.get('Pod', 'default', 'on-b')?.status.podIP ?? '';
  const across = shown(cluster, `kubectl exec on-a -- wget -qO- http://${target}:8080/`);
  cluster.kubectl('kubectl delete pod on-b');
  cluster.kubectl('kubectl apply -f -', both[1] ?? '');
  wait(cluster, 10);
  return { before, across, after: shown(cluster, LIST) };
})();
