import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';
import { onOneNode } from './pod.fixture.ts';

/** A JVM with a heap of 512 MiB and 180 MiB more, in a Pod that is limited as a whole. */
const reasonWith = (podLimit: string, containerLimit?: string): string | undefined => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl(
    'kubectl apply -f -',
    `apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  resources:
    limits: { memory: ${podLimit} }
  containers:
    - name: jvm
      image: course/jvm:1.0
      resources: { ${containerLimit ? `limits: { memory: ${containerLimit} }` : ''} }
`,
  );
  cluster.runUntil(80_000);
  return cluster.store.get('Pod', 'default', 'orders')?.status.containerStatuses?.[0]?.lastState?.terminated?.reason;
};

test('all containers of a Pod hear that it is out of memory as a whole', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  restartPolicy: Never
  resources: { limits: { memory: 48Mi } }
  containers:
    - { name: app, image: busybox:1.36, command: [sh, -c, sleep 1; tail /dev/zero; exit 0] }
    - { name: side, image: busybox:1.36, command: [sleep, '3'] }
`);
  cluster.runUntil(10_000);
  const ends = cluster.store
    .get('Pod', 'default', 'p')
    ?.status.containerStatuses?.map(({ state }) => [state?.terminated?.reason, state?.terminated?.exitCode]);
  expect(ends).toEqual([
    ['OOMKilled', 0],
    ['OOMKilled', 0],
  ]);
});

test.each([
  ['less than it needs', '512Mi', undefined, 'OOMKilled'],
  ['enough', '1Gi', undefined, undefined],
  ['enough, and its own is less', '1Gi', '512Mi', 'OOMKilled'],
])("a container without a limit is held to its Pod's: %s", (_, pod, container, reason) =>
  expect(reasonWith(pod, container)).toBe(reason),
);
