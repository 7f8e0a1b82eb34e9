import { at, isRunning, pod, predict, stays, type, type Duration, type Question } from './kit/index.ts';

const PODS = ['p1', 'p2', 'p3', 'p4'] as const;

/** What comes at 60 s; start.yaml shows it. */
const again = `apiVersion: v1
kind: Pod
metadata:
  name: p1-again
spec:
  containers:
    - name: web
      image: course/web:1.0
`;

/** Those of the four that run at a time and are not being deleted. */
const runningAt = (when: Duration): Question => ({
  at: when,
  truth: ({ history }) =>
    PODS.filter((name) => {
      const found = history.stateAt(pod(name), when);
      return found !== undefined && isRunning(found) && stays(found);
    }),
});

export default predict({
  variants: {
    shown: {
      cluster: [{ name: 'node-a' }, { name: 'node-b', taints: [{ key: 'old', effect: 'PreferNoSchedule' }] }],
      actions: [
        at('30s', type('kubectl taint nodes node-a k=v:NoSchedule')),
        at('60s', type('kubectl apply -f -', again)),
        at('90s', type('kubectl taint nodes node-a k=v:NoExecute')),
      ],
    },
  },
  until: '202s',
  questions: {
    'at-60': runningAt('60s'),
    'at-120': runningAt('120s'),
    'at-200': runningAt('200s'),
    'new-node': { at: '65s', truth: ({ history }) => history.stateAt(pod('p1-again'), '65s')?.spec.nodeName ?? 'none' },
  },
});
