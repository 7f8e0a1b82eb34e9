import type { Node, Pod } from '../src/simulator/index.ts';
import {
  at,
  firstFailing,
  gpuNodes,
  hasImage,
  isUnschedulable,
  manifest,
  placed,
  pod,
  telling,
  tenants,
  type,
  type Predicate,
  type Run,
  type Test,
} from './kit/index.ts';

const trainers = [pod('trainer-1'), pod('trainer-2')] as const;
type Trainer = (typeof trainers)[number];

/** Both trainers, the first that fails before the other. Facts: those of the Pod, its name {pod} and the {nodes} of both at 60 s. */
const both =
  (test: (run: Run, trainer: Trainer) => ReturnType<Test>): Test =>
  (run) => {
    const nodes = trainers.map((t) => run.history.stateAt(t, '60s')?.spec.nodeName ?? '–').join(', ');
    const told = (trainer: Trainer): ReturnType<Test> => {
      const finding = test(run, trainer);
      return { ...finding, facts: { ...finding.facts, nodes, pod: trainer.key.split('/')[1]! } };
    };
    return firstFailing(told(trainers[0]), told(trainers[1]));
  };

const hasTaint = (node: Node | undefined): boolean =>
  node?.spec.taints?.some(({ key, value }) => key === 'dedicated' && value === 'gpu') ?? false;
/** The taint dedicated=gpu:NoSchedule does not concern it. */
const toleratesGpu: Predicate<Pod> = (trainer) =>
  (trainer?.spec.tolerations ?? []).some(
    ({ key, operator, value, effect }) =>
      (key === undefined || key === 'dedicated') &&
      (operator === 'Exists' || value === 'gpu') &&
      (effect === undefined || effect === 'NoSchedule'),
  );
const isOffGpu1: Predicate<Pod> = (trainer) =>
  trainer?.spec.nodeName !== 'gpu-1' || trainer.status.phase === 'Succeeded' || trainer.status.phase === 'Failed';

/** More room than on any other node, behind another team's taint. */
const infra = {
  name: 'infra-1',
  labels: { gpu: 'false' },
  taints: [{ key: 'dedicated', value: 'infra', effect: 'NoSchedule' }],
  capacity: { cpu: '16', memory: '64Gi' },
};
const busy = tenants({ node: 'gpu-1', cpu: '2', memory: '3584Mi' });
const actions = [at('120s', type('kubectl taint nodes gpu-1 maintenance=true:NoExecute'))];

export default manifest({
  variants: {
    shown: { cluster: gpuNodes(), objects: busy, actions },
    full: { cluster: gpuNodes(), objects: tenants({ node: 'gpu-1', cpu: '3750m', memory: '6Gi' }) },
    'infra-pool': { cluster: [...gpuNodes(), infra], objects: busy, actions },
  },
  until: '202s',
  checks: {
    keeps: both(({ history }, trainer) =>
      history.at('5s').expect(trainer, hasImage('course/worker:1.0', { cpu: '200m', memory: '256Mi' })),
    ),
    'on-pool': {
      on: ['shown', 'infra-pool'],
      test: both(({ cluster, history }, trainer) =>
        telling(
          placed(history, trainer, (node) => hasTaint(cluster.store.get('Node', undefined, node)), '60s'),
          { tolerates: toleratesGpu(history.last(trainer)) ? 'yes' : 'no' },
        ),
      ),
    },
    waits: {
      on: ['full'],
      test: both(({ history }, trainer) =>
        telling(history.at('60s').expect(trainer, isUnschedulable), {
          preempts: (history.last(trainer)?.spec.priority ?? 0) > 0 ? 'yes' : 'no',
        }),
      ),
    },
    leaves: {
      on: ['shown', 'infra-pool'],
      test: both(({ history }, trainer) => history.at('200s').expect(trainer, isOffGpu1)),
    },
  },
});
