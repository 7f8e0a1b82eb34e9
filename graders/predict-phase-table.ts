import { isReady, oneNode, phaseAt, pod, predict, statusAt } from './kit/index.ts';

const names = [
  'too-big',
  'pulling',
  'preparing',
  'not-ready',
  'crashing',
  'both-well',
  'one-badly',
  'one-still-runs',
] as const;

export default predict({
  variants: {
    shown: {
      cluster: oneNode().map((node) => ({
        ...node,
        cachedImages: ['busybox:1.36', 'course/web:1.0'],
        pullRate: 250_000,
      })),
    },
  },
  until: '47s',
  questions: {
    ...Object.fromEntries(names.map((name) => [`${name}-phase`, phaseAt(pod(name), '45s')])),
    ...Object.fromEntries(names.map((name) => [`${name}-status`, statusAt(pod(name), '45s')])),
    'how-many-ready': {
      at: '45s',
      truth: ({ history }) => names.filter((name) => isReady(history.stateAt(pod(name), '45s'))).length,
    },
  },
});
