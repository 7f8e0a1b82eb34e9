import { expect, test } from 'vitest';
import { Cluster } from '../cluster.ts';
import type { HorizontalPodAutoscaler } from './schema/kinds.ts';

const autoscaler = (spec: string): string =>
  `apiVersion: autoscaling/v1\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 10${spec} }\n`;
const stored = (cluster: Cluster): HorizontalPodAutoscaler =>
  cluster.store.get('HorizontalPodAutoscaler', 'default', 'web') as HorizontalPodAutoscaler;

test('an older version is stored as the newer one, and answered as it was asked', () => {
  const cluster = new Cluster();
  const yaml = autoscaler(', targetCPUUtilizationPercentage: 50');
  const { stdout } = cluster.kubectl('kubectl create -o json -f -', yaml);
  expect(JSON.parse(stdout)).toMatchObject({
    apiVersion: 'autoscaling/v1',
    spec: { maxReplicas: 10, minReplicas: 1, targetCPUUtilizationPercentage: 50 },
    status: { currentReplicas: 0, desiredReplicas: 0 },
  });
  expect(stored(cluster)).toMatchObject({
    apiVersion: 'autoscaling/v2',
    spec: { metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }] },
  });
});

test('what is applied again is compared in its own version', () => {
  const cluster = new Cluster();
  const said = [',minReplicas: 2', ',minReplicas: 2', ',targetCPUUtilizationPercentage: 60'].map(
    (spec) => cluster.kubectl('kubectl apply -f -', autoscaler(spec)).stdout,
  );
  expect(said).toEqual(
    ['created', 'unchanged', 'configured'].map((done) => `horizontalpodautoscaler.autoscaling/web ${done}\n`),
  );
  expect(stored(cluster).spec).toMatchObject({
    minReplicas: 1,
    metrics: [{ resource: { target: { averageUtilization: 60 } } }],
  });
});

test('its type errors name its own structs', () =>
  expect(new Cluster().kubectl('kubectl create -f -', autoscaler(', minReplicas: "2"')).stderr).toContain(
    'HorizontalPodAutoscaler in version "v1" cannot be handled as a HorizontalPodAutoscaler: json: cannot unmarshal string into Go struct field HorizontalPodAutoscalerSpec.spec.minReplicas of type int32',
  ));
