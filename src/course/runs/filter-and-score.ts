/** The runs of the lesson filter-and-score: one attempt of the scheduler in every detail, a Pod that fits nowhere, and the room it had. */
import type { SchedulingPicture } from '../../figures/picture.ts';
import { runSteps } from '../../figures/run-steps.ts';
import { standing } from './standing-pods.ts';

const ZONE = 'topology.kubernetes.io/zone';
const CONTROL = 'node-role.kubernetes.io/control-plane';
/** `three` of the course's standard clusters. */
export const three = [
  ...['a', 'b', 'c'].map((zone) => ({ name: `node-${zone}`, labels: { [ZONE]: zone } })),
  { name: 'control-1', labels: { [CONTROL]: '' }, taints: [{ key: CONTROL, effect: 'NoSchedule' as const }] },
];
const stands = [
  { node: 'node-a', cpu: 500, memory: 4096 },
  { node: 'node-b', cpu: 2500, memory: 1024 },
  { node: 'node-c', cpu: 1000, memory: 2048 },
];

const asking = (name: string, cpu: number, memory: number, rest = ''): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
${rest}  containers:
    - name: main
      image: course/web:1.0
      resources:
        requests: { cpu: ${cpu}m, memory: ${memory}Mi }
`;
const WEB = { cpu: 300, memory: 512 };
export const manifest = asking('web', WEB.cpu, WEB.memory);

function attemptOf(name: string, text: string) {
  const { picture, traces, kubectl } = runSteps({
    nodes: three,
    before: standing(stands),
    steps: [{ at: 0, command: 'kubectl apply -f -', stdin: text }],
    until: 30,
  });
  const attempt: SchedulingPicture | undefined = picture.scheduling.find(({ pod }) => pod === `default/${name}`);
  const trace = traces[0]?.trace;
  if (!attempt || !trace) throw new Error(`the scheduler never looked at ${name}`);
  return { attempt, trace, picture, kubectl };
}

const web = attemptOf('web', manifest);
export const attempt = web.attempt;
export const chosen = web.trace.chosen ?? '';
export const plugins = web.trace.scores.map(({ plugin, weight }) => ({ plugin, weight }));

const CPU = 3800;
const MEMORY = 7 * 1024;
const left = (part: number, whole: number): number => Math.floor(((whole - part) * 100) / whole);
/** LeastAllocated by hand; what the scheduler said must agree. */
export const leastAllocated = stands.map(({ node, cpu, memory }) => {
  const cpuLeft = left(cpu + WEB.cpu, CPU);
  const memoryLeft = left(memory + WEB.memory, MEMORY);
  const score = Math.floor((cpuLeft + memoryLeft) / 2);
  const column = web.trace.scores.find(({ plugin }) => plugin === 'NodeResourcesFit');
  const said = column?.weighted[web.trace.feasible.indexOf(node)];
  if (said !== score) throw new Error(`the scheduler gives ${node} ${said ?? 'nothing'}, not ${score}`);
  return { node, cpu: cpu + WEB.cpu, memory: memory + WEB.memory, cpuLeft, memoryLeft, score };
});

const tooBig = attemptOf('big', asking('big', 3500, 512));
export const BIG = '3500m';
export const tooBigEvent = tooBig.picture.events.find(({ reason }) => reason === 'FailedScheduling')?.message ?? '';
const capacity = runSteps({ nodes: three, before: standing(stands), steps: [], until: 1 }).kubectl(
  'kubectl describe node node-b',
);
/** The part of describe that adds up requests. */
export const allocated = capacity
  .slice(capacity.indexOf('Allocated resources:'), capacity.indexOf('Events:'))
  .trimEnd();

/** The same Pod with one preference, of weight 1 and of weight 100. */
const preferring = (weight: number): string =>
  asking(
    'web',
    WEB.cpu,
    WEB.memory,
    `  affinity:
    nodeAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: ${weight}
          preference:
            matchExpressions:
              - { key: ${ZONE}, operator: In, values: [b] }
`,
  );
export const preferred = [1, 100].map((weight) => {
  const { trace } = attemptOf('web', preferring(weight));
  const column = trace.scores.find(({ plugin }) => plugin === 'NodeAffinity');
  return { weight, points: column?.weighted[trace.feasible.indexOf('node-b')] ?? 0, chosen: trace.chosen ?? '' };
});
