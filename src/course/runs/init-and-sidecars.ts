/** The runs of the lesson init-and-sidecars: who starts when, and who is stopped last. */
import { exitsOf, laneOf, podOf } from '../../figures/reading.ts';
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';

const started = (pod: ReturnType<typeof podOf>, container: string): number | undefined =>
  laneOf(pod, container).spans.find(({ look }) => look === 'running' || look === 'ready')?.from;

/** Two steps, a sidecar and two apps. */
export const order = {
  until: 60,
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
    - name: schema
      image: busybox:1.36
      command: ["sleep", "5"]
    - name: proxy
      image: course/proxy:1.0          # opens its port after 4 s
      restartPolicy: Always
      startupProbe:
        httpGet: { path: /ready, port: 15000 }
        periodSeconds: 1
        failureThreshold: 30
    - name: seed
      image: busybox:1.36
      command: ["sleep", "8"]
  containers:
    - name: app
      image: course/web:1.0
    - name: log
      image: busybox:1.36
      command: ["sleep", "600"]
`,
};
const ordered = runManifest(order);
export const picture = ordered.picture;
const shop = podOf(picture);
export const times = {
  schema: started(shop, 'schema'),
  schemaEnd: exitsOf(laneOf(shop, 'schema'))[0]?.at,
  proxy: started(shop, 'proxy'),
  seed: started(shop, 'seed'),
  seedEnd: exitsOf(laneOf(shop, 'seed'))[0]?.at,
  app: started(shop, 'app'),
  log: started(shop, 'log'),
};
export const words = shop.status.map(({ from, look }) => ({ from, word: look }));

/** A step that fails twice, with each policy. */
const failing = (policy: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: fails
spec:
  restartPolicy: ${policy}
  initContainers:
    - name: step
      image: busybox:1.36
      command: ["sh", "-c", "exit 1"]
  containers:
    - name: app
      image: course/web:1.0
`;
const failed = (policy: string) => {
  const run = runManifest({ manifest: failing(policy), until: 60 });
  return {
    policy,
    status: podOf(run.picture).status.at(-1)?.look ?? '',
    phase: run.kubectl("kubectl get pod fails -o jsonpath='{.status.phase}'"),
    restarts: laneOf(podOf(run.picture), 'step').restarts.length,
  };
};
export const failures = ['Always', 'OnFailure', 'Never'].map(failed);

export const probed = refusalOf(
  failing('Always').replace('exit 1"]', 'exit 1"]\n      readinessProbe: { exec: { command: ["true"] } }'),
);

/** A Job's Pod with a helper that never ends: among the containers, and as a sidecar. */
const job = (helper: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: import
spec:
  restartPolicy: Never
${helper.includes('restartPolicy') ? `  initContainers:\n${helper}  containers:\n` : `  containers:\n${helper}`}    - name: import
      image: course/batch:1.0
`;
const ship = '    - name: ship\n      image: course/logship:1.0\n';
export const sidecarManifest = job(`${ship}      restartPolicy: Always\n`);
const phaseOf = (manifest: string): string =>
  runManifest({ manifest, until: 60 }).kubectl("kubectl get pod import -o jsonpath='{.status.phase}'");
export const helper = { beside: phaseOf(job(ship)), sidecar: phaseOf(sidecarManifest) };
const sidecarPod = podOf(runManifest({ manifest: sidecarManifest, until: 60 }).picture);
export const stops = {
  app: exitsOf(laneOf(sidecarPod, 'import'))[0]?.at,
  sidecar: exitsOf(laneOf(sidecarPod, 'ship'))[0]?.at,
};
