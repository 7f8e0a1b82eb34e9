import { quiz } from './kit/index.ts';

export default quiz({
  permit: 'any-that-fits',
  'busy-node': 'stay',
  'no-effect': 'every-effect',
  'node-lost': 'six-minutes',
});
