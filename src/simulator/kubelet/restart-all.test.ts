import { expect, test } from 'vitest';
import { onOneNode } from './pod.fixture.ts';

test('a container whose rule says so takes all others with it, and the Pod begins anew in its sandbox', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  restartPolicy: Never
  volumes: [{ name: v, emptyDir: {} }]
  initContainers:
    - { name: setup, image: busybox:1.36, command: [sh, -c, echo x >> /v/n], volumeMounts: [{ name: v, mountPath: /v }] }
  containers:
    - name: app
      image: busybox:1.36
      command: [sh, -c, "[ $(wc -l < /v/n) -ge 2 ] || exit 42"]
      volumeMounts: [{ name: v, mountPath: /v }]
      restartPolicy: Never
      restartPolicyRules: [{ action: RestartAllContainers, exitCodes: { operator: In, values: [42] } }]
    - { name: side, image: busybox:1.36, command: [sleep, '3600'] }
`);
  cluster.runUntil(15_000);
  const { status } = cluster.store.get('Pod', 'default', 'p') ?? {};
  const [app, side] = status?.containerStatuses ?? [];
  expect(status?.conditions?.at(-1)).toMatchObject({ type: 'AllContainersRestarting', status: 'False' });
  expect(app).toMatchObject({ restartCount: 1, state: { terminated: { exitCode: 0 } } });
  const lastState = { terminated: { reason: 'RestartingAllContainers', exitCode: 137 } };
  expect(side).toMatchObject({ restartCount: 1, lastState, state: { running: {} } });
  expect(cluster.kubectl('kubectl get events').stdout).toMatch(/Killing +pod\/p +killing/);
});
