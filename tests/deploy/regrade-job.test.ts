import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Cluster, type KubeObject } from '../../src/simulator/index.ts';

const yaml = readFileSync('deploy/regrade-job.yaml', 'utf8');

/** The simulator has no such image: a shell stands in for it, that says what it was given. */
function withShell(object: KubeObject): KubeObject {
  if (object.kind !== 'Pod') return object;
  const containers = object.spec.containers.map((c) => ({
    ...c,
    image: 'busybox:1.36',
    command: ['sh', '-c', 'echo "$JOB_COMPLETION_INDEX $*"', 'sh'],
  }));
  return { ...object, spec: { ...object.spec, containers } };
}

const volume = `apiVersion: v1
kind: PersistentVolume
metadata: { name: shared }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteMany]
  hostPath: { path: /srv/course }
`;

test('the Job is accepted without a warning, and each index takes its own share', () => {
  const cluster = new Cluster({
    nodes: [{ name: 'node-1', capacity: { cpu: '16', memory: '32Gi' } }],
    webhook: withShell,
  });
  cluster.kubectl('kubectl apply -f -', volume);
  const { exit, stdout, stderr } = cluster.kubectl('kubectl apply -f -', yaml);
  expect([exit, stdout, stderr]).toEqual([0, 'persistentvolumeclaim/course created\njob.batch/regrade created\n', '']);
  cluster.runUntil(60_000);
  expect(cluster.kubectl('kubectl get job regrade').stdout).toMatch(/regrade +Complete +8\/8/);
  const logs = cluster.kubectl('kubectl logs -l batch.kubernetes.io/job-name=regrade').stdout;
  const args = (i: number) =>
    `${i} regrade /course/hand-ins --shares=8 --threads=1 --out=/course/verdicts-${i}.jsonl --csv=/course/verdicts-${i}.csv`;
  expect(logs.trim().split('\n').sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(args));
});
