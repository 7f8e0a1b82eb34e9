/** The runs of the lesson lifecycle-hooks: what runs when a container starts and when it is ended. */
import { exitsOf, laneOf, podOf } from '../../figures/reading.ts';
import { runManifest, type RunResult } from '../../figures/run-manifest.ts';
import { Cluster } from '../../simulator/index.ts';
import { pictureOf } from '../../figures/picture-of.ts';
import type { Picture } from '../../figures/picture.ts';

/** Applied, deleted after a while, and drawn. */
function deleted(manifest: string, name: string, at: number, until: number): { picture: Picture; cluster: Cluster } {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const { exit, stderr } = cluster.kubectl('kubectl apply -f -', manifest);
  if (exit !== 0) throw new Error(stderr);
  cluster.runUntil(at * 1000);
  cluster.start(`kubectl delete pod ${name}`);
  cluster.runUntil(until * 1000);
  return { picture: pictureOf(cluster.history, { from: 0, until: until * 1000 }), cluster };
}

export const both = {
  deletedAt: 30,
  until: 60,
  drain: 3,
  manifest: `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  terminationGracePeriodSeconds: 30
  containers:
    - name: web
      image: course/web:1.0
      env:
        - { name: DRAIN_SECONDS, value: "3" }
      lifecycle:
        postStart:
          exec: { command: ["sh", "-c", "sleep 5; echo warm > /tmp/warm"] }
        preStop:
          sleep: { seconds: 10 }
`,
};
const run = deleted(both.manifest, 'shop', both.deletedAt, both.until);
export const picture = run.picture;
/** When each thing of the container happened, in seconds. */
const happened = (what: string, detail = ''): number | undefined => {
  const entry = run.cluster.history.entries.find(
    (e) => e.type === 'container' && e.what === what && e.detail.includes(detail),
  );
  return entry ? entry.at / 1000 : undefined;
};
export const times = {
  started: happened('started'),
  postStart: happened('hook-started', 'postStart'),
  postStartEnd: happened('hook-ended', 'postStart'),
  running: laneOf(podOf(picture)).spans.find(({ look }) => look === 'ready')?.from,
  preStop: happened('hook-started', 'preStop'),
  term: happened('signal', 'SIGTERM'),
  gone: happened('exited'),
};

const oneHook = (image: string, lifecycle: string, command = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: hooked
spec:
  containers:
    - name: main
      image: ${image}
${command}      lifecycle:
${lifecycle}`;

/** A postStart hook that fails: the container is killed for it. */
export const fails = oneHook(
  'course/web:1.0',
  '        postStart:\n          exec: { command: ["sh", "-c", "exit 3"] }\n',
);
const failed: RunResult = runManifest({ manifest: fails, until: 60 });
export const failure = {
  restarts: laneOf(podOf(failed.picture)).restarts.length,
  event: failed.picture.events.find(({ reason }) => reason === 'FailedPostStartHook')?.message ?? '',
};

/** A program that ends by itself: its preStop hook never runs. */
export const endsItself = oneHook(
  'busybox:1.36',
  '        preStop:\n          exec: { command: ["sh", "-c", "echo bye > /proc/1/fd/1"] }\n',
  '      command: ["sh", "-c", "echo working; sleep 5; echo done"]\n',
);
export const endsItselfLog = runManifest({ manifest: endsItself, until: 6 }).kubectl('kubectl logs hooked');

/** An image without a shell: the exec hook cannot run, the sleep hook can. */
const slim = (hook: string): string => oneHook('course/slim-web:1.0', `        preStop:\n          ${hook}\n`);
export const slimExec = slim('exec: { command: ["sleep", "10"] }');
export const slimSleep = slim('sleep: { seconds: 10 }');
const stop = (manifest: string) => {
  const asked = 20;
  const { picture: drawn } = deleted(manifest, 'hooked', asked, 50);
  return {
    took: (exitsOf(laneOf(podOf(drawn)))[0]?.at ?? 0) - asked,
    event: drawn.events.find(({ reason }) => reason === 'FailedPreStopHook')?.message ?? '',
  };
};
export const slimStops = { exec: stop(slimExec), sleep: stop(slimSleep) };
