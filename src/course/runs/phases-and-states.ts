/** The runs of the lesson phases-and-states: one Pod's whole life, and Pods whose phase surprises. */
import { podOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';
import type { NodeSpec } from '../../simulator/index.ts';

const node = (pullRate: number): NodeSpec => ({ name: 'node-1', cachedImages: ['busybox:1.36'], pullRate });

/** Pulled, prepared, warmed up, and ended. */
export const life = {
  until: 60,
  nodes: [node(1_000_000)],
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: report
spec:
  restartPolicy: Never
  initContainers:
    - name: prepare
      image: busybox:1.36
      command: ["sleep", "5"]
  containers:
    - name: web
      image: course/web:1.0          # not on the node yet
      command: ["sh", "-c", "/web & sleep 30; kill $!; wait"]
      env:
        - { name: WARM_SECONDS, value: "10" }
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
        periodSeconds: 5
`,
};
const lived = runManifest(life);
export const picture = lived.picture;
const report = podOf(picture);
/** STATUS over time, each word once in a row. */
export const words = report.status.map(({ from, look }) => ({ from, word: look }));
export const ready = report.ready.find(({ look }) => look === 'True');

const at = (name: string, spec: string, until = 30) => {
  const run = runManifest({
    manifest: `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\nspec:\n${spec}`,
    until,
    nodes: [{ name: 'node-1', cachedImages: ['busybox:1.36', 'course/web:1.0'], pullRate: 500_000 }],
  });
  return {
    name,
    phase: run.kubectl(`kubectl get pod ${name} -o jsonpath='{.status.phase}'`),
    status: podOf(run.picture).status.at(-1)?.look ?? '',
    ready: run.kubectl(`kubectl get pod ${name} -o jsonpath='{.status.conditions[?(@.type=="Ready")].status}'`) || '–',
    conditions: run.kubectl(
      `kubectl get pod ${name} -o jsonpath='{range .status.conditions[*]}{.type}={.status} {end}'`,
    ),
  };
};
const shell = (name: string, script: string): string =>
  `    - name: ${name}\n      image: busybox:1.36\n      command: ["sh", "-c", "${script}"]\n`;

export const table = [
  at(
    'no-room',
    '  containers:\n    - name: app\n      image: course/web:1.0\n      resources: { requests: { cpu: "64" } }\n',
  ),
  at('pulling', '  containers:\n    - name: app\n      image: course/jvm:1.0\n'),
  at('preparing', `  initContainers:\n${shell('prepare', 'sleep 60')}  containers:\n${shell('app', 'sleep 60')}`),
  at(
    'warming',
    '  containers:\n    - name: app\n      image: course/web:1.0\n      env: [{ name: WARM_SECONDS, value: "60" }]\n      readinessProbe: { httpGet: { path: /ready, port: 8080 } }\n',
  ),
  at('crashing', `  containers:\n${shell('app', 'exit 1')}`),
  at('one-left', `  restartPolicy: Never\n  containers:\n${shell('a', 'exit 1')}${shell('b', 'sleep 60')}`),
  at('all-well', `  restartPolicy: Never\n  containers:\n${shell('a', 'exit 0')}${shell('b', 'sleep 5')}`),
  at('one-badly', `  restartPolicy: Never\n  containers:\n${shell('a', 'exit 1')}${shell('b', 'sleep 5')}`),
];
export const web = at('web', '  containers:\n    - name: app\n      image: course/web:1.0\n');
