/** What controllers cost: a Deployment that rolls to another image, a wave of Pods that appears and goes. */
import type { JsonObject } from '../../src/simulator/api/json.ts';
import type { Deployment } from '../../src/simulator/api/schema/kinds.ts';
import { Cluster, type NodeSpec } from '../../src/simulator/index.ts';

const cause = { actor: 'bench', reason: 'load' };
const name = { namespace: 'default', name: 'web' };

/** @returns a cluster of 20 nodes in which all of a Deployment's `replicas` are available */
export function rolledOut(replicas: number): Cluster {
  const nodes = Array.from({ length: 20 }, (_, i): NodeSpec => ({
    name: `node-${i}`,
    capacity: { cpu: '32', memory: '256Gi', pods: '110' },
  }));
  const cluster = new Cluster({ history: 'dropped', nodes });
  const answer = cluster.api.create(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: {
        replicas,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'course/web:1.0' }], terminationGracePeriodSeconds: 1 },
        },
      },
    },
    'default',
    { cause },
  );
  if (!answer.ok) throw new Error(answer.error.message);
  settle(cluster, ({ status }) => (status.availableReplicas ?? 0) === replicas);
  return cluster;
}

/** Gives the Pods another environment and runs until the old ones are gone and the new ones available. */
export function rollOn(cluster: Cluster): void {
  const { replicas } = deployment(cluster).spec;
  change(cluster, {
    template: { spec: { containers: [{ name: 'web', env: [{ name: 'AT', value: String(cluster.clock.now) }] }] } },
  });
  settle(
    cluster,
    ({ metadata, status }) =>
      status.observedGeneration === metadata.generation &&
      status.updatedReplicas === replicas &&
      status.availableReplicas === replicas &&
      status.replicas === replicas,
  );
}

/** Scales to `replicas` and runs until no Pod is too few or too many. */
export function scaleTo(cluster: Cluster, replicas: number): void {
  change(cluster, { replicas });
  settle(
    cluster,
    ({ status }) => (status.availableReplicas ?? 0) === replicas && cluster.store.count('Pod') === replicas,
  );
}

function change(cluster: Cluster, spec: JsonObject): void {
  const answer = cluster.api.patch({ kind: 'Deployment', ...name }, { type: 'strategic', body: { spec } }, { cause });
  if (!answer.ok) throw new Error(answer.error.message);
}

function deployment({ store }: Cluster): Deployment {
  const found = store.get('Deployment', name.namespace, name.name);
  if (!found) throw new Error('the Deployment is gone');
  return found;
}

function settle(cluster: Cluster, isDone: (deployment: Deployment) => boolean): void {
  const end = cluster.clock.now + 3_600_000;
  while (!isDone(deployment(cluster))) {
    if (cluster.clock.now > end)
      throw new Error(`the Deployment is stuck: ${JSON.stringify(deployment(cluster).status)}`);
    cluster.runUntil(cluster.clock.now + 1000);
  }
}
