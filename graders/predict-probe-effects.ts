import { hasRestarted, inEndpointsAt, isItAt, oneNode, phaseAt, pod, predict, type Run } from './kit/index.ts';
import type { Pod } from '../src/simulator/index.ts';

const always = pod('liveness-always');
const restarted = (name: string) => isItAt(pod(name), '150s', hasRestarted);
const getsTraffic = (name: string) => inEndpointsAt(pod(name), '150s');
const phase = (name: string) => phaseAt(pod(name), '150s');

export default predict({
  variants: { shown: { cluster: oneNode() } },
  until: '152s',
  questions: {
    'readiness-restarted': restarted('readiness'),
    'liveness-always-restarted': restarted('liveness-always'),
    'liveness-never-restarted': restarted('liveness-never'),
    'startup-never-passes-restarted': restarted('startup-never-passes'),
    'liveness-on-failure-restarted': restarted('liveness-on-failure'),
    'no-probe-restarted': restarted('no-probe'),
    'same-uid': { truth: same(({ metadata }) => metadata.uid) },
    'same-ip': { truth: same(({ status }) => status.podIP) },
    'readiness-endpoint': getsTraffic('readiness'),
    'never-endpoint': getsTraffic('liveness-never'),
    'startup-endpoint': getsTraffic('startup-never-passes'),
    'no-probe-endpoint': getsTraffic('no-probe'),
    'readiness-phase': phase('readiness'),
    'never-phase': phase('liveness-never'),
    'startup-phase': phase('startup-never-passes'),
  },
});

function same(of: (object: Pod) => unknown) {
  return ({ history }: Run): string => {
    const before = history.stateAt(always, '20s');
    const after = history.stateAt(always, '150s');
    return before && after && of(before) === of(after) ? 'yes' : 'no';
  };
}
