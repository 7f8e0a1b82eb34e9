import type { ScheduleEntry, ScheduleTrace } from '../src/simulator/index.ts';
import { pod, predict, type Run } from './kit/index.ts';

const urgent = pod('urgent');
const LOW = ['low-a', 'low-b1', 'low-b2'] as const;

/** What stands on the two nodes before the others come; start.yaml shows it too. */
const lows = `apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: low
value: 100
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: high
value: 1000
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata:
  name: high-but-patient
value: 1000
preemptionPolicy: Never
${[
  ['low-a', 'node-a', '1500m'],
  ['low-b1', 'node-b', '800m'],
  ['low-b2', 'node-b', '800m'],
]
  .map(
    ([name, node, cpu]) => `---
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  priorityClassName: low
  nodeSelector: { kubernetes.io/hostname: ${node} }
  containers:
    - name: main
      image: busybox:1.36
      command: ["sleep", "3600"]
      resources:
        requests: { cpu: ${cpu} }
`,
  )
  .join('')}`;

const cpus = { allocatable: { cpu: '2' }, capacity: { cpu: '2' } };

function attempt({ history }: Run, which: (trace: ScheduleTrace) => boolean): ScheduleEntry & { trace: ScheduleTrace } {
  const found = history.attempts(urgent).find(({ trace }) => which(trace as ScheduleTrace));
  if (!found) throw new Error('the scheduler made no such attempt at urgent');
  return found as ScheduleEntry & { trace: ScheduleTrace };
}
const phaseOf = (name: string) => ({
  truth: ({ history }: Run) => history.stateAt(pod(name), '60s')?.status.phase?.toLowerCase() ?? '',
});

export default predict({
  variants: {
    shown: {
      cluster: [
        { name: 'node-a', ...cpus },
        { name: 'node-b', ...cpus },
      ],
      objects: lows,
    },
  },
  until: '62s',
  questions: {
    nominated: { truth: (run) => attempt(run, ({ preemption }) => preemption !== undefined).trace.preemption!.node },
    victims: {
      truth: ({ history }) => LOW.filter((name) => history.stateAt(pod(name), '60s') === undefined),
    },
    bound: {
      tolerance: 3,
      truth: (run) => Math.round(run.history.since(attempt(run, ({ chosen }) => chosen !== undefined).at)),
    },
    patient: phaseOf('patient'),
    nowhere: phaseOf('nowhere'),
  },
});
