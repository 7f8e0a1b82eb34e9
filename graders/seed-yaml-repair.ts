import type { Pod } from '../src/simulator/index.ts';
import {
  at,
  each,
  hasLabels,
  isComplete,
  job,
  logOf,
  manifest,
  oneNode,
  pod,
  podsOfJob,
  print,
  startsAndEnds,
  telling,
  threeNodes,
  type Run,
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

/** Facts: those of the Job, {pods} "none" where it has none, and of its Pod {reason} and {podMessage}: how a container failed. */
const completes: Test = ({ history }) => {
  const made = history.stateAt(pods, '40s') ?? [];
  const { reason = '–', message = '–' } = pods.facts(made);
  return telling(history.by('40s').expect(hello, isComplete), {
    pods: made.length || 'none',
    reason,
    podMessage: message,
  });
};

/** Facts: {output} of kubectl, {seconds} from the word to the container's end, {slept} "yes", "no", or "–" where none has ended. */
const saysHello: Test = (run) => {
  const { stdout, at: when } = run.printed('log'); // of several Pods kubectl names the one it takes, beside the log
  const ends = (run.history.last(pods) ?? [])
    .map((found) => afterTheWord(run, found))
    .filter((end) => end !== undefined);
  const seconds = Math.max(0, ...ends);
  const slept = seconds >= 5 ? 'yes' : ends.length > 0 ? 'no' : '–';
  return {
    holds: stdout.includes('Hello') && slept === 'yes',
    facts: { output: stdout.trim() || '–', seconds: Math.round(seconds * 10) / 10, slept },
    at: when,
  };
};

/** Seconds from `Hello` in the log of a Pod's first container to its end, once both are there. */
function afterTheWord(run: Run, found: Pod): number | undefined {
  const said = logOf(run, found).find(({ text }) => text.includes('Hello'));
  const { metadata, spec } = found;
  const end = startsAndEnds(run, pod(metadata.name, metadata.namespace), spec.containers[0]?.name ?? '').at(-1);
  return said && end?.what === 'exited' ? (end.at - said.at) / 1000 : undefined;
}

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
