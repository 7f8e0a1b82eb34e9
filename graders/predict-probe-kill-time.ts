import { lastExitCode, oneNode, pod, predict, restartsAt } from './kit/index.ts';

const plain = pod('plain');
const trapped = pod('trapped');

export default predict({
  variants: { shown: { cluster: oneNode() } },
  until: '200s',
  questions: {
    'plain-60': restartsAt(plain, '60s'),
    'plain-100': restartsAt(plain, '100s'),
    'plain-200': restartsAt(plain, '200s'),
    'plain-exit': lastExitCode(plain),
    'trapped-60': restartsAt(trapped, '60s'),
    'trapped-100': restartsAt(trapped, '100s'),
    'trapped-200': restartsAt(trapped, '200s'),
    'trapped-exit': lastExitCode(trapped),
  },
});
