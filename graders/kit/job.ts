import type { KindOf } from '../../src/simulator/index.ts';
import { labelText, type Facts } from './facts.ts';
import type { Subject } from './history-view.ts';
import type { Predicate } from './predicates.ts';

type Job = KindOf['Job'];

const isTrue = ({ status }: Job, type: string): boolean =>
  (status.conditions ?? []).some((c) => c.type === type && c.status === 'True');

export const job = (name: string, namespace = 'default'): Subject<'Job'> => ({
  kind: 'Job',
  key: `${namespace}/${name}`,
  facts: jobFacts,
  telling: (found) => isTrue(found, 'Failed'),
});

/** {state}: "Complete", "Failed", "active", or "–" where there is none; {active} {succeeded} {failed} Pods; {labels}; {message}. */
function jobFacts(found: Job | undefined): Facts {
  const { active = 0, succeeded = 0, failed = 0, conditions = [] } = found?.status ?? {};
  const end = conditions.find((c) => (c.type === 'Complete' || c.type === 'Failed') && c.status === 'True');
  return {
    state: found ? (end?.type ?? 'active') : '–',
    active,
    succeeded,
    failed,
    labels: labelText(found),
    message: end?.message ?? '–',
  };
}

export const isComplete: Predicate<Job> = (found) => found !== undefined && isTrue(found, 'Complete');
