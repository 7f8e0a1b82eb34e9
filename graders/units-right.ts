import { podRequests, resourcesOf, type Pod } from '../src/simulator/index.ts';
import { hasImage, isReady, manifest, noWarnings, oneNode, pod, smallNode, type Test } from './kit/index.ts';

const shop = pod('shop');

interface Amounts {
  readonly milliCpu: number;
  readonly memory: number;
}

/** What the kernel holds the Pod to: limits of the Pod as a whole where it has them, else its containers' together. */
function limitsOf({ spec }: Pod): Amounts {
  const each = spec.containers.map((c) => resourcesOf(c.resources?.limits));
  const together = {
    milliCpu: each.reduce((sum, { milliCpu }) => sum + milliCpu, 0),
    memory: each.reduce((sum, { memory }) => sum + memory, 0),
  };
  const whole = spec.resources?.limits ?? {};
  const { milliCpu, memory } = resourcesOf(whole);
  return {
    milliCpu: 'cpu' in whole ? milliCpu : together.milliCpu,
    memory: 'memory' in whole ? memory : together.memory,
  };
}

/** Facts: {cpu} in thousandths of a core, {memory} in bytes. */
const amounts =
  (of: (pod: Pod) => Amounts, wanted: Amounts): Test =>
  ({ history }) => {
    const found = history.stateAt(shop, '5s');
    const { milliCpu, memory } = found ? of(found) : { milliCpu: 0, memory: 0 };
    return {
      holds: milliCpu === wanted.milliCpu && memory === wanted.memory,
      facts: { cpu: milliCpu, memory },
      at: 0,
    };
  };

const MEBI = 1024 * 1024;

export default manifest({
  variants: { shown: { cluster: oneNode() }, small: { cluster: smallNode() } },
  until: '32s',
  checks: {
    keeps: ({ history }) => history.by('5s').expect(shop, hasImage('course/web:1.0')),
    'no-warnings': noWarnings,
    'request-exact': amounts(podRequests, { milliCpu: 250, memory: 400 * MEBI }),
    'limit-exact': amounts(limitsOf, { milliCpu: 500, memory: 512 * MEBI }),
    ready: ({ history }) => history.by('30s').expect(shop, isReady),
  },
});
