import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';

test('a server that was killed for its memory leaves its port to the next one', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl(
    'kubectl apply -f -',
    `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  containers:
    - name: jvm
      image: course/jvm:1.0
      resources:
        limits: { memory: 512Mi }
`,
  );
  cluster.runUntil(80_000);
  const status = cluster.store.get('Pod', 'default', 'orders')?.status.containerStatuses?.[0];
  expect(status?.lastState?.terminated?.reason).toBe('OOMKilled');
  expect(status?.state?.running).toBeDefined();
  expect(cluster.kubectl('kubectl logs orders').stdout).toBe('Started in 10 s\n');
});
