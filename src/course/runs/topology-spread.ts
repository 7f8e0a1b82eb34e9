/** The runs of the lesson topology-spread: replicas that arrive one by one in six nodes, and what keeps them from arriving. */
import { runSteps } from '../../figures/run-steps.ts';
import type { NodeSpec } from '../../simulator/index.ts';
import { standing } from './standing-pods.ts';

const ZONE = 'topology.kubernetes.io/zone';
const ZONES = ['a', 'b', 'c'] as const;
export { ZONES as zones };

const six = (taintedZone?: string): readonly NodeSpec[] =>
  ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'].map((name) => ({
    name,
    labels: { [ZONE]: name[0]! },
    ...(name[0] === taintedZone ? { taints: [{ key: 'maintenance', effect: 'NoSchedule' as const }] } : {}),
  }));
/** Zone a has by far the most room. */
const crowded = standing(['b1', 'b2', 'c1', 'c2'].map((node) => ({ node, cpu: 2500, memory: 4096 })));

interface Constraint {
  readonly maxSkew?: number;
  readonly when?: 'DoNotSchedule' | 'ScheduleAnyway';
  readonly app?: string;
  readonly more?: string;
}
export const constraint = ({ maxSkew = 1, when = 'DoNotSchedule', app = 'web', more = '' }: Constraint = {}): string =>
  `      topologySpreadConstraints:
        - maxSkew: ${maxSkew}
          topologyKey: ${ZONE}
          whenUnsatisfiable: ${when}
${more}          labelSelector:
            matchLabels: { app: ${app} }
`;
const REPLICAS = 6;
const deployment = (spread: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: ${REPLICAS}
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
${spread}      containers:
        - name: web
          image: course/web:1.0
          resources:
            requests: { cpu: 200m, memory: 256Mi }
`;
export const manifest = deployment(constraint());

function arrive(spread: string, nodes = six(), before = crowded) {
  return runSteps({
    nodes,
    before,
    steps: [{ at: 0, command: 'kubectl apply -f -', stdin: deployment(spread) }],
    until: 30,
  });
}
type Arrival = ReturnType<typeof arrive>;

/** How many stand in each zone once every Pod that found a node has it. */
const countsOf = ({ traces }: Arrival): readonly number[] =>
  ZONES.map((zone) => traces.filter(({ trace }) => trace.chosen?.startsWith(zone)).length);

/** Each replica as it came: the counts before it, the zones that the constraint refused, and where it went. */
export const arrivals = (() => {
  const counts = new Map<string, number>(ZONES.map((zone) => [zone, 0]));
  return arrive(constraint()).traces.map(({ trace }, i) => {
    const before = ZONES.map((zone) => counts.get(zone) ?? 0);
    const refused = ZONES.filter((zone) =>
      trace.refused.some(({ node, plugin }) => plugin === 'PodTopologySpread' && node.startsWith(zone)),
    );
    const zone = trace.chosen?.[0] ?? '';
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
    const after = ZONES.map((z) => counts.get(z) ?? 0);
    return { n: i + 1, before, refused, node: trace.chosen ?? '–', skew: Math.max(...after) - Math.min(...after) };
  });
})();

/** The same six replicas under other words. */
export const outcomes = {
  none: countsOf(arrive('')),
  hard: countsOf(arrive(constraint())),
  anyway: countsOf(arrive(constraint({ when: 'ScheduleAnyway' }))),
  stranger: countsOf(arrive(constraint({ app: 'frontend' }))),
  three: countsOf(arrive(constraint({ maxSkew: 3 }))),
};

/** Zone c is closed: with and without a word about taints. */
const closed = arrive(constraint(), six('c'), '');
export const closedCounts = countsOf(closed);
export const closedEvent = closed.picture.events.find(({ reason }) => reason === 'FailedScheduling')?.message ?? '';
export const honor = constraint({ more: '          nodeTaintsPolicy: Honor\n' });
export const honorCounts = countsOf(arrive(honor, six('c'), ''));

/** Zone c opens again when all replicas run. */
const reopened = runSteps({
  nodes: six('c'),
  before: deployment(honor),
  steps: ['c1', 'c2'].map((node) => ({ at: 5, command: `kubectl taint nodes ${node} maintenance-` })),
  until: 120,
});
export const reopenedPods = reopened.kubectl('kubectl get pods -o wide');
