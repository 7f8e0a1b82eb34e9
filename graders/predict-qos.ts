import { at, oneNode, pod, predict, print, type Run } from './kit/index.ts';

const OPTIONS: Readonly<Record<string, string>> = {
  Guaranteed: 'guaranteed',
  Burstable: 'burstable',
  BestEffort: 'best-effort',
};

/** The class that the API server wrote into the Pod. Facts: {qos}. */
function classOf(name: string, namespace?: string) {
  const read = ({ history }: Run): string => history.last(pod(name, namespace))?.status.qosClass ?? '–';
  return { truth: (run: Run) => OPTIONS[read(run)] ?? '–', facts: (run: Run) => ({ qos: read(run) }) };
}

/** The namespace of the last Pod, there before it: a new namespace has no service account for a moment. */
const team = `apiVersion: v1
kind: Namespace
metadata: { name: team }
---
apiVersion: v1
kind: LimitRange
metadata: { name: defaults, namespace: team }
spec:
  limits:
    - type: Container
      defaultRequest: { cpu: 50m, memory: 64Mi }
`;

export default predict({
  variants: {
    shown: {
      cluster: oneNode(),
      objects: team,
      actions: [at('20s', print('score', 'kubectl exec below-limit -- cat /proc/1/oom_score_adj'))],
    },
  },
  until: '30s',
  questions: {
    redis: classOf('redis'),
    'memory-only': classOf('memory-only'),
    'below-limit': classOf('below-limit'),
    'request-only': classOf('request-only'),
    nothing: classOf('nothing'),
    'bare-sidecar': classOf('bare-sidecar'),
    'bare-init': classOf('bare-init'),
    'in-team': classOf('in-team', 'team'),
    'oom-score': { truth: ({ printed }) => Number(printed('score').stdout), tolerance: 1, at: '20s' },
  },
});
