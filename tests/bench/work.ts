/** The work that is timed, in plain TypeScript: it runs in V8 and, bundled, in QuickJS. */
import { Cluster } from '../../src/simulator/index.ts';

const probedPod = (name: string): string => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  containers:
    - name: web
      image: course/web:1.0
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 1
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
        periodSeconds: 1
`;

/** 10 virtual minutes of `pods` Pods with two probes each second. @returns how many probe results the history holds */
export function probedMinutes(pods: number): number {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const names = Array.from({ length: pods }, (_, i) => `web-${i}`);
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', names.map(probedPod).join('---\n'));
  if (exit !== 0) throw new Error(stderr);
  cluster.runUntil(600_000);
  return cluster.history.entries.reduce(
    (sum, e) => (e.type === 'probe' ? sum + Math.round((e.last - e.at) / e.period) + 1 : sum),
    0,
  );
}

/** What a probe of `thousandProbed` does. */
export const LOOKS = {
  http: { image: 'course/web:1.0', command: undefined, look: { httpGet: { path: '/healthz', port: 8080 } } },
  file: {
    image: 'busybox:1.36',
    command: 'touch /tmp/up; sleep 9999',
    look: { exec: { command: ['cat', '/tmp/up'] } },
  },
  shell: {
    image: 'busybox:1.36',
    command: 'touch /tmp/up; sleep 9999',
    look: { exec: { command: ['sh', '-c', 'test -f /tmp/up'] } },
  },
} as const;

/** 10 virtual minutes of 1,000 Pods on ten nodes with a probe each 10 s, from their creation. @returns how many are ready */
export function thousandProbed(kind: keyof typeof LOOKS): number {
  const capacity = { cpu: '64', memory: '256Gi', pods: '110' };
  const cluster = new Cluster({ nodes: Array.from({ length: 10 }, (_, i) => ({ name: `node-${i}`, capacity })) });
  const { image, command, look } = LOOKS[kind];
  for (let i = 0; i < 1000; i++) {
    const app = {
      name: 'app',
      image,
      ...(command ? { command: ['sh', '-c', command] } : {}),
      readinessProbe: { ...look, periodSeconds: 10 },
    };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: `pod-${i}` }, spec: { containers: [app] } };
    const made = cluster.api.create(pod, 'default', { cause: { actor: 'you', reason: 'a benchmark' } });
    if (!made.ok) throw new Error(made.error.message);
  }
  cluster.runUntil(600_000);
  const isReady = ({
    status,
  }: {
    status: { conditions?: readonly { type: string; status: string }[] | undefined };
  }): boolean => status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
  return cluster.store.list('Pod').filter(isReady).length;
}

/** About 1 kB, with what a careful learner writes. */
const MANIFEST = `apiVersion: v1
kind: Pod
metadata:
  name: NAME
  labels:
    app: checkout
    tier: front
spec:
  terminationGracePeriodSeconds: 40
  nodeSelector:
    disk: ssd
  containers:
    - name: web
      image: course/web:1.0
      args: ["--port", "8080"]
      env:
        - name: START_SECONDS
          value: "5"
        - name: POD_NAME
          valueFrom:
            fieldRef:
              fieldPath: metadata.name
      ports:
        - name: http
          containerPort: 8080
      resources:
        requests:
          cpu: 250m
          memory: 64Mi
        limits:
          memory: 128Mi
      startupProbe:
        httpGet:
          path: /healthz
          port: http
        failureThreshold: 30
        periodSeconds: 2
      readinessProbe:
        httpGet:
          path: /ready
          port: http
        periodSeconds: 5
      livenessProbe:
        httpGet:
          path: /healthz
          port: http
        periodSeconds: 10
      volumeMounts:
        - name: data
          mountPath: /data
  volumes:
    - name: data
      emptyDir: {}
`;

let reader: Cluster | undefined;
let read = 0;

/** Reads, decodes, defaults, admits, validates and stores a 1 kB manifest, `times` times. */
export function readToStored(times: number): number {
  reader ??= new Cluster({ history: 'dropped', run: { scheduler: false, kubelets: false, controllers: false } });
  for (let i = 0; i < times; i++) {
    const { exit, stderr } = reader.kubectl('kubectl create -f -', MANIFEST.replace('NAME', `pod-${read++}`));
    if (exit !== 0) throw new Error(stderr);
  }
  return reader.store.count('Pod');
}
