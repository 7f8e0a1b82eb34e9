import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';
import type { JsonObject } from '../json.ts';

const PLAIN = { containers: [{ name: 'app', image: 'nginx:1.27' }] };
const pod = (spec: JsonObject): JsonObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec });

function asked(label: string): (object: JsonObject) => string {
  const cluster = new Cluster();
  cluster.kubectl(`kubectl label namespace default pod-security.kubernetes.io/${label}`);
  return (object) => {
    const { stdout, stderr } = cluster.kubectl('kubectl create -f -', JSON.stringify(object));
    return stderr + stdout;
  };
}

test('a pod that violates the level is refused', () =>
  expect(asked('enforce=baseline')(pod({ ...PLAIN, hostPID: true }))).toBe(
    'Error from server (Forbidden): error when creating "STDIN": pods "web" is forbidden: violates PodSecurity "baseline:latest": host namespaces (hostPID=true)\n',
  ));

test('of a template it is only warned', () => {
  const create = asked('enforce=baseline');
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' } };
  const template = { spec: { ...PLAIN, hostIPC: true, restartPolicy: 'Never' } };
  expect(create({ ...job, spec: { template } })).toBe(
    'Warning: would violate PodSecurity "baseline:latest": host namespaces (hostIPC=true)\njob.batch/j created\n',
  );
});

test('who makes a namespace stricter is told which pods would not be let in again', () => {
  const cluster = new Cluster();
  for (const name of ['a', 'b', 'c'])
    cluster.kubectl(
      'kubectl create -f -',
      JSON.stringify({ ...pod({ ...PLAIN, hostPID: name !== 'c' }), metadata: { name } }),
    );
  expect(cluster.kubectl('kubectl label namespace default pod-security.kubernetes.io/enforce=baseline').stderr).toBe(
    'Warning: existing pods in namespace "default" violate the new PodSecurity enforce level "baseline:latest"\nWarning: a (and 1 other pod): host namespaces\n',
  );
});

test('a level that nobody knows is refused', () =>
  expect(
    new Cluster().kubectl('kubectl label namespace default pod-security.kubernetes.io/enforce=strict').stderr,
  ).toBe(
    'The Namespace "default" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted\n',
  ));
