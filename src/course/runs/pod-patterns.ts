/** The runs of the lesson pod-patterns: packing joined and split, three kinds of helper, and a static Pod. */
import type { Placement } from '../../figures/packing.ts';
import type { Way } from '../../figures/packing-board.tsx';
import { Cluster } from '../../simulator/index.ts';
import { settled, shown, wait } from './terminal.ts';

/** Milli-CPU of the parts, and of what the nodes have. */
const CPU = { web: 500, cache: 1000, node: 2000 };
const SHOPS = [1, 2, 3, 4];
export const bins = ['node-a', 'node-b', 'node-c'].map((name) => ({ name, cpu: CPU.node }));

const container = (name: string, image: string, cpu: number): string =>
  `    - { name: ${name}, image: ${image}, resources: { requests: { cpu: ${cpu}m } } }\n`;
const web = container('web', 'course/web:1.0', CPU.web);
const cache = container('cache', 'redis:7-alpine3.17', CPU.cache);
const pod = (name: string, ...containers: readonly string[]): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec:\n  containers:\n${containers.join('')}`;

function way(id: Way['id'], pods: readonly { name: string; cpu: number; manifest: string }[]): Way {
  const cluster = settled({
    manifest: pods.map(({ manifest }) => manifest).join('---\n'),
    nodes: bins.map(({ name, cpu }) => ({
      name,
      capacity: { cpu: `${cpu}m` },
      allocatable: { cpu: `${cpu}m` },
    })),
  });
  const scheduled: Placement = Object.fromEntries(
    cluster.store
      .list('Pod', 'default')
      .flatMap(({ metadata, spec }) => (spec.nodeName ? [[metadata.name, spec.nodeName]] : [])),
  );
  return { id, pieces: pods.map(({ name, cpu }) => ({ name, cpu })), scheduled };
}
export const ways: readonly [Way, Way] = [
  way(
    'joined',
    SHOPS.map((n) => ({ name: `shop-${n}`, cpu: CPU.web + CPU.cache, manifest: pod(`shop-${n}`, web, cache) })),
  ),
  way('split', [
    ...SHOPS.map((n) => ({ name: `cache-${n}`, cpu: CPU.cache, manifest: pod(`cache-${n}`, cache) })),
    ...SHOPS.map((n) => ({ name: `web-${n}`, cpu: CPU.web, manifest: pod(`web-${n}`, web) })),
  ]),
];
export const sizes = {
  joined: CPU.web + CPU.cache,
  web: CPU.web,
  cache: CPU.cache,
  node: CPU.node,
  all: SHOPS.length * (CPU.web + CPU.cache),
  nodes: bins.length * CPU.node,
};
/** How many Pods the scheduler placed. */
export const placed = ways.map(({ pieces, scheduled }) => ({
  all: pieces.length,
  placed: Object.keys(scheduled).length,
}));

export const sidecar = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: ship
      image: course/logship:1.0
      restartPolicy: Always
      env: [{ name: LOG_FILE, value: /logs/access }]
      volumeMounts: [{ name: logs, mountPath: /logs }]
  containers:
    - name: web
      image: course/web:1.0
      env: [{ name: LOG_FILE, value: /logs/access }]
      volumeMounts: [{ name: logs, mountPath: /logs }]
  volumes:
    - name: logs
      emptyDir: {}
`;
export const shipped = (() => {
  const cluster = settled({ manifest: sidecar });
  const asked = shown(cluster, 'kubectl exec shop -c web -- wget -qO- http://localhost:8080/');
  wait(cluster, 5);
  return [...asked, ...shown(cluster, 'kubectl logs shop -c ship')];
})();

export const adapter = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: app
      image: busybox:1.36
      command: ["sh", "-c", "mkdir /www && echo 'orders=42' > /www/stats && exec httpd -f -p 8080 -h /www"]
    - name: exporter
      image: course/exporter:1.0
`;
export const translated = shown(
  settled({ manifest: adapter }),
  'kubectl exec shop -c app -- wget -qO- http://localhost:8080/stats',
  'kubectl exec shop -c app -- wget -qO- http://localhost:9100/metrics',
);

export const ambassador = `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  initContainers:
    - name: proxy
      image: course/proxy:1.0
      restartPolicy: Always
      env:
        - { name: READ_TO, value: "replica:5432" }
        - { name: WRITE_TO, value: "primary:5432" }
  containers:
    - name: app
      image: busybox:1.36
      command: ["sleep", "3600"]
`;
const database = (role: string): string => `apiVersion: v1
kind: Service
metadata: { name: ${role} }
spec:
  selector: { db: ${role} }
  ports: [{ port: 5432 }]
---
apiVersion: v1
kind: Pod
metadata: { name: db-${role}, labels: { db: ${role} } }
spec:
  containers:
    - { name: db, image: course/db:1.0 }
`;
/** The app speaks to localhost alone. Then the primary is lost: what still works tells where each line went. */
export const spoken = (() => {
  const cluster = settled({
    manifest: [ambassador, database('primary'), database('replica')].join('---\n'),
    after: 30,
  });
  const say = (line: string): string => `kubectl exec orders -c app -- sh -c 'echo ${line} | nc -w 2 localhost 5432'`;
  const both = shown(cluster, say('read stock'), say('write order'));
  const lost = shown(cluster, 'kubectl delete pod db-primary');
  wait(cluster, 5);
  return [...both, ...lost, ...shown(cluster, say('read stock'), say('write order'))];
})();

export const staticManifest = `apiVersion: v1
kind: Pod
metadata:
  name: monitor
spec:
  containers:
    - name: main
      image: course/worker:1.0
`;
/** A static Pod whose mirror is deleted: its container does not notice. */
export const mirrored = (() => {
  const cluster = new Cluster({ nodes: [{ name: 'node-a', manifests: { 'monitor.yaml': staticManifest } }] });
  wait(cluster, 60);
  const uid =
    'kubectl get pod monitor-node-a -o custom-columns=UID:.metadata.uid,STARTED:.status.containerStatuses[0].state.running.startedAt';
  const before = shown(cluster, 'kubectl get pods', uid);
  const deleted = shown(cluster, 'kubectl delete pod monitor-node-a');
  wait(cluster, 30);
  return [...before, ...deleted, ...shown(cluster, 'kubectl get pods', uid)];
})();
