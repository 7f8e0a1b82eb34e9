/** The runs of the lesson taints-and-tolerations: which Pod each node takes, what each effect does, and a node that is lost. */
import { threeNodes } from '../../../graders/kit/clusters.ts';
import { pictureOf } from '../../figures/picture-of.ts';
import { firstReadyOf, podOf } from '../../figures/reading.ts';
import { runManifest } from '../../figures/run-manifest.ts';
import { runSteps } from '../../figures/run-steps.ts';
import type { NodeSpec } from '../../simulator/index.ts';

/** One node for each taint, so that the taint that decides is known by the node. */
export const nodes: readonly (NodeSpec & { readonly taint?: string })[] = [
  { name: 'plain' },
  {
    name: 'gpu-1',
    taint: 'dedicated=gpu:NoSchedule',
    taints: [{ key: 'dedicated', value: 'gpu', effect: 'NoSchedule' }],
  },
  {
    name: 'infra-1',
    taint: 'dedicated=infra:NoSchedule',
    taints: [{ key: 'dedicated', value: 'infra', effect: 'NoSchedule' }],
  },
  { name: 'sick-1', taint: 'sick:NoExecute', taints: [{ key: 'sick', effect: 'NoExecute' }] },
  { name: 'old-1', taint: 'old:PreferNoSchedule', taints: [{ key: 'old', effect: 'PreferNoSchedule' }] },
];

const asked = [
  { short: '', tolerates: '' },
  { short: 'dedicated=gpu:NoSchedule', tolerates: '{ key: dedicated, value: gpu, effect: NoSchedule }' },
  { short: 'dedicated=gpu', tolerates: '{ key: dedicated, value: gpu }' },
  { short: 'dedicated=GPU:NoSchedule', tolerates: '{ key: dedicated, value: GPU, effect: NoSchedule }' },
  { short: 'dedicated, Exists', tolerates: '{ key: dedicated, operator: Exists }' },
  { short: 'Exists', tolerates: '{ operator: Exists }' },
] as const;

const podWith = (name: string, tolerates: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
${tolerates ? `  tolerations:\n    - ${tolerates}\n` : ''}  containers:
    - name: main
      image: course/web:1.0
`;

export type Cell = 'passes' | 'refused' | 'avoided';
/** A row a toleration, a cell a node: refused by a filter, or passed with fewer points than a node without taint. */
export const matrix = asked.map(({ short, tolerates }) => {
  const { picture } = runSteps({
    nodes,
    steps: [{ at: 0, command: 'kubectl apply -f -', stdin: podWith('web', tolerates) }],
    until: 10,
  });
  const rows = picture.scheduling[0]?.rows ?? [];
  const best = Math.max(...rows.map(({ scores }) => scores?.['TaintToleration'] ?? 0));
  const cells = nodes.map(({ name }): Cell => {
    const row = rows.find(({ node }) => node === name);
    if (!row) throw new Error(`the scheduler never looked at ${name}`);
    if (row.rejectedBy !== undefined) return 'refused';
    return row.scores === undefined || row.scores['TaintToleration'] === best ? 'passes' : 'avoided';
  });
  return { short, tolerates, cells };
});

const onControlPlane = (name: string, replicas: number, label = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      tolerations:
        - { key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule }
${label}      containers:
        - name: web
          image: course/web:1.0
`;
/** One half, and both, for the node of the control plane. */
const halvesManifest = [
  onControlPlane('permitted', 4),
  onControlPlane('sent', 2, '      nodeSelector: { node-role.kubernetes.io/control-plane: "" }\n'),
].join('---\n');
const WHERE = 'kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName';
export const halves = {
  manifest: halvesManifest,
  shown: [
    {
      command: WHERE,
      output: runManifest({ manifest: halvesManifest, until: 20, nodes: threeNodes() }).kubectl(WHERE),
    },
  ],
};

/** Three Pods on one node that is tainted under them. */
const TAINTED = { noSchedule: 20, noExecute: 60 } as const;
const under = runSteps({
  nodes: [{ name: 'node-1' }],
  steps: [
    {
      at: 0,
      command: 'kubectl apply -f -',
      stdin: [
        podWith('stranger', ''),
        podWith('guest', '{ key: work, operator: Exists, effect: NoExecute, tolerationSeconds: 40 }'),
        podWith('friend', '{ key: work, operator: Exists }'),
      ].join('---\n'),
    },
    { at: TAINTED.noSchedule, command: 'kubectl taint nodes node-1 work=now:NoSchedule' },
    { at: TAINTED.noExecute, command: 'kubectl taint nodes node-1 work=now:NoExecute' },
  ],
  until: 150,
});
export const tainted = TAINTED;
export const effects = ['stranger', 'guest', 'friend'].map((name) => {
  const pod = under.picture.pods.find((p) => p.name === name);
  const stop = pod?.status.find(({ look }) => look === 'Terminating')?.from;
  return { name, asked: stop };
});
export const underPicture = under.picture;

/** A node that falls silent under a Deployment of one replica. */
const LOST = 30;
const lostRun = runSteps({
  nodes: [{ name: 'node-a' }, { name: 'node-b' }],
  before: `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: course/web:1.0
`,
  steps: [],
  until: LOST,
});
const lost = lostRun.picture.pods[0];
if (!lost?.node) throw new Error('the Pod of the story has no node');
export const tolerations = lostRun.kubectl(`kubectl get pod ${lost.name} -o jsonpath={.spec.tolerations}`);
const { cluster } = lostRun;
const silentAt = cluster.clock.now;
cluster.outages(lost.node)?.disconnect();
cluster.runUntil(silentAt + 480_000);
const picture = pictureOf(cluster.history, { from: silentAt, until: cluster.clock.now });
const nodeIsSaidToBe = (words: string): number | undefined => {
  const entry = cluster.history.entries.find(
    (e) => e.type === 'write' && e.kind === 'Node' && e.at > silentAt && JSON.stringify(e.after).includes(words),
  );
  return entry && (entry.at - silentAt) / 1000;
};
const other = picture.pods.find(({ name }) => name !== lost.name);
/** Seconds after the node fell silent. */
export const clock = {
  unknown: nodeIsSaidToBe('NodeStatusUnknown'),
  tainted: nodeIsSaidToBe('"key":"node.kubernetes.io/unreachable","effect":"NoExecute"'),
  deleted: podOf(picture, lost.name).status.find(({ look }) => look === 'Terminating')?.from,
  replaced: other && firstReadyOf(other),
};
export const afterLoss = cluster.kubectl('kubectl get pods').stdout.trimEnd();
