import { quiz } from './kit/index.ts';

export default quiz({
  unit: 'as-it-stands',
  succeeded: 'all-exited-zero',
  liveness: 'container-restarts',
  readiness: 'as-it-stands',
  http: 'from-200',
  startup: 'three-times-ten',
  kind: 'capital',
  init: 'as-it-stands',
  cpu: 'half-a-core',
  qos: 'requests',
  exec: 'dashes-space',
  'value-from': 'strict',
});
