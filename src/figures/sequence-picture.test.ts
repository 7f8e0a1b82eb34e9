import { expect, test } from 'vitest';
import { Cluster } from '../simulator/index.ts';
import { sequenceOf } from './sequence-picture.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "course/web:1.0" }] }
`;

test('a Deployment comes about in the order of its causes, each kind of step once', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-a' }, { name: 'node-b' }] });
  cluster.runUntil(5_000);
  cluster.kubectl('kubectl apply -f -', deployment);
  cluster.runUntil(20_000);
  const steps = sequenceOf(cluster.history.entries, 5_000);
  const first = (act: string, kind: string): number => steps.findIndex((s) => s.act === act && s.kind === kind);
  const order = [
    first('create', 'Deployment'),
    first('create', 'ReplicaSet'),
    first('create', 'Pod'),
    first('choose', 'Node'),
    first('bind', 'Pod'),
    first('start', 'Container'),
  ];
  expect(order).not.toContain(-1);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  expect(steps[first('create', 'Pod')]).toMatchObject({ actors: ['replicaset-controller'], count: 2 });
  expect(steps[first('start', 'Container')]?.actors.toSorted()).toEqual(['kubelet/node-a', 'kubelet/node-b']);
  expect(steps.at(-1)).toMatchObject({ actors: ['deployment-controller'], kind: 'Deployment', detail: '2/2' });
});

test('what was before the command is left out', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-a' }] });
  cluster.kubectl('kubectl apply -f -', deployment);
  cluster.runUntil(30_000);
  expect(sequenceOf(cluster.history.entries, 30_000)).toEqual([]);
});
