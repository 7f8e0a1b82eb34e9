import { expect, test } from 'vitest';
import { Cluster } from '../../src/simulator/index.ts';
import { oneNode } from './clusters.ts';
import { each, podsOfDeployment, podsOfJob, podsWith, readyPods } from './groups.ts';
import { HistoryView } from './history-view.ts';
import { hasImage } from './predicates.ts';

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "course/web:1.0"}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: once, image: "course/batch:1.0"}]
`;

/** Set up at 0, scaled to 3 at 20 s, one Pod deleted at 30 s, ended at 60 s. */
function run(): HistoryView {
  const cluster = new Cluster({ nodes: oneNode() });
  cluster.kubectl('kubectl apply -f -', MANIFEST);
  cluster.runUntil(20_000);
  cluster.kubectl('kubectl scale deployment web --replicas=3');
  cluster.runUntil(30_000);
  const name = cluster.kubectl('kubectl get pods -l app=web -o jsonpath={.items[0].metadata.name}').stdout;
  cluster.kubectl(`kubectl delete pod ${name} --wait=false`);
  cluster.runUntil(60_000);
  return new HistoryView(cluster.history.entries, 0, 60_000);
}

test('a group is asked as one object is', () => {
  const history = run();
  const web = podsOfDeployment('web');
  expect(history.stateAt(web, '15s')).toHaveLength(2);
  expect(history.stateAt(web, '25s')).toHaveLength(3);
  expect(history.by('25s').expect(web, readyPods(3)).holds).toBe(true);
  expect(history.through('60s').expect(web, readyPods(3))).toMatchObject({ holds: false, facts: { readyPods: 2 } });
  expect(history.atEnd().expect(web, each(hasImage('course/web:1.0'))).holds).toBe(true);
  expect(history.atEnd().expect(podsOfDeployment('we'), each(hasImage('course/web:1.0'))).holds).toBe(false);
});

test('Pods are found by their Job and by their labels', () => {
  const history = run();
  expect(history.last(podsOfJob('once'))).toHaveLength(1);
  expect(history.last(podsWith({ app: 'web' }))).toHaveLength(3);
  expect(history.last(podsWith({ app: 'nobody' }))).toEqual([]);
});
