import { expect, test } from 'vitest';
import { Clock } from '../clock.ts';
import { ContainerLog } from './container-log.ts';
import { onOneNode } from './pod.fixture.ts';

test('bytes become lines, each with the time and stream of its newline; what is left open comes with the end', () => {
  const clock = new Clock();
  let wrote = 0;
  const log = new ContainerLog(clock, (bytes) => (wrote += bytes));
  log.write('stdout', 'one\r\ncaf\xc3');
  log.write('stderr', 'oops\n');
  clock.runUntil(5);
  log.write('stdout', '\xa9\nleft');
  const lines = [
    { at: 0, stream: 'stdout', text: 'one' },
    { at: 0, stream: 'stderr', text: 'oops' },
    { at: 5, stream: 'stdout', text: 'café' },
  ];
  expect(log.lines).toEqual(lines);
  log.close();
  expect(log.lines).toEqual([...lines, { at: 5, stream: 'stdout', text: 'left', open: true }]);
  expect([log.bytes, wrote, log.tail(2, 100)]).toEqual([20, 20, 'café\nleft']);
});

test('what a container and a probe say in other letters arrives as it was written', () => {
  const cluster = onOneNode(`apiVersion: v1
kind: Pod
metadata: {name: a}
spec:
  containers:
  - name: a
    image: busybox:1.36
    command: [sh, -c, "echo é한; sleep 99"]
    readinessProbe: {exec: {command: [sh, -c, "echo é한; exit 1"]}}
`);
  cluster.runUntil(20_000);
  expect(cluster.kubectl('kubectl logs a').stdout).toBe('é한\n');
  expect(cluster.kubectl('kubectl exec a -- echo é한').stdout).toBe('é한\n');
  expect(cluster.kubectl('kubectl get events').stdout).toContain('Readiness probe failed: é한');
});
