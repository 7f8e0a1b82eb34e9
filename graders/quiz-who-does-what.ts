import { quiz } from './kit/index.ts';

export default quiz({
  restarts: 'kubelet',
  certain: 'stored',
  compares: 'requests',
  'no-probes': 'process',
});
