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
  threeNodes,
  type Test,
} from './kit/index.ts';

const hello = job('hello');
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

const saysHello: Test = ({ printed }) => {
  const { stdout, facts, at: when } = printed('log');
  return { holds: stdout.includes('Hello'), facts, at: when };
};

export default manifest({
  variants: {
    shown: { cluster: oneNode(), actions },
    'three-nodes': { cluster: threeNodes(), actions },
    'other-pod': { cluster: threeNodes(), objects: older, actions },
  },
  until: '45s',
  checks: {
    'job-complete': ({ history }) => history.by('40s').expect(hello, isComplete),
    'says-hello': saysHello,
    'label-on-job': ({ history }) => history.at('40s').expect(hello, hasLabels({ app: 'hello' })),
    'label-on-pods': ({ history }) => history.at('40s').expect(podsOfJob('hello'), each(hasLabels({ app: 'hello' }))),
  },
});
