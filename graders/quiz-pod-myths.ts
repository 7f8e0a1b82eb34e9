import { quiz } from './kit/index.ts';

export default quiz({
  'container-port': 'refused',
  'pod-ip': 'cluster',
  'live-edit': 'image',
  crash: 'kept',
  'two-words': 'both',
});
