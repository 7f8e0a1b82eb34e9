import { quiz } from './kit/index.ts';

export default quiz({
  guaranteed: 'both-everywhere',
  'can-happen': ['oom', 'preempted', 'no-execute'],
  'first-to-go': 'over-request',
  'no-limits': 'node-runs-out',
  'high-priority': 'may-go-first',
  'oom-score': 'share-of-node',
  'scheduler-reads': 'no-requests',
});
