import { quiz } from './kit/index.ts';

export default quiz({
  'liveness-traffic': 'arrives',
  'first-failure': 'counted',
  redirect: 'success',
  'host-localhost': 'node',
  'startup-over': 'killed',
  'unknown-port': 'unknown',
  gate: 'no',
  deadlock: 'restart',
});
