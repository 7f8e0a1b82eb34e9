import { invalid, type Errors, type Path } from '../field-error.ts';

interface Counts {
  readonly replicas?: number | undefined;
  readonly readyReplicas?: number | undefined;
  readonly availableReplicas?: number | undefined;
}

/** No part of a workload's pods is more than all of them, and who is available is ready. @param ready - as the message names the field */
export function* replicaCounts<C extends Counts>(
  status: C,
  parts: readonly (keyof C & string)[],
  at: Path,
  ready = 'readyReplicas',
): Errors {
  const all = status.replicas ?? 0;
  for (const part of parts) {
    const value = status[part] ?? 0;
    if (typeof value === 'number' && value > all)
      yield invalid(at.field(part), value, 'cannot be greater than status.replicas');
  }
  const { availableReplicas = 0, readyReplicas = 0 } = status;
  if (availableReplicas > readyReplicas)
    yield invalid(at.field('availableReplicas'), availableReplicas, `cannot be greater than ${ready}`);
}
