import { pass, unresolvable, type PreEnqueuePlugin } from '../framework.ts';

/**
 * A pod with gates does not enter the queue. (Its condition SchedulingGated is the API server's.)
 * @source kubernetes/kubernetes pkg/scheduler/framework/plugins/schedulinggates/scheduling_gates.go
 */
export const schedulingGates: PreEnqueuePlugin = {
  name: 'SchedulingGates',
  preEnqueue({ pod: { spec } }) {
    const gates = spec.schedulingGates ?? [];
    return gates.length === 0
      ? pass
      : unresolvable(`waiting for scheduling gates: [${gates.map((gate) => gate.name).join(' ')}]`);
  },
};
