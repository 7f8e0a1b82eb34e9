/** The runs of the lesson pending-and-preemption: a search for victims node by node, its replay, and Pods that wait without a word. */
import { podOf } from '../../figures/reading.ts';
import { runSteps } from '../../figures/run-steps.ts';
import type { NodeSpec } from '../../simulator/index.ts';

const room = { capacity: { cpu: '2' }, allocatable: { cpu: '2' } };
const nodes: readonly NodeSpec[] = ['node-a', 'node-b', 'node-c'].map((name) => ({ name, ...room }));

const classOf = (name: string, value: number, rest = ''): string => `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: ${name}
value: ${value}
${rest}`;
const PRIORITIES = { batch: 100, normal: 500, urgent: 1000 } as const;
const classes = [
  classOf('batch', PRIORITIES.batch),
  classOf('normal', PRIORITIES.normal),
  classOf('urgent', PRIORITIES.urgent),
  classOf('urgent-but-patient', PRIORITIES.urgent, 'preemptionPolicy: Never\n'),
].join('---\n');
export const neverClass = classOf('urgent-but-patient', PRIORITIES.urgent, 'preemptionPolicy: Never\n');

/** Its process 1 does not hear SIGTERM, so each victim uses its whole grace period. */
const GRACE = 20;
const tenants = [
  { name: 'report', node: 'node-a', priority: 'normal', cpu: 1500 },
  { name: 'import-1', node: 'node-b', priority: 'batch', cpu: 900 },
  { name: 'import-2', node: 'node-b', priority: 'batch', cpu: 900 },
  { name: 'import-3', node: 'node-c', priority: 'batch', cpu: 1600 },
  { name: 'tiny', node: 'node-c', priority: 'normal', cpu: 200 },
] as const;
export { tenants, PRIORITIES as priorities, GRACE as grace };
const tenant = ({ name, node, priority, cpu }: (typeof tenants)[number]): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  priorityClassName: ${priority}
  nodeSelector: { kubernetes.io/hostname: ${node} }
  terminationGracePeriodSeconds: ${GRACE}
  containers:
    - name: main
      image: busybox:1.36
      command: ["sleep", "3600"]
      resources:
        requests: { cpu: ${cpu}m }
`;
const payment = (priorityClass: string, rest = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: payment
spec:
  priorityClassName: ${priorityClass}
${rest}  containers:
    - name: main
      image: course/web:1.0
      resources:
        requests: { cpu: 1500m }
`;
export const manifest = payment('urgent');

function arrival(text: string, on: readonly NodeSpec[] = nodes) {
  const names = new Set(on.map(({ name }) => name));
  return runSteps({
    nodes: on,
    before: [classes, ...tenants.filter(({ node }) => names.has(node)).map(tenant)].join('---\n'),
    steps: [{ at: 5, command: 'kubectl apply -f -', stdin: text }],
    until: 60,
  });
}
const searched = arrival(manifest);
const found = searched.traces.find(({ trace }) => trace.preemption)?.trace.preemption;
if (!found) throw new Error('nobody was preempted');
const bare = (key: string): string => key.split('/').at(-1)!;
export const nominated = found.node;

/** Who would have to go on each node if it were the only one. */
export const search = nodes.map((node) => {
  const alone = arrival(manifest, [node]).traces.find(({ trace }) => trace.preemption)?.trace.preemption;
  const victims = (alone?.victims ?? []).map(bare);
  const values = victims.map((name) => PRIORITIES[tenants.find((t) => t.name === name)?.priority ?? 'batch']);
  return {
    node: node.name,
    victims,
    highest: Math.max(...values),
    chosen: node.name === nominated,
  };
});
export const victims = found.victims.map(bare);
export const picture = searched.picture;
const paymentPod = podOf(picture, 'payment');
export const times = {
  asked: podOf(picture, victims[0]).status.find(({ look }) => look === 'Terminating')?.from,
  bound: paymentPod.bound,
};
export const event = picture.events.find(({ reason }) => reason === 'Preempted')?.message ?? '';

/** The same Pod in other words. */
const last = (text: string): { readonly status: string; readonly event: string; readonly gone: number } => {
  const { picture: seen } = arrival(text);
  return {
    status: podOf(seen, 'payment').status.at(-1)?.look ?? '',
    event:
      seen.events.find(({ reason, about }) => reason === 'FailedScheduling' && about === 'Pod/payment')?.message ?? '',
    gone: seen.events.filter(({ reason }) => reason === 'Preempted').length,
  };
};
export const patient = last(payment('urgent-but-patient'));
export const nowhere = last(payment('urgent', '  nodeSelector: { disk: nvme }\n'));

/** Three Pods that are Pending and of which no event speaks. */
const silent = runSteps({
  nodes,
  steps: [
    {
      at: 0,
      command: 'kubectl apply -f -',
      stdin: ['schedulingGates: [{ name: example.com/quota }]', 'schedulerName: my-sched', 'nodeName: node-z']
        .map(
          (field, i) => `apiVersion: v1
kind: Pod
metadata:
  name: ${['gated', 'other-scheduler', 'named'][i]!}
spec:
  ${field}
  containers:
    - name: main
      image: course/web:1.0
`,
        )
        .join('---\n'),
    },
  ],
  until: 20,
});
export const silentGet = silent.kubectl('kubectl get pods');
export const silentEvents = silent.kubectl('kubectl get events');
