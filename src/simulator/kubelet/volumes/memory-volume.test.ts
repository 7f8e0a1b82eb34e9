import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';

const pod = (medium: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: app
spec:
  containers:
    - name: app
      image: busybox:1.36
      command: ["sleep", "600"]
      resources:
        limits:
          memory: 32Mi
      volumeMounts:
        - name: scratch
          mountPath: /scratch
  volumes:
    - name: scratch
      emptyDir:
        medium: ${medium}
`;

/** The exit code of the last command: 137 where the OOM killer ended it. */
function exitOf(medium: string, ...commands: readonly string[]): number {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl('kubectl apply -f -', pod(medium));
  cluster.runUntil(10_000);
  return commands.map((command) => cluster.kubectl(`kubectl exec app -- ${command}`).exit).at(-1) ?? -1;
}
const write = (name: string, mebibytes: number): string =>
  `dd if=/dev/zero of=/scratch/${name} bs=1M count=${mebibytes}`;

test.each([
  ['files in memory count as memory of the container', 'Memory', [write('a', 20), write('b', 20)], 137],
  ['they fit below the limit', 'Memory', [write('a', 20)], 0],
  ['what is removed is free again', 'Memory', [write('a', 20), 'rm /scratch/a', write('b', 20)], 0],
  ['what is written over counts once', 'Memory', [write('a', 20), write('a', 20)], 0],
  ['files on disk do not count', '""', [write('a', 20), write('b', 20)], 0],
])('%s', (_, medium, commands, exit) => expect(exitOf(medium, ...commands)).toBe(exit));
