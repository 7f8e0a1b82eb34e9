import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { Pod } from '../api/schema/kinds.ts';
import { Cluster } from '../cluster.ts';

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
