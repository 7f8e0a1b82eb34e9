import { resourcesOf, type Pod } from '../src/simulator/index.ts';
import { hasImage, isReady, manifest, noWarnings, oneNode, pod, smallNode, type Test } from './kit/index.ts';

const shop = pod('shop');

interface Amounts {
  readonly milliCpu: number;
  readonly memory: number;
}

/**
 * What the container `shop` has to itself. Where it shares the Pod with nobody, its Pod's amounts are its own too: a request
 * of the Pod is what counts, a limit of the Pod only where the container, which may not exceed it, has none.
 */
const amountsOf =
  (kind: 'requests' | 'limits') =>
  ({ spec }: Pod): Amounts => {
    const [first, second] = spec.containers;
    const own = second ? spec.containers.find(({ name }) => name === 'shop') : first;
    const [mine, whole] = [own?.resources?.[kind], second ? {} : spec.resources?.[kind]];
    return resourcesOf(kind === 'requests' ? { ...mine, ...whole } : { ...whole, ...mine });
  };

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
    'request-exact': amounts(amountsOf('requests'), { milliCpu: 250, memory: 400 * MEBI }),
    'limit-exact': amounts(amountsOf('limits'), { milliCpu: 500, memory: 512 * MEBI }),
    ready: ({ history }) => history.by('30s').expect(shop, isReady),
  },
});
