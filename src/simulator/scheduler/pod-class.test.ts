import { expect, test } from 'vitest';
import { exampleCluster, exampleNode, examplePod } from './cluster.fixture.ts';
import type { PodClass } from './pod-class.ts';
import type { Snapshot } from './snapshot.ts';

const ZONE = 'topology.kubernetes.io/zone';
const inZone = (zone: string): { labels: Record<string, string> } => ({ labels: { [ZONE]: zone } });

function only(cluster: Snapshot): PodClass {
  const [found, ...more] = [...cluster.classes];
  if (!found || more.length > 0) throw new Error('not one class');
  return found;
}
const zones = (cluster: Snapshot): unknown => Object.fromEntries(only(cluster).domains(ZONE));

test('pods are summed by domain, those on nodes without the key in none', () => {
  const cluster = exampleCluster(
    { a1: inZone('a'), a2: inZone('a'), b: inZone('b'), nowhere: {} },
    { a1: [{}], a2: [{}], b: [{}], nowhere: [{}] },
  );
  expect(zones(cluster)).toEqual({ a: 2, b: 1 });
  expect(Object.fromEntries(only(cluster).domains('no-such-key'))).toEqual({});
});

test('the sums follow pods that come and go after they were first asked for', () => {
  const cluster = exampleCluster({ a: inZone('a'), b: inZone('b') }, { a: [{}] });
  expect(zones(cluster)).toEqual({ a: 1 });
  const late = examplePod({ name: 'late' });
  cluster.addPod(late, 'b');
  expect(zones(cluster)).toEqual({ a: 1, b: 1 });
  cluster.removePod(late, 'b');
  expect(zones(cluster)).toEqual({ a: 1 });
});

test('the pods of a node that gets another label change their domain', () => {
  const cluster = exampleCluster({ a: inZone('a'), b: inZone('b') }, { a: [{}, {}], b: [{}] });
  expect(zones(cluster)).toEqual({ a: 2, b: 1 });
  cluster.setNode(exampleNode('a', inZone('b')));
  expect(zones(cluster)).toEqual({ b: 3 });
  expect(cluster.node('a')?.pods.size).toBe(2);
});
