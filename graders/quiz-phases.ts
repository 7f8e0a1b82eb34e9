import { quiz } from './kit/index.ts';

export default quiz({
  succeeded: 'all-zero',
  running: 'bound',
  which: 'pending',
  'zero-loops': 'yes',
  'pending-covers': ['unscheduled', 'pulling', 'init'],
  'one-failed': 'running',
  initialized: 'finished',
  'two-times': 'change-then-check',
});
