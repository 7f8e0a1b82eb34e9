/** The runs of the lesson three-probes: one Pod with all three probes, and what a failure does under each policy. */
import { exitsOf, failuresOf, firstReadyOf, laneOf, podOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';

/** Boots, warms up, is away for a while, and breaks in the end. */
export const life = {
  until: 160,
  boot: 20,
  away: { from: 60, to: 80 },
  breaks: 120,
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: START_SECONDS, value: "20" }   # the port is closed until then
        - { name: WARM_SECONDS, value: "10" }    # then /ready is 503
        - { name: UNREADY, value: "60-80" }      # /ready is 503 again
        - { name: WEDGE_AT, value: "120" }       # /healthz is 500 until a restart
      startupProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 5
        failureThreshold: 12
      readinessProbe:
        httpGet: { path: /ready, port: 8080 }
        periodSeconds: 5
        failureThreshold: 1
      livenessProbe:
        httpGet: { path: /healthz, port: 8080 }
        periodSeconds: 5
        failureThreshold: 3
`,
};
const lived = runManifest(life);
export const picture = lived.picture;
const shop = podOf(picture);
const lane = laneOf(shop);
const laneOfProbe = (probe: string) => shop.probes.find((each) => each.probe === probe)?.runs ?? [];
const passed = laneOfProbe('startup').find(({ result }) => result === 'success');
const away = shop.ready.find(({ from, look }) => look === 'False' && from > 50);
export const times = {
  startupFailures: failuresOf(shop, 'startup').filter(({ at }) => at < (passed?.from ?? 0)).length,
  started: passed?.from,
  ready: firstReadyOf(shop),
  awayFrom: away?.from,
  awayTo: away?.to,
  livenessFailures: failuresOf(shop, 'liveness')
    .slice(0, 3)
    .map(({ at }) => at),
  stopped: exitsOf(lane)[0],
  restarted: lane.restarts[0],
  restarts: lane.restarts.length,
};

/** One wedged server under each policy, and one that nobody asks. */
const wedged = (restartPolicy: string, probe = true): string => `apiVersion: v1
kind: Pod
metadata:
  name: wedged
spec:
  restartPolicy: ${restartPolicy}
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: WEDGE_AT, value: "30" }
${probe ? '      livenessProbe:\n        httpGet: { path: /healthz, port: 8080 }\n        periodSeconds: 5\n' : ''}`;
const outcome = (policy: string, probe = true) => {
  const run = runManifest({ manifest: wedged(policy, probe), until: 55 });
  const pod = podOf(run.picture);
  const [exit] = exitsOf(laneOf(pod));
  return {
    policy,
    probe,
    exitCode: exit?.code,
    restarts: laneOf(pod).restarts.length,
    phase: run.kubectl("kubectl get pod wedged -o jsonpath='{.status.phase}'"),
    ready: run.kubectl(`kubectl get pod wedged -o jsonpath='{.status.conditions[?(@.type=="Ready")].status}'`),
  };
};
export const outcomes = [outcome('Always'), outcome('OnFailure'), outcome('Never'), outcome('Always', false)];
