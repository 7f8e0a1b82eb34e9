import { expect, test } from 'vitest';
import type { Cluster } from '../cluster.ts';
import { onOneNode } from './pod.fixture.ts';

const STUBBORN = `command: [sh, -c, 'trap "sleep 3; exit 0" TERM; while true; do sleep 1; done']`;

const later = (cluster: Cluster, seconds: number): void => cluster.runUntil(cluster.clock.now + seconds * 1000);
const unhealthy = (cluster: Cluster): unknown[] =>
  cluster.store
    .list('Event')
    .filter(({ reason }) => reason === 'Unhealthy')
    .map(({ involvedObject, message }) => [involvedObject.fieldPath, message?.replace(/: .*/s, '')]);

function deletedAfter(seconds: number, spec: string): Cluster {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  terminationGracePeriodSeconds: 9
${spec}`);
  later(cluster, seconds);
  cluster.api.delete(
    { kind: 'Pod', namespace: 'default', name: 'p' },
    {},
    { cause: { actor: 'you', reason: 'a test' } },
  );
  later(cluster, 3);
  return cluster;
}

test('a sidecar is still asked while its Pod ends, in vain where that takes a command', () => {
  const probe = 'exec: { command: [cat, /no] }, periodSeconds: 2, failureThreshold: 20';
  const cluster = deletedAfter(
    5,
    `  initContainers: [{ name: mesh, image: busybox:1.36, restartPolicy: Always, ${STUBBORN}, livenessProbe: { ${probe} } }]
  containers: [{ name: app, image: busybox:1.36, ${STUBBORN}, livenessProbe: { ${probe} } }]
`,
  );
  expect(unhealthy(cluster)).toEqual([
    ['spec.containers{app}', 'Liveness probe failed'],
    ['spec.initContainers{mesh}', 'Liveness probe failed'],
    ['spec.initContainers{mesh}', 'Liveness probe errored and resulted in unknown state'],
  ]);
});

test('a command under way is cut when the Pod begins to end', () => {
  const cluster = deletedAfter(
    7,
    `  containers:
    - { name: app, image: busybox:1.36, ${STUBBORN}, livenessProbe: { exec: { command: [sleep, '4'] }, periodSeconds: 5, timeoutSeconds: 5 } }
`,
  );
  expect(unhealthy(cluster)).toEqual([
    ['spec.containers{app}', 'Liveness probe errored and resulted in unknown state'],
  ]);
});

test('what is started in a started container’s place passes for started until its startup probe has seen it', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  containers:
    - name: app
      image: busybox:1.36
      command: [sh, -c, 'trap "exit 0" TERM; while true; do sleep 1; done']
      startupProbe: { exec: { command: ['true'] }, periodSeconds: 3 }
`);
  later(cluster, 5);
  const body = { spec: { containers: [{ name: 'app', image: 'docker.io/library/busybox:1.36' }] } };
  const target = { kind: 'Pod', namespace: 'default', name: 'p' } as const;
  cluster.api.patch(target, { type: 'strategic', body }, { cause: { actor: 'you', reason: 'a test' } });
  const seen: unknown[] = [];
  for (let i = 0; i < 100; i++) {
    later(cluster, 0.1);
    const status = cluster.store.get('Pod', 'default', 'p')?.status.containerStatuses?.[0];
    if (status?.restartCount === 1 && seen.at(-1) !== status.started) seen.push(status.started);
  }
  expect(seen).toEqual([true, false, true]);
});

test('a readiness probe that finds its Pod over its deadline looks no more, and its container counts as ready', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  activeDeadlineSeconds: 5
  terminationGracePeriodSeconds: 9
  containers:
    - { name: app, image: busybox:1.36, ${STUBBORN}, readinessProbe: { exec: { command: ['false'] }, periodSeconds: 1 } }
`);
  const ready: unknown[] = [];
  for (let i = 0; i < 80; i++) {
    later(cluster, 0.1);
    const { containerStatuses, phase } = cluster.store.get('Pod', 'default', 'p')?.status ?? {};
    if (phase === 'Running' && ready.at(-1) !== containerStatuses?.[0]?.ready)
      ready.push(containerStatuses?.[0]?.ready);
  }
  expect(ready).toEqual([false, true]);
});
