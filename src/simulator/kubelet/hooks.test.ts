import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';

test.each([
  ['8080', '0 8080 '],
  ['http', '1 0 http'],
])('a hook that opens the port %s is no hook that a kubelet can run', (port, asked) => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl(
    'kubectl apply -f -',
    `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  terminationGracePeriodSeconds: 1
  containers:
    - { name: web, image: course/web:1.0, lifecycle: { postStart: { tcpSocket: { port: ${port} } } } }
`,
  );
  cluster.runUntil(5_000);
  const events = cluster.store.list('Event').map(({ reason, message }) => `${reason}: ${message}`);
  expect(events).toContain('FailedPostStartHook: PostStartHook failed');
  const [end] = cluster.history.entries.filter((e) => e.type === 'container' && e.what === 'hook-ended');
  expect(end).toMatchObject({
    detail: `postStart: Cannot run handler: invalid handler: &LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:{${asked}},Host:,},Sleep:nil,}`,
  });
});
