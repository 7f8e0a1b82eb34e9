import type { Pod } from '../src/simulator/index.ts';
import {
  deployment,
  manifest,
  placed,
  pod,
  podsOfDeployment,
  sixNodes,
  wants,
  type Run,
  type Test,
} from './kit/index.ts';

const web = deployment('web');
const ZONE = 'topology.kubernetes.io/zone';

/** A cache that stands on a node before the learner comes. */
const cache = (namespace: string, node: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: cache
  namespace: ${namespace}
  labels:
    app: cache
spec:
  nodeSelector:
    kubernetes.io/hostname: ${node}
  containers:
    - name: cache
      image: redis:7-alpine3.17
      resources:
        requests:
          cpu: 500m
          memory: 512Mi
`;

const replicasAt60 = ({ history }: Run): readonly Pod[] => history.stateAt(podsOfDeployment('web'), '60s') ?? [];
const zoneOf = ({ cluster }: Run, node: string | undefined): string | undefined =>
  cluster.store.get('Node', undefined, node ?? '')?.metadata.labels?.[ZONE];
const subject = (replica: Pod) => pod(replica.metadata.name, replica.metadata.namespace);

/** No replica is in another zone, nor could be, and at least one is there. Facts: {zone}, where it should be, and {got}. */
const sameZone: Test = (run) => {
  const { history } = run;
  const zone = zoneOf(run, history.stateAt(pod('cache', 'data'), '60s')?.spec.nodeName);
  const findings = replicasAt60(run).map((replica): ReturnType<Test> => {
    const finding = placed(history, subject(replica), (node) => zoneOf(run, node) === zone, '60s');
    return {
      ...finding,
      facts: { ...finding.facts, zone: zone ?? '–', got: zoneOf(run, String(finding.facts['node'])) ?? '–' },
    };
  });
  return (
    findings.find(({ holds, facts }) => !holds && facts['node'] !== '–') ??
    findings.find(({ holds }) => holds) ??
    findings[0] ?? { holds: false, facts: { ...nobody, zone: zone ?? '–', got: '–' } }
  );
};
const nobody = pod('').facts(undefined);

/** Both replicas have a node, and not the same one. Facts: {nodes}, those of a replica that waits, and in what it is {near} and {apart}. */
const twoNodes: Test = (run) => {
  const replicas = replicasAt60(run);
  const nodes = replicas.map(({ spec }) => spec.nodeName ?? '–');
  const waiting = replicas.find(({ spec }) => spec.nodeName === undefined) ?? replicas.at(-1);
  return {
    holds: replicas.length === 2 && !nodes.includes('–') && nodes[0] !== nodes[1],
    facts: {
      ...(waiting ? subject(waiting).facts(waiting) : nobody),
      nodes: nodes.join(', ') || '–',
      near: domainOf(waiting?.spec.affinity?.podAffinity),
      apart: domainOf(waiting?.spec.affinity?.podAntiAffinity),
    },
    at: 60,
  };
};

/** Of the first term that is a rule. */
const domainOf = (rules: Rules | undefined): string =>
  rules?.requiredDuringSchedulingIgnoredDuringExecution?.[0]?.topologyKey ?? '–';
type Affinity = NonNullable<Pod['spec']['affinity']>;
type Rules = NonNullable<Affinity['podAffinity'] | Affinity['podAntiAffinity']>;

export default manifest({
  variants: {
    shown: { cluster: sixNodes(), objects: cache('data', 'b1') },
    'zone-c': {
      cluster: sixNodes({ taints: { c1: [{ key: 'busy', effect: 'PreferNoSchedule' }] } }),
      objects: cache('data', 'c2'),
    },
    decoy: { cluster: sixNodes(), objects: `${cache('data', 'b1')}---\n${cache('default', 'a1')}` },
  },
  until: '62s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(web, wants(2, 'course/web:1.0', { cpu: '200m', memory: '256Mi' })),
    'same-zone': sameZone,
    'two-nodes': twoNodes,
  },
});
