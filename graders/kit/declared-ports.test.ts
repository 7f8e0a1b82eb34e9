import { expect, test } from 'vitest';
import { Cluster, type CommandResult } from '../../src/simulator/index.ts';
import type { HttpReply } from './actions.ts';
import { declaredPorts, getDeclared, listeners } from './declared-ports.ts';

const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
cluster.kubectl(
  'kubectl apply -f -',
  `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: main, image: course/web:1.0, ports: [{ containerPort: 8080 }, { containerPort: 9090 }] }
    - { name: side, image: nginx:1.27, ports: [{ containerPort: 80 }, { containerPort: 53, protocol: UDP }] }
`,
);
cluster.runUntil(20_000);
const done = (deed: ReturnType<typeof listeners>): HttpReply | CommandResult | undefined => {
  let kept: HttpReply | CommandResult | undefined;
  deed.run(cluster, (reply) => (kept = reply));
  cluster.runUntil(cluster.clock.now + 3_000);
  return kept;
};

test('declared TCP ports are told for the Pod or for one container', () => {
  const pod = cluster.store.get('Pod', 'default', 'web');
  expect(declaredPorts(pod)).toEqual([8080, 9090, 80]);
  expect(declaredPorts(pod, 'side')).toEqual([80]);
  expect(declaredPorts(undefined)).toEqual([]);
});

test('of the declared ports those are told on which something listens', () =>
  expect(done(listeners('l', 'web'))).toMatchObject({ stdout: '8080 80' }));

test.each([
  ['main', { status: 200 }],
  ['side', { status: 200 }],
  ['nobody', { failed: 'no-pod' }],
])('the first port that %s declares is asked', (container, reply) =>
  expect(done(getDeclared('g', 'web', container))).toMatchObject(reply),
);
