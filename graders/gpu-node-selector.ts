import {
  hasImage,
  isUnschedulable,
  manifest,
  placed,
  pod,
  telling,
  tenants,
  threeNodes,
  wasScheduled,
  type Facts,
  type Run,
} from './kit/index.ts';

const trainer = pod('trainer');
const label = (a: string, b: string, c: string) =>
  threeNodes({ labels: { 'node-a': { gpu: a }, 'node-b': { gpu: b }, 'node-c': { gpu: c } } });

/** In what way the manifest chooses a node: {how}. */
const how = (run: Run): Facts => {
  const found = run.history.last(trainer);
  const spec = found?.spec;
  if (spec?.nodeName !== undefined && !wasScheduled(run, found)) return { how: 'named' };
  const {
    requiredDuringSchedulingIgnoredDuringExecution: required,
    preferredDuringSchedulingIgnoredDuringExecution: wish,
  } = spec?.affinity?.nodeAffinity ?? {};
  if (spec?.nodeSelector || required) return { how: 'required' };
  return { how: wish ? 'preferred' : 'nothing' };
};

export default manifest({
  variants: {
    shown: { cluster: label('false', 'false', 'true') },
    'other-node': {
      cluster: label('true', 'false', 'false'),
      objects: tenants({ node: 'node-a', cpu: '3500m', memory: '6Gi' }),
    },
    /** One says no, one something else, and one nothing. */
    'no-gpu-node': { cluster: threeNodes({ labels: { 'node-a': { gpu: 'false' }, 'node-b': { gpu: 'yes' } } }) },
  },
  until: '62s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(trainer, hasImage('course/worker:1.0')),
    'on-gpu': {
      on: ['shown', 'other-node'],
      test: ({ cluster, history }) =>
        placed(
          history,
          trainer,
          (node) => cluster.store.get('Node', undefined, node)?.metadata.labels?.['gpu'] === 'true',
        ),
    },
    waits: {
      on: ['no-gpu-node'],
      test: (run) => telling(run.history.at('60s').expect(trainer, isUnschedulable), how(run)),
    },
  },
});
