import { expect, test } from 'vitest';
import { Cluster } from '../../src/simulator/index.ts';
import { pictureOf } from '../../src/figures/picture-of.ts';
import { podsOfLearner } from './learner-pods.ts';

const OWN = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: course/web:1.0 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: still }
spec: { containers: [{ name: c, image: course/web:1.0 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: touched }
spec: { containers: [{ name: c, image: course/web:1.0 }] }
`;
const FROM = 30_000;

/** Names of the learner's Pods, after these lines. Generated endings are left out. */
function mine(lines: readonly string[], later: readonly string[] = []): string[] {
  const cluster = new Cluster({ nodes: [{ name: 'node-1' }] });
  cluster.kubectl('kubectl apply -f -', OWN);
  cluster.runUntil(FROM);
  for (const line of lines) expect(cluster.kubectl(line).exit).toBe(0);
  cluster.runUntil(cluster.clock.now + 20_000);
  const handedIn = cluster.clock.now;
  cluster.runUntil(handedIn + 1000);
  for (const line of later) cluster.kubectl(line);
  cluster.runUntil(cluster.clock.now + 20_000);
  const of = podsOfLearner(cluster.history.entries, FROM, handedIn);
  return pictureOf(cluster.history, { until: cluster.clock.now, mine: of })
    .pods.filter((pod) => pod.mine)
    .map(({ name }) => name.replace(/^(web)-.*/, '$1'))
    .sort();
}

test.each([
  ['looking changes nothing', ['kubectl get pods', 'kubectl describe pod still'], []],
  ['what is made', ['kubectl run new --image=course/web:1.0'], ['new']],
  ['what is changed itself', ['kubectl label pod touched seen=yes'], ['touched']],
  ['what a controller makes of a change', ['kubectl set image deployment/web web=course/web:2.0'], ['web']],
  ['what stands in the place of a deleted one', ['kubectl delete pod -l app=web'], ['web', 'web']],
] as const)('%s', (_, lines, names) => {
  expect(mine(lines)).toEqual(names);
});

test('what the grader types later is not theirs', () => {
  expect(mine([], ['kubectl run late --image=course/web:1.0'])).toEqual([]);
});
