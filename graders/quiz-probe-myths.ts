import { quiz } from './kit/index.ts';

export default quiz({
  'liveness-fails': 'container',
  'readiness-hour': 'no-traffic',
  codes: ['c200', 'c301', 'c399'],
  'startup-lasts': 'until-success',
  'never-policy': 'ended',
});
