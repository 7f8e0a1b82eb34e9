import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      tolerations: [{operator: Exists}]
      containers: [{name: web, image: "course/web:1.0"}]
`;

test('a roll-out that was over costs nothing when its Pod is lost and its progress deadline has passed', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl('kubectl apply -f -', WEB);
  cluster.runUntil(60_000);
  cluster.outages('node-1')!.disconnect();
  cluster.runUntil(900_000);
  expect(cluster.store.get('Deployment', 'default', 'web')?.status.readyReplicas).toBeUndefined();
  let steps = 0;
  for (let next = cluster.clock.next(); next !== undefined && next <= 910_000; next = cluster.clock.next()) {
    cluster.clock.step();
    steps++;
  }
  expect(steps).toBeLessThan(20);
});
