/** The runs of the lesson oom-and-throttling: memory over its limit, and CPU under it. */
import { exitsOf, failuresOf, laneOf, podOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';
import { Cluster, valueOf } from '../../simulator/index.ts';

const MEBIBYTE = 1024 * 1024;

const service = (limits: string, rest = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  containers:
    - name: jvm
      image: course/jvm:1.0
      env:
        - { name: MAX_HEAP_MB, value: "512" }
      resources:
        limits: { ${limits} }
${rest}`;

/** Memory of the first container every so many seconds, in MiB. */
function memoryOver(manifest: string, until: number, step: number): { readonly t: number; readonly value: number }[] {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(stderr);
  const samples = [];
  for (let t = 0; t <= until; t += step) {
    cluster.runUntil(t * 1000);
    const [pod] = cluster.store.list('Pod');
    if (!pod) throw new Error('no Pod');
    const { uid, name, namespace = 'default' } = pod.metadata;
    const usage = cluster.node('node-1')?.usage({ uid, name, namespace }, pod.spec.containers[0]?.name ?? '');
    samples.push({ t, value: Math.round((usage?.memory ?? 0) / MEBIBYTE) });
  }
  return samples;
}

export const small = { until: 200, limit: 512, manifest: service('memory: 512Mi') };
export const roomy = { until: 200, limit: 800, manifest: service('memory: 800Mi') };
export const smallMemory = memoryOver(small.manifest, small.until, 1);
export const roomyMemory = memoryOver(roomy.manifest, roomy.until, 1);
const smallRun = runManifest(small);
const smallExits = exitsOf(laneOf(podOf(smallRun.picture)));
export const picture = smallRun.picture;
export const killed = {
  first: smallExits[0],
  restarts: laneOf(podOf(picture)).restarts.length,
  peak: Math.max(...roomyMemory.map(({ value }) => value)),
  get: { command: 'kubectl get pod orders', output: smallRun.kubectl('kubectl get pod orders') },
  lastState: smallRun
    .kubectl('kubectl describe pod orders')
    .split('\n')
    .filter((line) => /^ +(Last State|Reason|Exit Code):/.test(line))
    .slice(-3)
    .join('\n'),
};

/** The same boot on a whole CPU and on a fifth of one, with the same liveness probe. */
const probe = `      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 10
        failureThreshold: 3
`;
const booting = (cpu: string): string => service(`memory: 800Mi, cpu: ${cpu}`, probe);
const boot = (cpu: string) => {
  const manifest = booting(cpu);
  const run = runManifest({ manifest, until: 180 });
  const pod = podOf(run.picture);
  return {
    cpu,
    milli: valueOf(cpu.endsWith('m') ? cpu.slice(0, -1) : `${Number(cpu) * 1000}`),
    failures: failuresOf(pod, 'liveness').length,
    restarts: laneOf(pod).restarts.length,
    reason: exitsOf(laneOf(pod))[0]?.reason ?? '–',
    log: run.kubectl('kubectl logs orders') || '–',
  };
};
export const boots = [boot('1'), boot('500m'), boot('200m')];
export const throttled = { until: 120, manifest: booting('200m') };
export const throttledPicture = runManifest(throttled).picture;
export const unthrottledBoot = runManifest({ manifest: service('memory: 800Mi, cpu: 200m'), until: 120 }).kubectl(
  'kubectl logs orders',
);
