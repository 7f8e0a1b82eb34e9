import { expect, test } from 'vitest';
import type { Pod } from '../api/schema/kinds.ts';
import type { Cluster } from '../cluster.ts';
import { file } from '../runtime/filesystem.ts';
import { terminationMessage } from './container-files.ts';
import { onOneNode } from './pod.fixture.ts';

test.each([
  [1, 4096],
  [3, 4096],
  [4, 3072],
  [5, 2457],
])('of %i containers each may leave a message of %i bytes', (containers, most) => {
  const message = file('x'.repeat(5000));
  expect(terminationMessage({ name: 'app' }, containers, message, 1, { tail: () => '' })).toHaveLength(most);
});

function after(seconds: number, spec: string): Cluster {
  const cluster = onOneNode(
    `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { restartPolicy: Never, ${spec} }`,
  );
  cluster.runUntil(cluster.clock.now + seconds * 1000);
  return cluster;
}
const busybox = (name: string, script: string, more = ''): string =>
  `{ name: ${name}, image: busybox:1.36, command: [sh, -c, '${script}']${more} }`;

test('of what the root cannot, /dev and /etc/hosts can be written', () => {
  const script = 'for f in /x /dev/x /dev/shm/x /etc/hosts /etc/hostname; do touch $f 2>/dev/null; echo $?; done';
  const app = busybox('app', script, ', securityContext: { readOnlyRootFilesystem: true }');
  expect(after(5, `containers: [${app}]`).kubectl('kubectl logs p').stdout).toBe('1\n0\n0\n0\n1\n');
});

test('the containers of a Pod share /dev/shm', () => {
  const cluster = after(
    5,
    `containers: [${busybox('app', 'echo one > /dev/shm/a')}, ${busybox('side', 'sleep 1; cat /dev/shm/a')}]`,
  );
  expect(cluster.kubectl('kubectl logs p -c side').stdout).toBe('one\n');
});

test('a probe sees that a file that httpd served is gone', () => {
  const script = 'mkdir /www; touch /www/index.html; httpd -p 8080 -h /www; sleep 8; rm /www/index.html; sleep 60';
  const probe = ', readinessProbe: { httpGet: { port: 8080 }, periodSeconds: 2, failureThreshold: 1 }';
  const cluster = after(6, `containers: [${busybox('app', script, probe)}]`);
  const isReady = (): unknown =>
    (cluster.store.get('Pod', 'default', 'p') as Pod).status.containerStatuses?.map(({ ready }) => ready);
  expect(isReady()).toEqual([true]);
  cluster.runUntil(cluster.clock.now + 10_000);
  expect(isReady()).toEqual([false]);
});
