import { expect, test } from 'vitest';
import type { Pod } from '../../api/schema/kinds.ts';
import { Cluster } from '../../cluster.ts';

const manifest = (more = '', name = 'web'): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  terminationGracePeriodSeconds: 2
  containers:
  - name: app
    image: busybox:1.36
    command: [sleep, "1000"]
${more}`;

function clusterWith(manifests: Readonly<Record<string, string>>, seconds = 3): Cluster {
  const cluster = new Cluster({ nodes: [{ name: 'node-a', manifests }] });
  cluster.runUntil(seconds * 1000);
  return cluster;
}
const later = (cluster: Cluster, seconds: number): void => cluster.runUntil(cluster.clock.now + seconds * 1000);
const mirror = (cluster: Cluster, name = 'web-node-a'): Pod | undefined => cluster.store.get('Pod', 'default', name);
const startedAt = (cluster: Cluster): unknown =>
  mirror(cluster)?.status.containerStatuses?.[0]?.state?.running?.startedAt;
const onNode = (cluster: Cluster, script: string): void => {
  cluster.kubectl(
    'kubectl debug node/node-a -i --image=busybox:1.36 -- sh',
    `cd /host/etc/kubernetes/manifests\n${script}\n`,
  );
};

test('a manifest on the node runs, and the API shows its mirror', () => {
  const cluster = clusterWith({ 'web.yaml': manifest() });
  const pod = mirror(cluster);
  const hash = pod?.metadata.annotations?.['kubernetes.io/config.hash'];
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(pod).toMatchObject({
    metadata: {
      annotations: {
        'kubernetes.io/config.mirror': hash,
        'kubernetes.io/config.source': 'file',
        'kubernetes.io/config.seen': '2026-01-01T00:00:00.000000000Z',
      },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Node', name: 'node-a', controller: true }],
    },
    spec: { nodeName: 'node-a', tolerations: [{ effect: 'NoExecute', operator: 'Exists' }] },
    status: { phase: 'Running', containerStatuses: [{ ready: true }] },
  });
  expect(pod?.metadata.uid).not.toBe(hash);
  expect(pod?.spec.serviceAccountName).toBeUndefined();
});

test('a deleted mirror comes back, and the containers go on', () => {
  const cluster = clusterWith({ 'web.yaml': manifest() }, 5);
  const [before, running] = [mirror(cluster)?.metadata.uid, startedAt(cluster)];
  expect(cluster.kubectl('kubectl delete pod web-node-a').stdout).toBe(
    'pod "web-node-a" deleted from default namespace\n',
  );
  later(cluster, 11);
  expect(mirror(cluster)?.metadata.uid).not.toBe(before);
  expect([mirror(cluster)?.status.phase, startedAt(cluster)]).toEqual(['Running', running]);
});

test('its logs, commands and events are found under the mirror’s name', () => {
  const cluster = clusterWith({ 'web.yaml': manifest() });
  expect(cluster.kubectl('kubectl exec web-node-a -- hostname').stdout).toBe('web-node-a\n');
  expect(cluster.kubectl('kubectl logs web-node-a').exit).toBe(0);
  expect(cluster.kubectl('kubectl describe pod web-node-a').stdout).toContain('Container started');
});

test('a file that is written on the node starts a Pod, another text another one, and without it nothing runs', () => {
  const cluster = clusterWith({});
  onNode(cluster, `cat > web.yaml <<'X'\n${manifest()}X`);
  later(cluster, 3);
  const first = mirror(cluster)?.metadata.uid;
  expect(mirror(cluster)?.status.phase).toBe('Running');
  onNode(cluster, 'sed -i s/1000/2000/ web.yaml');
  later(cluster, 15);
  expect(mirror(cluster)?.metadata.uid).not.toBe(first);
  expect(cluster.kubectl('kubectl exec web-node-a -- ps').stdout).toContain('sleep 2000');
  onNode(cluster, 'rm web.yaml');
  later(cluster, 8);
  expect(mirror(cluster)).toBeUndefined();
});

test('a file that was spoilt changes nothing until the folder is read as a whole', () => {
  const cluster = clusterWith({ 'web.yaml': manifest() });
  onNode(cluster, 'echo "kind: [" > web.yaml');
  expect(cluster.clock.now).toBeLessThan(10_000);
  later(cluster, 5);
  expect(mirror(cluster)?.status.phase).toBe('Running');
  cluster.runUntil(28_000);
  expect(mirror(cluster)).toBeUndefined();
});

test('what is no static Pod is left out, and the kubelet knows why', () => {
  const cluster = clusterWith({
    '.hidden.yaml': manifest('', 'hidden'),
    'account.yaml': manifest('  serviceAccountName: default\n', 'account'),
    'empty.yaml': '',
    'noname.yaml': manifest('', '""'),
    'other.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: x}\n',
    'wrong.yaml': manifest('  restartPolicy: Sometimes\n', 'wrong'),
  });
  expect(cluster.store.list('Pod')).toEqual([]);
  const problems = cluster.node('node-a')?.manifestProblems() ?? new Map<string, string>();
  expect(Object.fromEntries(problems)).toEqual({
    'account.yaml': 'static pods may not reference serviceaccounts',
    'empty.yaml': expect.stringContaining("couldn't parse as pod(Object 'Kind' is missing in 'null')"),
    'noname.yaml': 'invalid pod: name is needed for the pod',
    'other.yaml': expect.stringContaining("couldn't parse as pod(invalid pod)"),
    'wrong.yaml': expect.stringContaining('invalid pod: spec.restartPolicy: Unsupported value: "Sometimes"'),
  });
});

test('a mirror that no manifest stands behind is taken away', () => {
  const cluster = clusterWith({});
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'fake', annotations: { 'kubernetes.io/config.mirror': 'abc' } },
    spec: { nodeName: 'node-a', containers: [{ name: 'c', image: 'busybox:1.36' }] },
  };
  cluster.kubectl('kubectl create -f -', JSON.stringify(pod));
  later(cluster, 3);
  expect(mirror(cluster, 'fake')).toBeUndefined();
});

test('it runs while the API server cannot be reached, and is shown once it can', () => {
  const cluster = clusterWith({ 'web.yaml': manifest() });
  const node = cluster.outages('node-a');
  node?.disconnect();
  cluster.api.delete(
    { kind: 'Pod', namespace: 'default', name: 'web-node-a' },
    { gracePeriodSeconds: 0 },
    { cause: { actor: 'you', reason: 'a test' } },
  );
  later(cluster, 20);
  expect(mirror(cluster)).toBeUndefined();
  node?.reconnect();
  later(cluster, 11);
  expect(mirror(cluster)?.status).toMatchObject({ phase: 'Running', containerStatuses: [{ restartCount: 0 }] });
});

test('a manifest that comes back while its Pod ends starts it anew', () => {
  const cluster = clusterWith({ 'web.yaml': manifest() }, 5);
  const node = cluster.node('node-a');
  const before = startedAt(cluster);
  node?.writeManifest('web.yaml', undefined);
  later(cluster, 1);
  node?.writeManifest('web.yaml', manifest());
  later(cluster, 15);
  expect(mirror(cluster)?.status.phase).toBe('Running');
  expect(startedAt(cluster)).not.toBe(before);
});

test('a mirror that is deleted at once comes back with the next look at its Pod', () => {
  const cluster = clusterWith({ 'web.yaml': manifest() }, 5);
  cluster.kubectl('kubectl delete pod web-node-a --force');
  later(cluster, 20);
  expect(mirror(cluster)).toBeUndefined();
  later(cluster, 60);
  expect(mirror(cluster)?.status.phase).toBe('Running');
});

test('what a Pod comes to once its manifest is gone is not shown any more', () => {
  const slow = manifest().replace(
    '[sleep, "1000"]',
    `[sh, -c, 'trap "sleep 4; exit 0" TERM; while true; do sleep 1; done']`,
  );
  const cluster = clusterWith({ 'web.yaml': slow.replace('Seconds: 2', 'Seconds: 9') }, 5);
  cluster.node('node-a')?.writeManifest('web.yaml', undefined);
  const phases = new Set<unknown>();
  for (let i = 0; i < 12 && mirror(cluster); i++) {
    phases.add(Object.keys(mirror(cluster)?.status.containerStatuses?.[0]?.state ?? {})[0]);
    later(cluster, 1);
  }
  expect([mirror(cluster), ...phases]).toEqual([undefined, 'running']);
});
