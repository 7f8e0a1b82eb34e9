import { quiz } from './kit/index.ts';

export default quiz({
  'request-above-limit': 'rejected',
  'limits-only': 'same',
  'cpu-over': 'throttled',
  'memory-between': 'first-in-line',
  quantities: ['four-tenths', 'half-core'],
  suffix: 'k-small',
});
