/** The runs of the lesson restart-and-backoff: who is started again, after which wait, and what is left to read. */
import { backOffsOf, exitsOf, laneOf, podOf } from '../../figures/reading.ts';
import { refusalOf, runManifest } from '../../figures/run-manifest.ts';

const podWith = (policy: string, script: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: task
spec:
  restartPolicy: ${policy}
  containers:
    - name: main
      image: busybox:1.36
      command: ["sh", "-c", "${script}"]
`;

export const crash = { until: 360, manifest: podWith('Always', 'echo no config >&2; exit 1') };
const crashed = runManifest(crash);
export const picture = crashed.picture;
const lane = laneOf(podOf(picture));
export const crashes = {
  restarts: lane.restarts,
  waits: backOffsOf(lane).map(({ from, to }) => to - from),
  exitCode: exitsOf(lane)[0]?.code,
};
const shown = (command: string): { readonly command: string; readonly output: string } => ({
  command,
  output: crashed.kubectl(command),
});
export const get = shown('kubectl get pod task');
export const previous = shown('kubectl logs task --previous');
export const lastState = shown("kubectl get pod task -o jsonpath='{.status.containerStatuses[0].lastState}'");

/** Each policy with each end, two minutes after apply. */
const outcome = (policy: string, code: number) => {
  const run = runManifest({ manifest: podWith(policy, `exit ${code}`), until: 120 });
  return {
    policy,
    code,
    restarts: laneOf(podOf(run.picture)).restarts.length,
    phase: run.kubectl("kubectl get pod task -o jsonpath='{.status.phase}'"),
    status: podOf(run.picture).status.at(-1)?.look ?? '',
  };
};
export const outcomes = ['Always', 'OnFailure', 'Never'].flatMap((policy) => [outcome(policy, 0), outcome(policy, 1)]);

/** Short runs, and a long one that clears the count. */
export const forgets = podOf(
  runManifest({
    manifest: `apiVersion: v1
kind: Pod
metadata:
  name: forgets
spec:
  containers:
    - name: main
      image: busybox:1.36
      command:
        - sh
        - -c
        - echo run >> /runs/log; [ $(wc -l < /runs/log) -lt 4 ] && exit 1; sleep 660; exit 1
      volumeMounts: [{ name: runs, mountPath: /runs }]
  volumes: [{ name: runs, emptyDir: {} }]
`,
    until: 800,
  }).picture,
);
const forgotten = exitsOf(laneOf(forgets)).find(({ at }) => at > 600);
export const afterLongRun = {
  end: forgotten?.at,
  next: laneOf(forgets).restarts.find((at) => at > (forgotten?.at ?? Infinity)),
};

export const refusedDeployment = refusalOf(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      restartPolicy: Never
      containers:
        - name: web
          image: course/web:1.0
`);
