import { expect, test } from 'vitest';
import { threeNodes } from './clusters.ts';
import { deployment, deploymentFacts, wants } from './deployment.ts';
import { ended, prepare } from './run.ts';

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'course/web:1.0' }] }
`;

const prepared = prepare(web, { cluster: threeNodes(), before: '30s' });
prepared.cluster.runUntil(60_000);
const { history } = ended(prepared);

test('what a Deployment wants and has is told', () => {
  const found = history.last(deployment('web'));
  expect(wants(2, 'course/web:1.0')(found)).toBe(true);
  expect(wants(3, 'course/web:1.0')(found)).toBe(false);
  expect(deploymentFacts(found)).toMatchObject({ replicas: 2, ready: 2, updated: 2, image: 'course/web:1.0' });
});
