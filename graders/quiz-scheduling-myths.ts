import { quiz } from './kit/index.ts';

export default quiz({
  'two-terms': 'one',
  'selector-and-affinity': 'both',
  'label-lost': 'stays',
  'scale-down': 'may-be-uneven',
  'node-name': 'skips',
  'gt-in-pod-affinity': 'rejected',
  'gt-values': 'one-string',
});
