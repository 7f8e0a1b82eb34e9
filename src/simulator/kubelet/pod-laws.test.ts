import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { Pod } from '../api/schema/kinds.ts';
import type { Millis } from '../clock.ts';
import { Cluster } from '../cluster.ts';
import type { ProbeEntry } from '../history.ts';

const you = { cause: { actor: 'you', reason: 'a test' } };

const command = fc.constantFrom(
  ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 1; done'],
  ['sleep', '1000'],
  ['sh', '-c', 'sleep 3; exit 1'],
  ['sh', '-c', 'exit 0'],
  ['no-such-program'],
  ['tail', '/dev/zero'],
  ['sh', '-c', 'httpd -f -p 80'],
);
const handler = fc.constantFrom(
  { exec: { command: ['true'] } },
  { exec: { command: ['false'] } },
  { httpGet: { port: 99 } },
  { sleep: { seconds: 1 } },
);
const look = fc.constantFrom(
  { exec: { command: ['true'] } },
  { exec: { command: ['false'] } },
  { exec: { command: ['sleep', '3'] } },
  { tcpSocket: { port: 80 } },
);
const probe = fc
  .tuple(look, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
  .map(([action, periodSeconds, failureThreshold]) => ({ ...action, periodSeconds, failureThreshold }));

const plain = (name: string): fc.Arbitrary<JsonObject> =>
  fc.record({
    name: fc.constant(name),
    image: fc.constantFrom('busybox:1.36', 'busybox:1.36', 'no-such-image:1'),
    command,
  });
const lasting = (name: string): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(
      plain(name),
      fc.record(
        {
          livenessProbe: probe,
          readinessProbe: probe,
          startupProbe: probe,
          lifecycle: fc.record({ postStart: handler, preStop: handler }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([container, more]) => ({ ...container, ...more }) as JsonObject);
const spec: fc.Arbitrary<JsonObject> = fc
  .record({
    restartPolicy: fc.constantFrom('Always', 'OnFailure', 'Never'),
    terminationGracePeriodSeconds: fc.integer({ min: 2, max: 5 }),
    containers: fc.tuple(lasting('a'), lasting('b')),
    initContainers: fc.oneof(
      fc.constant([]),
      fc.tuple(plain('i')),
      fc.tuple(lasting('s').map((side) => ({ ...side, restartPolicy: 'Always' }))),
    ),
    activeDeadlineSeconds: fc.option(fc.integer({ min: 5, max: 20 }), { nil: undefined }),
    shareProcessNamespace: fc.boolean(),
  })
  .map((made) => made as unknown as JsonObject);

const isOver = (pod: Pod): boolean => pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';

test('whatever a Pod is made of, its end is an end, what is ready runs, and what is deleted goes', () => {
  fc.assert(
    fc.property(spec, fc.integer({ min: 0, max: 60_000 }), fc.boolean(), (made, deletedAt, reboots) => {
      const cluster = new Cluster({
        nodes: [{ name: 'node-1', cachedImages: ['busybox:1.36'] }],
        run: { controllers: false },
      });
      const created = cluster.api.create(
        { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: made },
        'default',
        you,
      );
      expect(created.ok).toBe(true);
      if (reboots)
        cluster.clock.at(deletedAt / 2, () => (cluster.node('node-1') as unknown as { reboot(): void }).reboot());
      cluster.runUntil(deletedAt);
      cluster.api.delete({ kind: 'Pod', namespace: 'default', name: 'p' }, {}, you);
      cluster.runUntil(deletedAt + 40_000);
      expect(cluster.store.list('Pod')).toEqual([]);

      const shown = cluster.history.entries.flatMap((entry) =>
        entry.type === 'write' && entry.kind === 'Pod' && entry.after ? [entry.after as Pod] : [],
      );
      for (const [i, pod] of shown.entries()) {
        const before = shown[i - 1];
        if (before && isOver(before)) expect(pod.status.phase).toBe(before.status.phase);
        for (const { ready, state } of pod.status.containerStatuses ?? [])
          if (ready) expect(state?.running).toBeDefined();
        const counts = (of: Pod | undefined): number[] =>
          of?.status.containerStatuses?.map(({ restartCount }) => restartCount) ?? [];
        for (const [k, count] of counts(before).entries()) expect(counts(pod)[k]).toBeGreaterThanOrEqual(count);
      }
    }),
    { numRuns: 60, seed: 7 },
  );
});

/** One Pod `p` on one node, deleted and perhaps rebooted under it. */
function life(made: JsonObject, deletedAt: Millis, reboots: boolean, seed = 1): Cluster {
  const cluster = new Cluster({
    seed,
    nodes: [{ name: 'node-1', cachedImages: ['busybox:1.36'] }],
    run: { controllers: false },
  });
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: made };
  expect(cluster.api.create(pod, 'default', you).ok).toBe(true);
  if (reboots) cluster.clock.at(deletedAt / 2, () => cluster.outages('node-1')?.reboot());
  cluster.runUntil(deletedAt);
  cluster.api.delete({ kind: 'Pod', namespace: 'default', name: 'p' }, {}, you);
  cluster.runUntil(deletedAt + 40_000);
  return cluster;
}
const lives = [spec, fc.integer({ min: 0, max: 60_000 }), fc.boolean()] as const;

test('the same Pod and the same seed have the same history, to the letter', () => {
  fc.assert(
    fc.property(...lives, fc.integer({ min: 1, max: 9 }), (made, deletedAt, reboots, seed) => {
      const told = (): string => JSON.stringify(life(made, deletedAt, reboots, seed).history.entries);
      expect(told()).toBe(told());
    }),
    { numRuns: 20, seed: 11 },
  );
});

test('a container is ready only while what its readiness probe last decided is success', () => {
  fc.assert(
    fc.property(...lives, (made, deletedAt, reboots) => {
      const { entries } = life(made, deletedAt, reboots).history;
      const looks = entries.filter(
        (entry): entry is ProbeEntry =>
          entry.type === 'probe' && entry.probe === 'readiness' && entry.result !== 'unknown',
      );
      for (const entry of entries) {
        if (entry.type !== 'write' || entry.kind !== 'Pod' || !entry.after) continue;
        const { spec: wanted, status } = entry.after as Pod;
        // a Pod past its deadline is over for its probes while its containers end
        if (status.conditions?.some(({ type, reason }) => type === 'Ready' && reason === 'PodFailed')) continue;
        for (const { name, ready } of status.containerStatuses ?? []) {
          const isProbed = wanted.containers.some((container) => container.name === name && container.readinessProbe);
          if (!ready || !isProbed) continue;
          const decided = looks.filter(({ container, at, ...look }) => {
            const later = Math.max(0, Math.ceil((look.last - entry.at) / look.period));
            return container === name && at <= entry.at && look.inARow - later >= look.threshold;
          });
          expect(decided.at(-1)?.result).toBe('success');
        }
      }
    }),
    { numRuns: 60, seed: 3 },
  );
});

/** Seconds that a container gets at least after its preStop hook, and what the node's own work takes. */
const LEAST_GRACE = 2;
const OVERHEAD = 1;

test('nothing of a Pod runs when its grace period is over, and nothing of it starts any more', () => {
  fc.assert(
    fc.property(...lives, (made, deletedAt, reboots) => {
      const { entries } = life(made, deletedAt, reboots).history;
      const grace = Number(made['terminationGracePeriodSeconds']);
      const end = deletedAt + (grace + LEAST_GRACE + OVERHEAD) * 1000;
      const running = new Map<string, number>();
      for (const entry of entries) {
        if (entry.type !== 'container') continue;
        const change = entry.what === 'started' ? 1 : entry.what === 'exited' ? -1 : 0;
        if (entry.at > end) expect(change).toBe(0);
        running.set(entry.container, (running.get(entry.container) ?? 0) + change);
      }
      for (const count of running.values()) expect(count).toBeLessThanOrEqual(0);
    }),
    { numRuns: 60, seed: 5 },
  );
});

/** How a container comes to its end, and is started again. */
const ends = fc.constantFrom(
  { then: 'sleep 2; exit 1' },
  { then: 'sleep 3; exit 0' },
  { then: 'sleep 1; tail /dev/zero', resources: { limits: { memory: '8Mi' } } },
  {
    then: 'exec sleep 1000',
    livenessProbe: { exec: { command: ['false'] }, periodSeconds: 2, failureThreshold: 1 },
  },
  { then: 'exec sleep 1000', lifecycle: { postStart: { exec: { command: ['false'] } } } },
);

test('a restart never loses what is in an emptyDir, and always loses the files of the container itself', () => {
  fc.assert(
    fc.property(ends, fc.integer({ min: 20, max: 120 }), fc.boolean(), ({ then, ...more }, seconds, reboots) => {
      const volumeMounts = [{ name: 'data', mountPath: '/data' }];
      const script = `echo start >> /data/starts; [ -e /own ] && echo kept >> /data/starts; touch /own; ${then}`;
      const made = {
        terminationGracePeriodSeconds: 1,
        volumes: [{ name: 'data', emptyDir: {} }],
        containers: [
          { name: 'app', image: 'busybox:1.36', command: ['sh', '-c', script], volumeMounts, ...more },
          { name: 'reader', image: 'busybox:1.36', command: ['sleep', '1000'], volumeMounts },
        ],
      };
      const cluster = new Cluster({ nodes: [{ name: 'node-1' }], run: { controllers: false } });
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: made };
      expect(cluster.api.create(pod, 'default', you).ok).toBe(true);
      if (reboots) cluster.clock.at(seconds * 500, () => cluster.outages('node-1')?.reboot());
      cluster.runUntil(seconds * 1000);
      const starts = cluster.history.entries.filter(
        (entry) => entry.type === 'container' && entry.container === 'app' && entry.what === 'started',
      ).length;
      const { stdout } = cluster.kubectl('kubectl exec p -c reader -- cat /data/starts');
      expect(stdout).toBe('start\n'.repeat(starts));
      expect(starts).toBeGreaterThan(1);
    }),
    { numRuns: 40, seed: 2 },
  );
});
