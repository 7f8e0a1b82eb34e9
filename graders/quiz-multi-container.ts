import { quiz } from './kit/index.ts';

export default quiz({
  'same-port': 'one-fails',
  order: 'no-guarantee',
  'always-init': 'when-started',
  'init-image': 'nothing',
  'web-and-database': 'two-pods',
  metrics: 'adapter',
  'pause-image': 'runtime',
  'mirror-pod': 'comes-back',
});
