import type { ApiServer } from './api/server.ts';
import type { Clock, Millis } from './clock.ts';
import type { EventRecorder, EventSource } from './events.ts';
import type { History } from './history.ts';
import type { Random } from './random.ts';
import type { Store } from './store.ts';

/** What a component of the cluster (scheduler, kubelet, controller) works with. Components know each other only through the store. */
export interface ComponentContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly history: History;
  readonly api: ApiServer;
  readonly recorder: (source: EventSource) => EventRecorder;
  /** How long a node may say nothing until it is given up; Kubernetes' own value unless said. */
  readonly nodeMonitorGracePeriod?: Millis;
  /** By how much longer the next container takes to start: real nodes are not all alike. Nothing unless said. */
  readonly startJitter?: () => Millis;
}
