import { expect, test } from 'vitest';
import { oneNode } from './clusters.ts';
import { isComplete, job } from './job.ts';
import { apply } from './manifest.ts';
import { ended, prepare } from './run.ts';

const task = (name: string, line: string, rest = ''): string => `apiVersion: batch/v1
kind: Job
metadata:
  name: ${name}
  labels: {kind: ${name}}
spec:
  backoffLimit: 0
  template:
    spec:
      restartPolicy: Never
      containers:
        - {name: main, image: "busybox:1.36", command: [sh, -c, "${line}"]}
${rest}`;

const prepared = prepare('', { cluster: oneNode() });
apply(prepared.cluster, task('good', 'sleep 5', `---\n${task('bad', 'exit 3', `---\n${task('slow', 'sleep 600')}`)}`));
prepared.cluster.runUntil(prepared.zero + 60_000);
const { history } = ended(prepared);

test.each([
  ['good', true, { state: 'Complete', succeeded: 1, failed: 0, labels: 'kind=good' }],
  ['bad', false, { state: 'Failed', succeeded: 0, failed: 1, labels: 'kind=bad' }],
  ['slow', false, { state: 'active', active: 1, labels: 'kind=slow' }],
  ['none', false, { state: '–', labels: '–' }],
])('a Job that is %s', (name, complete, facts) => {
  const finding = history.by('40s').expect(job(name), isComplete);
  expect(finding.holds).toBe(complete);
  expect(finding.facts).toMatchObject(facts);
});
