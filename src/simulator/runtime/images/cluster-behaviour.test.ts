import { expect, test } from 'vitest';
import { Cluster } from '../../cluster.ts';

const SHOP = `
apiVersion: v1
kind: Pod
metadata: { name: db, labels: { app: db } }
spec:
  containers:
    - name: db
      image: course/db:1.0
      env: [{ name: DOWN, value: "60-90" }]
      readinessProbe: { tcpSocket: { port: 5432 }, periodSeconds: 5, failureThreshold: 2 }
---
apiVersion: v1
kind: Pod
metadata: { name: dash }
spec:
  containers:
    - { name: web, image: "course/web:1.0" }
    - { name: ship, image: "course/logship:2.0" }
---
apiVersion: v1
kind: Pod
metadata: { name: redis }
spec:
  containers:
    - name: redis
      image: redis:7-alpine3.17
      readinessProbe: { exec: { command: [redis-cli, ping] } }
---
apiVersion: v1
kind: Pod
metadata: { name: job }
spec:
  restartPolicy: OnFailure
  containers:
    - name: job
      image: course/batch:1.0
      env: [{ name: FAIL_FIRST, value: "1" }, { name: ORDER, value: "42" }]
---
apiVersion: v1
kind: Pod
metadata: { name: site }
spec:
  containers: [{ name: nginx, image: "docker.io/library/nginx:1.27" }]
`;

test('images as a cluster runs them', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  const ready = (): Record<string, string> =>
    Object.fromEntries(
      cluster
        .kubectl('kubectl get pods --no-headers')
        .stdout.trim()
        .split('\n')
        .map((row) => row.split(/\s+/))
        .map(([name = '', containers = '']) => [name, containers]),
    );
  const said = (line: string): string => cluster.kubectl(line).stdout;
  cluster.kubectl('kubectl apply -f -', SHOP);
  cluster.runUntil(40_000);
  expect(ready()).toEqual({ db: '1/1', dash: '1/2', redis: '1/1', job: '0/1', site: '1/1' });
  expect(said('kubectl logs dash -c ship --previous')).toContain('bind: address already in use');
  expect(said('kubectl get pod job -o jsonpath={.status.phase}/{.status.containerStatuses[0].restartCount}')).toBe(
    'Succeeded/1',
  );
  expect(said('kubectl exec site -- curl -s -o /dev/null -w %{http_code} localhost')).toBe('200');
  cluster.runUntil(80_000);
  expect(ready()).toMatchObject({ db: '0/1' });
  cluster.runUntil(110_000);
  expect(ready()).toMatchObject({ db: '1/1' });
});

test('a server ends when it is asked to, a shell around one only after the grace period', () => {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl('kubectl run plain --image=course/web:1.0');
  cluster.kubectl('kubectl run wrapped --image=course/web:1.0 --command -- sh -c "/web; echo ended"');
  cluster.runUntil(20_000);
  const seconds = (name: string): number => {
    const from = cluster.clock.now;
    cluster.kubectl(`kubectl delete pod ${name}`);
    return Math.floor((cluster.clock.now - from) / 1000);
  };
  expect(seconds('plain')).toBeLessThan(5);
  expect(seconds('wrapped')).toBeGreaterThanOrEqual(30);
});
