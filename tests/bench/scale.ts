/** Many Pods on many nodes: what the scheduler, the kubelets and the API cost together, by what the Pods ask for. */
import type { JsonObject } from '../../src/simulator/api/json.ts';
import { Cluster, type NodeSpec } from '../../src/simulator/index.ts';

/** Pods of so many can be told apart by required anti-affinity: one of each group on a node. */
const ZONES = ['zone-a', 'zone-b', 'zone-c'];
const ZONE = 'topology.kubernetes.io/zone';
const HOSTNAME = 'kubernetes.io/hostname';

interface Shape {
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: JsonObject;
}
const like = (labels: Shape['labels'], topologyKey: string): JsonObject => ({
  labelSelector: { matchLabels: labels },
  topologyKey,
});
const web = { app: 'web' };

/** What the `i`th of the Pods asks for beside CPU and memory. */
const shapes = {
  plain: () => ({ labels: web, spec: {} }),
  'node-affinity': () => {
    const zones = { matchExpressions: [{ key: ZONE, operator: 'In', values: ZONES.slice(1) }] };
    const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [zones] } };
    return { labels: web, spec: { affinity: { nodeAffinity } } };
  },
  'pod-affinity': () => ({
    labels: web,
    spec: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [like(web, ZONE)] } } },
  }),
  'pod-anti-affinity': (i, nodes) => {
    const labels = { app: `group-${Math.floor((2 * i) / nodes)}` };
    const podAntiAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [like(labels, HOSTNAME)] };
    return { labels, spec: { affinity: { podAntiAffinity } } };
  },
  spread: () => {
    const constraint = { maxSkew: 1, labelSelector: { matchLabels: web } };
    return {
      labels: web,
      spec: {
        topologySpreadConstraints: [
          { ...constraint, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule' },
          { ...constraint, topologyKey: HOSTNAME, whenUnsatisfiable: 'ScheduleAnyway' },
        ],
      },
    };
  },
} satisfies Record<string, (i: number, nodes: number) => Shape>;
export type ShapeName = keyof typeof shapes;
export const shapeNames = Object.keys(shapes) as readonly ShapeName[];

/**
 * Creates `pods` Pods on `nodes` nodes of three zones and runs until all are Running.
 * Throws where they do not get there: a figure of less work would mislead.
 */
export function scale(nodes: number, pods: number, shape: ShapeName): void {
  const specs = Array.from({ length: nodes }, (_, i): NodeSpec => ({
    name: `node-${i}`,
    labels: { [ZONE]: ZONES[i % ZONES.length]! },
    capacity: { cpu: '32', memory: '256Gi', pods: '110' },
  }));
  const cluster = new Cluster({ history: 'dropped', nodes: specs });
  const resources = { requests: { cpu: '100m', memory: '100Mi' } };
  const containers = [{ name: 'app', image: 'course/worker:1.0', resources }];
  for (let i = 0; i < pods; i++) {
    const { labels, spec } = (shapes[shape] as (i: number, nodes: number) => Shape)(i, nodes);
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: `pod-${i}`, labels },
      spec: { containers, ...spec },
    };
    const answer = cluster.api.create(pod, 'default', { cause: { actor: 'bench', reason: 'load' } });
    if (!answer.ok) throw new Error(answer.error.message);
  }
  const running = (): number => cluster.store.list('Pod').filter(({ status }) => status.phase === 'Running').length;
  for (let t = 1000; running() < pods; t += 1000) {
    if (t > 600_000) throw new Error(`${running()} of ${pods} Pods are running after ten minutes`);
    cluster.runUntil(t);
  }
}
