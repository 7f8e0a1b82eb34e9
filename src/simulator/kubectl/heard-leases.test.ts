import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';

const cluster = new Cluster({ nodes: [{ name: 'node-a' }, { name: 'node-b' }] });
cluster.runUntil(25_000);
const said = (line: string): string => cluster.kubectl(line).stdout;

test('a node that is heard has a lease, renewed at the last point of its grid', () => {
  expect(said('kubectl get leases -n kube-node-lease -o name')).toBe(
    'lease.coordination.k8s.io/node-a\nlease.coordination.k8s.io/node-b\n',
  );
  expect(said('kubectl get leases -A --no-headers')).toMatch(/^kube-node-lease +node-a +node-a +\d+s\n/);
  expect(said("kubectl get lease node-b -n kube-node-lease -o jsonpath='{.spec.renewTime}'")).toMatch(/20\.000000Z$/);
});

test('no other namespace has it', () => {
  expect(said('kubectl get leases')).toBe('');
});
