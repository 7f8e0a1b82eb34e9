import { expect, test } from 'vitest';
import { Cluster } from '../../src/simulator/index.ts';
import { oneNode } from './clusters.ts';
import { endpointsAt } from './endpoints.ts';
import { setsGate } from './gate-controller.ts';
import { HistoryView } from './history-view.ts';

const podWith = (gate: string): string => `
apiVersion: v1
kind: Pod
metadata: {name: ${gate}, labels: {app: web}}
spec:
  readinessGates: [{conditionType: example.com/${gate}}]
  containers: [{name: web, image: "course/web:1.0"}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
`;

test('a Pod whose gate is known is an endpoint some time after it came; another never is', () => {
  const cluster = new Cluster({ nodes: oneNode() });
  setsGate('example.com/known', '20s')(cluster);
  cluster.kubectl('kubectl apply -f -', podWith('known'));
  cluster.kubectl('kubectl apply -f -', podWith('unknown'));
  cluster.runUntil(60_000);
  const history = new HistoryView(cluster.history.entries, 0, 60_000);
  expect(endpointsAt(history, 'web', '15s')).toEqual([]);
  expect(endpointsAt(history, 'web', '25s')).toEqual(['known']);
  expect(endpointsAt(history, 'web', '60s')).toEqual(['known']);
  expect(endpointsAt(history, 'nobody', '60s')).toEqual([]);
});
