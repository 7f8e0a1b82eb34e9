import type { Pod, Service } from '../../api/schema/kinds.ts';
import { findCondition } from '../../pod/conditions.ts';

/** Says since when what is now written has been waiting to be. */
export const TRIGGER_TIME = 'endpoints.kubernetes.io/last-change-trigger-time';

interface Seen {
  readonly pods: ReadonlyMap<string, string>;
  readonly service: string;
}

export interface TriggerTimes {
  /** The earliest change since the last call for this Service; undefined where none is known. Times are Kubernetes' texts. */
  next(key: string, service: Service, pods: readonly Pod[]): string | undefined;
  forget(key: string): void;
}

/** @source kubernetes/kubernetes staging/src/k8s.io/endpointslice/util/trigger_time_tracker.go */
export function createTriggerTimes(): TriggerTimes {
  const seen = new Map<string, Seen>();
  return {
    next(key, service, pods) {
      const before = seen.get(key);
      const now = new Map<string, string>();
      const changed: string[] = [];
      for (const { metadata, status } of pods) {
        const time = findCondition(status.conditions, 'Ready')?.lastTransitionTime;
        if (!time) continue;
        now.set(metadata.name, time);
        if (time > (before?.pods.get(metadata.name) ?? '')) changed.push(time);
      }
      const { creationTimestamp } = service.metadata;
      if (creationTimestamp > (before?.service ?? '')) changed.push(creationTimestamp);
      seen.set(key, { pods: now, service: creationTimestamp });
      return before ? changed.reduce<string | undefined>(earlier, undefined) : creationTimestamp;
    },
    forget: (key) => void seen.delete(key),
  };
}

const earlier = (a: string | undefined, b: string): string => (a === undefined || b < a ? b : a);
