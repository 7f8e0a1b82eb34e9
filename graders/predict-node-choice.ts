import type { ScheduleTrace } from '../src/simulator/index.ts';
import { at, pod, predict, threeNodes, type, type Question, type Run } from './kit/index.ts';

/** The Pods that come after `plain`, each alone; start.yaml shows them. */
const wish = (name: string, weight: number): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
spec:
  affinity:
    nodeAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
        - weight: ${weight}
          preference:
            matchExpressions:
              - { key: kubernetes.io/hostname, operator: In, values: [node-a] }
  containers:
    - name: web
      image: course/web:1.0
      resources:
        requests: { cpu: 500m, memory: 512Mi }
`;
const big = `apiVersion: v1
kind: Pod
metadata:
  name: big
spec:
  containers:
    - name: web
      image: course/web:1.0
      resources:
        requests: { cpu: "3", memory: 512Mi }
`;

/** The attempt that placed a Pod. */
function attempt({ history }: Run, name: string): ScheduleTrace {
  const found = history.attempts(pod(name)).find(({ trace }) => (trace as ScheduleTrace).chosen !== undefined);
  if (!found) throw new Error(`the scheduler placed no Pod ${name}`);
  return found.trace as ScheduleTrace;
}
const nodeOf = (name: string): Question => ({ truth: (run) => attempt(run, name).chosen ?? '' });
const leastAllocated = (node: string): Question => ({
  tolerance: 1,
  truth(run) {
    const { feasible, scores } = attempt(run, 'plain');
    const fit = scores.find(({ plugin }) => plugin === 'NodeResourcesFit');
    return (fit?.weighted[feasible.indexOf(node)] ?? NaN) / (fit?.weight ?? 1);
  },
});

export default predict({
  variants: {
    shown: {
      cluster: threeNodes(),
      actions: [
        at('10s', type('kubectl delete pod plain')),
        at('20s', type('kubectl apply -f -', wish('wish-1', 1))),
        at('30s', type('kubectl delete pod wish-1')),
        at('40s', type('kubectl apply -f -', wish('wish-100', 100))),
        at('50s', type('kubectl delete pod wish-100')),
        at('60s', type('kubectl apply -f -', big)),
      ],
    },
  },
  until: '70s',
  questions: {
    'score-a': leastAllocated('node-a'),
    'score-b': leastAllocated('node-b'),
    'score-c': leastAllocated('node-c'),
    'plain-node': nodeOf('plain'),
    'wish-1-node': nodeOf('wish-1'),
    'wish-100-node': nodeOf('wish-100'),
    'big-node': nodeOf('big'),
  },
});
