/** The runs of the lesson probe-timing: every second that its text names is read from one of them. */
import { backOffsOf, exitsOf, failuresOf, firstReadyOf, laneOf, podOf, stopsOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';

/** A server that answers for half a minute after its start, and then hangs. */
export const hangs = {
  until: 200,
  hangsAfter: 32,
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: checkout
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: START_SECONDS, value: "2" }
        - { name: HANG_AT, value: "32" }   # answers nothing after 32 s
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        initialDelaySeconds: 5
        periodSeconds: 5
        timeoutSeconds: 1
        failureThreshold: 3
`,
};
/** What the playground lets you turn. */
export const hangKnobs = [
  { name: 'initialDelaySeconds', min: 0, max: 60 },
  { name: 'periodSeconds', min: 1, max: 30 },
  { name: 'timeoutSeconds', min: 1, max: 10 },
  { name: 'failureThreshold', min: 1, max: 10 },
  { name: 'START_SECONDS', min: 0, max: 60 },
  { name: 'HANG_AT', min: 5, max: 180 },
];
const hung = runManifest(hangs);
export const hangPicture = hung.picture;
const hungPod = podOf(hung.picture);
const hungLane = laneOf(hungPod);
export const hang = {
  failures: failuresOf(hungPod, 'liveness'),
  stops: stopsOf(hungLane),
  exits: exitsOf(hungLane),
  restarts: hungLane.restarts,
};

/** The same Pod for ten minutes: when the delay first outlasts a container's run. */
const longer = laneOf(podOf(runManifest({ ...hangs, until: 600 }).picture));
const [firstWait] = backOffsOf(longer);
if (!firstWait) throw new Error('no back-off within ten minutes');
export const hangLater = {
  wait: firstWait.to - firstWait.from,
  restart: longer.restarts.findIndex((at) => at >= firstWait.to) + 1,
  at: firstWait.to,
};

/** A program that ends at once: each wait counts from its exit. */
const crash = laneOf(
  podOf(
    runManifest({
      manifest: `apiVersion: v1
kind: Pod
metadata:
  name: crash
spec:
  containers:
    - name: main
      image: busybox:1.36
      command: ["sh", "-c", "exit 1"]
`,
      until: 200,
    }).picture,
  ),
);
export const crashRestarts = crash.restarts;

/** The same with other numbers: what each field moves. */
export interface Setting {
  readonly initialDelaySeconds: number;
  readonly periodSeconds: number;
  readonly failureThreshold: number;
}
const settings: readonly Setting[] = [
  { initialDelaySeconds: 5, periodSeconds: 5, failureThreshold: 3 },
  { initialDelaySeconds: 5, periodSeconds: 5, failureThreshold: 1 },
  { initialDelaySeconds: 5, periodSeconds: 10, failureThreshold: 3 },
  { initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 3 },
  { initialDelaySeconds: 30, periodSeconds: 5, failureThreshold: 3 },
];
export const sameHang = settings.map((setting) => {
  const manifest = Object.entries(setting).reduce(
    (text, [field, value]) => text.replace(new RegExp(`${field}: \\d+`), `${field}: ${value}`),
    hangs.manifest,
  );
  const pod = podOf(runManifest({ manifest, until: hangs.until }).picture);
  return { ...setting, firstFailure: failuresOf(pod, 'liveness')[0]?.at, stop: stopsOf(laneOf(pod))[0] };
});

/** Process 1 does not hear SIGTERM, so the grace period passes before the container is gone. */
export const deaf = {
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: deaf
spec:
  terminationGracePeriodSeconds: 15
  containers:
    - name: main
      image: busybox:1.36
      command: ["sleep", "3600"]           # process 1 ignores SIGTERM
      livenessProbe:
        exec: { command: ["test", "-e", "/tmp/ok"] }
        periodSeconds: 10
        failureThreshold: 2
`,
  grace: 15,
};
const deafLane = laneOf(podOf(runManifest({ manifest: deaf.manifest, until: 60 }).picture));
export const deafTimes = {
  stop: stopsOf(deafLane)[0] ?? 0,
  exit: exitsOf(deafLane)[0],
  restart: deafLane.restarts[0] ?? 0,
};

/** A boot of 40 s against a liveness probe that does not wait, and the same with a startup probe. */
export const BOOT = 40;
const booting = (probes: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: slow
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: START_SECONDS, value: "${BOOT}" }
${probes}`;
export const impatient = booting(`      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 5
`);
export const patient = booting(`      startupProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 5
        failureThreshold: 12
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 5
`);
const impatientPicture = runManifest({ manifest: impatient, until: 120 }).picture;
export const patientPicture = runManifest({ manifest: patient, until: 120 }).picture;
export const boots = {
  impatientRestarts: laneOf(podOf(impatientPicture)).restarts.length,
  impatientFirst: exitsOf(laneOf(podOf(impatientPicture)))[0]?.at,
  patientRestarts: laneOf(podOf(patientPicture)).restarts.length,
  patientReady: firstReadyOf(podOf(patientPicture)),
};

/** Answers that take 1.5 s, with the default timeout and with 3 s. */
export const LATENCY = 1500;
const answering = (timeout: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: slow-answers
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: LATENCY_MS, value: "${LATENCY}" }
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 5
${timeout}`;
const hasty = answering('');
const lenient = answering('        timeoutSeconds: 3\n');
const hastyRun = runManifest({ manifest: hasty, until: 120 });
export const timeouts = {
  hastyRestarts: laneOf(podOf(hastyRun.picture)).restarts.length,
  lenientRestarts: laneOf(podOf(runManifest({ manifest: lenient, until: 120 }).picture)).restarts.length,
  event: hastyRun.picture.events.find(({ reason }) => reason === 'Unhealthy')?.message ?? '',
};

/** Readiness that wants one success, and three. */
const counting = (successThreshold: number): string => `apiVersion: v1
kind: Pod
metadata:
  name: careful
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: WARM_SECONDS, value: "12" }
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
        periodSeconds: 5
        successThreshold: ${successThreshold}
`;
export const careful = counting(3);
export const readyAfter = {
  one: firstReadyOf(podOf(runManifest({ manifest: counting(1), until: 60 }).picture)),
  three: firstReadyOf(podOf(runManifest({ manifest: careful, until: 60 }).picture)),
};
