import { expect, test } from 'vitest';
import type { JsonObject } from '../api/json.ts';
import type { ContainerStatus, Pod } from '../api/schema/kinds.ts';
import type { Answer } from '../api/status-error.ts';
import { Cluster } from '../cluster.ts';

const you = { cause: { actor: 'you', reason: 'a test' } };
const LOOP = ['sh', '-c', 'trap "exit 0" TERM; while true; do sleep 1; done'];

function clusterWith(spec: JsonObject = {}): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }], run: { controllers: false } });
  const containers = [{ name: 'app', image: 'busybox:1.36', command: LOOP }];
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers, ...spec } };
  const created = cluster.api.create(pod, 'default', you);
  if (!created.ok) throw new Error(created.error.message);
  cluster.runUntil(5000);
  return cluster;
}

function add(cluster: Cluster, container: JsonObject): Answer<unknown> {
  const target = { kind: 'Pod', namespace: 'default', name: 'p', subresource: 'ephemeralcontainers' } as const;
  const body = {
    metadata: { labels: { ignored: 'yes' } },
    spec: { ephemeralContainers: [{ image: 'busybox:1.36', ...container }] },
  };
  return cluster.api.patch(target, { type: 'strategic', body }, you);
}

const podOf = (cluster: Cluster): Pod | undefined => cluster.store.get('Pod', 'default', 'p');
const statusOf = (cluster: Cluster, name: string): ContainerStatus | undefined =>
  podOf(cluster)?.status.ephemeralContainerStatuses?.find((status) => status.name === name);
const later = (cluster: Cluster, seconds: number): void => cluster.runUntil(cluster.clock.now + seconds * 1000);

test('the subresource takes ephemeral containers and nothing else', () => {
  const cluster = clusterWith();
  expect(add(cluster, { name: 'debug' }).ok).toBe(true);
  expect(podOf(cluster)).toMatchObject({
    metadata: { generation: 2 },
    spec: { ephemeralContainers: [{ name: 'debug' }] },
  });
  expect(podOf(cluster)?.metadata.labels).toBeUndefined();
});

test.each<[string, JsonObject, string]>([
  ['with a port', { ports: [{ containerPort: 80 }] }, 'ports: Forbidden: cannot be set for an Ephemeral Container'],
  ['with resources', { resources: { limits: { cpu: '1' } } }, 'resources: Forbidden: cannot be set for an Ephemeral'],
  ['with a name that is taken', { name: 'app' }, 'name: Duplicate value: "app"'],
  ['with a target that is not there', { targetContainerName: 'db' }, 'targetContainerName: Not found: "db"'],
])('one %s is refused', (_, container, message) => {
  const answer = add(clusterWith(), { name: 'debug', ...container });
  expect(answer.ok ? '' : answer.error.message).toContain(message);
});

test('it runs beside the others and is not started again when it ends', () => {
  const cluster = clusterWith();
  add(cluster, { name: 'debug', command: ['sh', '-c', 'sleep 2; exit 3'] });
  later(cluster, 2);
  expect(statusOf(cluster, 'debug')).toMatchObject({ ready: false, restartCount: 0, state: { running: {} } });
  later(cluster, 100);
  expect(statusOf(cluster, 'debug')).toMatchObject({ restartCount: 0, state: { terminated: { exitCode: 3 } } });
  expect(podOf(cluster)?.status).toMatchObject({
    phase: 'Running',
    containerStatuses: [{ restartCount: 0, ready: true }],
  });
});

test('it shares the processes of its target, and ends with them', () => {
  const cluster = clusterWith({ restartPolicy: 'OnFailure' });
  add(cluster, { name: 'debug', targetContainerName: 'app', command: ['sh', '-c', 'ps; kill 1; sleep 60'] });
  later(cluster, 5);
  expect(cluster.kubectl('kubectl logs p -c debug').stdout).toMatch(/ 1 root .* sh -c trap/);
  expect(statusOf(cluster, 'debug')?.state?.terminated?.exitCode).toBe(137);
  expect(podOf(cluster)?.status.phase).toBe('Succeeded');
});

test('without a target it sees its own processes only', () => {
  const cluster = clusterWith();
  add(cluster, { name: 'debug', command: ['sh', '-c', 'ps | grep -c "[t]rap"'] });
  later(cluster, 5);
  expect(cluster.kubectl('kubectl logs p -c debug').stdout).toBe('0\n');
});

test('a target that has ended keeps it waiting', () => {
  const containers = [
    { name: 'app', image: 'busybox:1.36', command: LOOP },
    { name: 'done', image: 'busybox:1.36', command: ['true'] },
  ];
  const cluster = clusterWith({ restartPolicy: 'Never', containers });
  add(cluster, { name: 'debug', targetContainerName: 'done', command: ['ps'] });
  later(cluster, 20);
  expect(statusOf(cluster, 'debug')?.state?.waiting).toMatchObject({
    reason: 'CreateContainerError',
    message: expect.stringMatching(
      /^failed to generate container "[0-9a-f]{64}" spec: invalid target container: container "[0-9a-f]{64}" is not running - in state CONTAINER_EXITED$/,
    ),
  });
});

test('its events name it', () => {
  const cluster = clusterWith();
  add(cluster, { name: 'debug', image: 'busybox:none' });
  later(cluster, 3);
  expect(cluster.kubectl('kubectl describe pod p').stdout).toContain(
    'spec.ephemeralContainers{debug}: Error: ErrImagePull',
  );
});
