import {
  at,
  each,
  hasLabels,
  isComplete,
  job,
  manifest,
  oneNode,
  podsOfJob,
  print,
  telling,
  threeNodes,
  type Test,
} from './kit/index.ts';

const hello = job('hello');
const pods = podsOfJob('hello');
const actions = [at('40s', print('log', 'kubectl logs job/hello'))];

/** A Pod with the Job's name in its own, that is not the Job's. */
const older = `apiVersion: v1
kind: Pod
metadata:
  name: hello-01
spec:
  restartPolicy: Never
  containers:
    - name: hello
      image: busybox:1.36
      command: ["echo", "Bye"]
`;

/** Facts: those of the Job, and of its Pod {reason} and {podMessage}: how a container failed. */
const completes: Test = ({ history }) => {
  const { reason = '–', message = '–' } = pods.facts(history.stateAt(pods, '40s') ?? []);
  return telling(history.by('40s').expect(hello, isComplete), { reason, podMessage: message });
};

const saysHello: Test = ({ printed }) => {
  const { stdout, at: when } = printed('log'); // of several Pods kubectl names the one it takes, beside the log
  return { holds: stdout.includes('Hello'), facts: { output: stdout.trim() || '–' }, at: when };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions },
    'three-nodes': { cluster: threeNodes(), actions },
    'other-pod': { cluster: threeNodes(), objects: older, actions },
  },
  until: '45s',
  checks: {
    'job-complete': completes,
    'says-hello': saysHello,
    'label-on-job': ({ history }) => history.at('40s').expect(hello, hasLabels({ app: 'hello' })),
    'label-on-pods': ({ history }) => history.at('40s').expect(pods, each(hasLabels({ app: 'hello' }))),
  },
});
