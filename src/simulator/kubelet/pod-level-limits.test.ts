import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';

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

test.each([
  ['less than it needs', '512Mi', undefined, 'OOMKilled'],
  ['enough', '1Gi', undefined, undefined],
  ['enough, and its own is less', '1Gi', '512Mi', 'OOMKilled'],
])("a container without a limit is held to its Pod's: %s", (_, pod, container, reason) =>
  expect(reasonWith(pod, container)).toBe(reason),
);
