import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Cluster, type KubeObject } from '../../src/simulator/index.ts';

const yaml = readFileSync('deploy/regrade-job.yaml', 'utf8');

const volume = `apiVersion: v1
kind: PersistentVolume
metadata: { name: shared }
spec:
  capacity: { storage: 1Gi }
  accessModes: [ReadWriteMany]
  hostPath: { path: /srv/course }
`;

/** A cluster with the volume, in which a shell script stands in for the image: the simulator has none like it. */
function clusterWith(script: string): Cluster {
  const webhook = (object: KubeObject): KubeObject => {
    if (object.kind !== 'Pod') return object;
    const command = ['sh', '-c', script, 'sh'];
    const containers = object.spec.containers.map((c) => ({ ...c, image: 'busybox:1.36', command }));
    return { ...object, spec: { ...object.spec, containers } };
  };
  const cluster = new Cluster({ nodes: [{ name: 'node-1', capacity: { cpu: '16', memory: '32Gi' } }], webhook });
  cluster.kubectl('kubectl apply -f -', volume);
  return cluster;
}

test('the Job is accepted without a warning, and each index takes its own share', () => {
  const cluster = clusterWith('echo "$JOB_COMPLETION_INDEX $*"');
  const { exit, stdout, stderr } = cluster.kubectl('kubectl apply -f -', yaml);
  expect([exit, stdout, stderr]).toEqual([0, 'persistentvolumeclaim/course created\njob.batch/regrade created\n', '']);
  cluster.runUntil(60_000);
  expect(cluster.kubectl('kubectl get job regrade').stdout).toMatch(/regrade +Complete +8\/8/);
  const logs = cluster.kubectl('kubectl logs -l batch.kubernetes.io/job-name=regrade').stdout;
  const args = (i: number) =>
    `${i} regrade /course/hand-ins --shares=8 --threads=1 --out=/course/verdicts-${i}.jsonl --csv=/course/verdicts-${i}.csv`;
  expect(logs.trim().split('\n').sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map(args));
});

test('an index with a hand-in that cannot be graded is not tried again; one that broke is, once', () => {
  const cluster = clusterWith('case $JOB_COMPLETION_INDEX in 3) exit 1;; 5) exit 2;; esac');
  cluster.kubectl('kubectl apply -f -', yaml);
  cluster.runUntil(300_000);
  const pods = cluster.kubectl('kubectl get pods --no-headers').stdout.trimEnd().split('\n');
  expect(pods.map((row) => /^regrade-(\d)/.exec(row)?.[1]).sort()).toEqual([...'012345567']);
  expect(cluster.kubectl('kubectl get job regrade -o jsonpath={.status.failedIndexes}').stdout).toBe('3,5');
});
