import { timestamp, type Cluster } from '../../src/simulator/index.ts';
import { millis, type Duration } from './duration.ts';

/** Who writes the conditions of readiness gates. */
export const GATE_CONTROLLER = 'gate-controller';

/**
 * A controller of the exercise's own, as a load balancer's: a while after a Pod has asked for a readiness gate it sets the
 * condition to True. It knows one type of condition and leaves all others alone.
 */
export const setsGate =
  (condition: string, after: Duration) =>
  (cluster: Cluster): void => {
    const asked = new Set<string>();
    cluster.store.watch('Pod', ({ type, object: { metadata, spec } }) => {
      if (type === 'deleted' || asked.has(metadata.uid)) return;
      if (!spec.readinessGates?.some(({ conditionType }) => conditionType === condition)) return;
      asked.add(metadata.uid);
      cluster.clock.after(millis(after), () =>
        cluster.api.writeStatus(
          'Pod',
          metadata.namespace,
          metadata.name,
          (pod) =>
            pod.metadata.uid === metadata.uid
              ? {
                  ...pod,
                  status: {
                    ...pod.status,
                    conditions: [
                      ...(pod.status.conditions ?? []).filter((other) => other.type !== condition),
                      { type: condition, status: 'True', lastTransitionTime: timestamp(cluster.clock) },
                    ],
                  },
                }
              : pod,
          { actor: GATE_CONTROLLER, reason: `the Pod is a target since ${after}` },
        ),
      );
    });
  };
