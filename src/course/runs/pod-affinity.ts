/** The runs of the lesson pod-affinity: which nodes a rule about Pods leaves, and a roll-out with and without a way forward. */
import { runSteps } from '../../figures/run-steps.ts';
import { refusalOf } from '../../figures/run-manifest.ts';
import type { NodeSpec } from '../../simulator/index.ts';

const ZONE = 'topology.kubernetes.io/zone';
const HOST = 'kubernetes.io/hostname';

/** `six` of the course's standard clusters. */
export const six: readonly NodeSpec[] = ['a1', 'a2', 'b1', 'b2', 'c1', 'c2'].map((name) => ({
  name,
  labels: { [ZONE]: name[0]! },
}));

const onNode = (name: string, labels: string, node: string, affinity = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: ${labels}
spec:
  nodeSelector: { kubernetes.io/hostname: ${node} }
${affinity}  containers:
    - name: main
      image: course/web:1.0
`;
const rule = (kind: 'podAffinity' | 'podAntiAffinity', app: string, key: string): string => `    ${kind}:
      requiredDuringSchedulingIgnoredDuringExecution:
        - labelSelector:
            matchLabels: { app: ${app} }
          topologyKey: ${key}
`;
const web = (rules: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
${rules && `  affinity:\n${rules}`}  containers:
    - name: main
      image: course/web:1.0
`;

/** The cache stands on b1; the database, on c1, wants no web on its node. */
const before = [
  onNode('cache', '{ app: cache }', 'b1'),
  onNode('db', '{ app: db }', 'c1', `  affinity:\n${rule('podAntiAffinity', 'web', HOST)}`),
].join('---\n');
/** What stands on each node, as the figure's head shows it. */
export const board = six.map(({ name }) => ({
  name,
  zone: name[0]!,
  runs: name === 'b1' ? 'cache' : name === 'c1' ? 'db' : undefined,
}));

function feasible(rules: string): readonly string[] {
  const { traces } = runSteps({
    nodes: six,
    before,
    steps: [{ at: 0, command: 'kubectl apply -f -', stdin: web(rules) }],
    until: 5,
  });
  return traces[0]?.trace.feasible ?? [];
}
const nearZone = rule('podAffinity', 'cache', ZONE);
const nearHost = rule('podAffinity', 'cache', HOST);
const apartZone = rule('podAntiAffinity', 'cache', ZONE);
const apartHost = rule('podAntiAffinity', 'cache', HOST);
export const wishes = [
  { asked: '', nodes: feasible('') },
  { asked: 'podAffinity: zone', nodes: feasible(nearZone) },
  { asked: 'podAffinity: hostname', nodes: feasible(nearHost) },
  { asked: 'podAntiAffinity: zone', nodes: feasible(apartZone) },
  { asked: 'podAntiAffinity: hostname', nodes: feasible(apartHost) },
  { asked: 'podAffinity: zone, podAntiAffinity: hostname', nodes: feasible(nearZone + apartHost) },
];
export const together = web(nearZone + apartHost);
export const db = onNode('db', '{ app: db }', 'c1', `  affinity:\n${rule('podAntiAffinity', 'web', HOST)}`);

/** The shape of a preference under a required rule. */
export const wrongShape = refusalOf(
  web(`    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - weight: 100
          podAffinityTerm:
            labelSelector:
              matchLabels: { app: cache }
            topologyKey: ${ZONE}
`),
);
export const preferred = `    podAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: 100
          podAffinityTerm:
            labelSelector:
              matchLabels: { app: cache }
            topologyKey: ${ZONE}
`;
export const gt = refusalOf(
  web(`    podAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        - labelSelector:
            matchExpressions:
              - { key: size, operator: Gt, values: ["4"] }
          topologyKey: ${ZONE}
`),
);

/** Three replicas on three nodes, each alone, and a new image at 30 s. */
const deployment = (strategy: string, matchLabelKeys: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
${strategy}  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels: { app: web }
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector:
                matchLabels: { app: web }
${matchLabelKeys}              topologyKey: kubernetes.io/hostname
      containers:
        - name: web
          image: course/web:1.0
`;
const UNTIL = 270;
function rollOut(strategy: string, matchLabelKeys = '') {
  const text = deployment(strategy, matchLabelKeys);
  const { picture, kubectl } = runSteps({
    nodes: ['node-a', 'node-b', 'node-c'].map((name) => ({ name })),
    before: text,
    steps: [{ at: 30, command: 'kubectl set image deployment/web web=course/web:2.0' }],
    until: UNTIL,
  });
  const event = picture.events.find(({ reason }) => reason === 'FailedScheduling')?.message ?? '';
  const [, row = ''] = kubectl('kubectl get deployment web').split('\n');
  return {
    text,
    event,
    get: kubectl('kubectl get deployment web'),
    done: /3\/3 +3 +3/.test(row),
    pods: kubectl('kubectl get pods -o wide'),
  };
}
export const minutes = (UNTIL - 30) / 60;
export const stuck = rollOut('');
export const oneFewer = rollOut(`  strategy:
    rollingUpdate:
      maxSurge: 0
      maxUnavailable: 1
`);
const ownGeneration = rollOut('', '              matchLabelKeys: [pod-template-hash]\n');
if (stuck.done || !oneFewer.done || !ownGeneration.done) throw new Error('the roll-outs tell another story');
