import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';

/** Recorded with a kubectl of v1.33, less the null timestamps that v1.36 leaves out. */
test('an object that kubectl makes is printed as Go has its fields, one that the server sent by the alphabet', () => {
  const cluster = new Cluster();
  const json = (line: string): string => cluster.kubectl(line).stdout.replaceAll(/\s+/g, '');
  expect(json('kubectl create deployment d --image=nginx --dry-run=client -o json')).toBe(
    '{"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d","labels":{"app":"d"}},"spec":{"replicas":1,' +
      '"selector":{"matchLabels":{"app":"d"}},"template":{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[' +
      '{"name":"nginx","image":"nginx","resources":{}}]}},"strategy":{}},"status":{}}',
  );
  expect(json('kubectl create service clusterip c --tcp=80 --dry-run=client -o json')).toContain(
    '"ports":[{"name":"80","protocol":"TCP","port":80,"targetPort":80}]',
  );
  expect(json('kubectl get ns default -o json')).toMatch(/^\{"apiVersion":"v1","kind":"Namespace"/);
});
