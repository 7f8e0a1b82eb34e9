import { expect, test } from 'vitest';
import { onOneNode } from './pod.fixture.ts';

test('a limit below what is used is not put in force until there is room for it', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  volumes: [{ name: v, emptyDir: { medium: Memory } }]
  containers:
    - name: app
      image: busybox:1.36
      command: [sh, -c, dd if=/dev/zero of=/v/f bs=1M count=20; sleep 3600]
      volumeMounts: [{ name: v, mountPath: /v }]
      resources: { limits: { memory: 128Mi } }
`);
  const later = (seconds: number): void => cluster.runUntil(cluster.clock.now + seconds * 1000);
  const resize = (memory: string): void => {
    const resources = { limits: { memory }, requests: { memory } };
    const target = { kind: 'Pod', namespace: 'default', name: 'p', subresource: 'resize' } as const;
    const body = { spec: { containers: [{ name: 'app', resources }] } };
    cluster.api.patch(target, { type: 'strategic', body }, { cause: { actor: 'you', reason: 'a test' } });
  };
  const limit = (): string =>
    cluster.kubectl('kubectl exec p -- cat /sys/fs/cgroup/memory/memory.limit_in_bytes').stdout;
  later(5);
  resize('16Mi');
  const resizing = (): unknown => cluster.store.get('Pod', 'default', 'p')?.status.conditions?.[0];
  const told = (problem: unknown): unknown =>
    expect.objectContaining({ type: 'PodResizeInProgress', reason: 'Error', message: problem });
  later(13);
  // what the whole Pod uses has been measured at its beginning only
  expect(resizing()).toEqual(
    told(
      'cannot decrease memory limits: attempting to set container "app" memory limit (16777216) below current usage (0)',
    ),
  );
  later(13);
  expect(resizing()).toEqual(
    told(expect.stringMatching(/: \[attempting to set pod memory limit \(16777216\) below current usage \(2\d{7}\), /)),
  );
  expect(limit()).toBe('134217728\n');
  cluster.kubectl('kubectl exec p -- rm /v/f');
  later(15);
  expect(limit()).toBe('16777216\n');
});

test('a container that does not run yet gets it when it is started: nothing is in progress', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  initContainers: [{ name: one, image: busybox:1.36, command: [sleep, '10'] }]
  containers: [{ name: app, image: busybox:1.36, command: [sleep, '3600'], resources: { requests: { cpu: 100m } } }]
`);
  cluster.runUntil(cluster.clock.now + 5000);
  const target = { kind: 'Pod', namespace: 'default', name: 'p', subresource: 'resize' } as const;
  const body = { spec: { containers: [{ name: 'app', resources: { requests: { cpu: '200m' } } }] } };
  cluster.api.patch(target, { type: 'strategic', body }, { cause: { actor: 'you', reason: 'a test' } });
  cluster.runUntil(cluster.clock.now + 1000);
  const types = cluster.store.get('Pod', 'default', 'p')?.status.conditions?.map(({ type }) => type);
  expect(types).not.toContain('PodResizeInProgress');
  expect(cluster.store.list('Event').map(({ reason }) => reason)).toContain('ResizeCompleted');
});
