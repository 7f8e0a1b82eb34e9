import { at, endedAt, exitCodeOf, oneNode, pod, predict, signalledAt, type, type Question } from './kit/index.ts';

/** SIGTERM, the end, and the exit code of a Pod that is deleted. */
const ending = (name: string): Record<string, Question> => ({
  [`${name}-term`]: signalledAt(pod(name), 'SIGTERM'),
  [`${name}-gone`]: endedAt(pod(name)),
  [`${name}-code`]: exitCodeOf(pod(name)),
});

export default predict({
  variants: {
    shown: {
      cluster: oneNode(),
      actions: [
        at('60s', type('kubectl delete pod polite sleeper stubborn')),
        at('60s', type('kubectl delete pod hurried --grace-period=5')),
      ],
    },
  },
  until: '130s',
  questions: { ...ending('polite'), ...ending('sleeper'), ...ending('stubborn'), ...ending('hurried') },
});
