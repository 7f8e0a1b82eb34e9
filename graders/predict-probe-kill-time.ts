import { lastExitCode, oneNode, pod, predict, restartsAt } from './kit/index.ts';

const plain = pod('plain');
const trapped = pod('trapped');

export default predict({
  variants: { shown: { cluster: oneNode() } },
  until: '200s',
  questions: {
    'plain-60': { truth: restartsAt(plain, '60s') },
    'plain-100': { truth: restartsAt(plain, '100s') },
    'plain-200': { truth: restartsAt(plain, '200s') },
    'plain-exit': { truth: lastExitCode(plain) },
    'trapped-60': { truth: restartsAt(trapped, '60s') },
    'trapped-100': { truth: restartsAt(trapped, '100s') },
    'trapped-200': { truth: restartsAt(trapped, '200s') },
    'trapped-exit': { truth: lastExitCode(trapped) },
  },
});
