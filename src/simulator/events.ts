import type { Event, KubeObject, ObjectReference } from './api/schema/kinds.ts';
import type { Clock, Millis } from './clock.ts';
import { EventSeries } from './event-series.ts';
import type { Cause } from './history.ts';
import type { Random } from './random.ts';
import type { Store } from './store.ts';
import { microTimestamp, timestamp } from './timestamp.ts';

/**
 * Who tells. `core` writes as client-go's tools/record does (kubelet, controllers: counted and aggregated);
 * `events.k8s.io` as tools/events does (the scheduler: eventTime, action, series).
 */
export interface EventSource {
  readonly component: string;
  /** The node's name, for kubelets. */
  readonly host?: string;
  readonly style: 'core' | 'events.k8s.io';
}

export interface Told {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly cause: Cause;
  /** spec.containers{app} */
  readonly fieldPath?: string;
  /** Of the event itself. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** events.k8s.io only: Scheduling, Binding … */
  readonly action?: string;
  /** events.k8s.io only: another object that has to do with it, such as the Pod for which this one is preempted. */
  readonly related?: KubeObject;
}

export interface EventRecorder {
  tell(about: KubeObject | ObjectReference, what: Told): void;
}

/** Similar events (equal but for their message) in this window are combined after so many. @source client-go tools/record/events_cache.go */
const AGGREGATE_AFTER = 10;
const AGGREGATE_WINDOW: Millis = 600_000;
/** Spam filter: 25 at once an object, source and type, then one in five minutes (recorded: probe/three-containers). @source client-go tools/record/events_cache.go */
const BURST = 25;
const REFILL: Millis = 300_000;

interface Similar {
  last: Millis;
  readonly messages: Set<string>;
}
interface Bucket {
  tokens: number;
  at: Millis;
}

/**
 * A component's event recorder. Events of one source about one object are counted (same message), combined (ten messages
 * of one reason within ten minutes) and, past 25, dropped but for one in five minutes. Those of events.k8s.io are told
 * apart by the objects' versions, and make series.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/tools/record/events_cache.go EventCorrelator
 */
export function createRecorder(
  context: { readonly clock: Clock; readonly random: Random; readonly store: Store },
  source: EventSource,
): EventRecorder {
  const { clock, store } = context;
  const stored = new Map<string, string>();
  const similar = new Map<string, Similar>();
  const buckets = new Map<string, Bucket>();

  const allowed = (about: string): boolean => {
    let bucket = buckets.get(about);
    if (!bucket) buckets.set(about, (bucket = { tokens: BURST, at: clock.now }));
    bucket.tokens = Math.min(BURST, bucket.tokens + (clock.now - bucket.at) / REFILL);
    bucket.at = clock.now;
    if (bucket.tokens < 1) return false;
    bucket.tokens--;
    return true;
  };

  const combined = (group: string, message: string): boolean => {
    let found = similar.get(group);
    if (!found || clock.now - found.last > AGGREGATE_WINDOW)
      similar.set(group, (found = { last: clock.now, messages: new Set() }));
    found.last = clock.now;
    found.messages.add(message);
    if (found.messages.size < AGGREGATE_AFTER) return false;
    found.messages.delete(found.messages.values().next().value!); // the oldest goes, so that the set stays at its limit
    return true;
  };

  const create = (reference: ObjectReference, what: Told, message: string): string => {
    const namespace = reference.namespace || 'default';
    const core = source.style === 'core';
    const now = timestamp(clock);
    const name = eventName(reference.name ?? '', context);
    const event = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: {
        name,
        namespace,
        uid: context.random.uuid(),
        resourceVersion: '',
        creationTimestamp: now,
        ...(what.annotations ? { annotations: what.annotations } : {}),
      },
      involvedObject: core && what.fieldPath ? { ...reference, fieldPath: what.fieldPath } : reference,
      reason: what.reason,
      message,
      source: core ? { component: source.component, ...(source.host ? { host: source.host } : {}) } : {},
      firstTimestamp: core ? now : null,
      lastTimestamp: core ? now : null,
      ...(core ? { count: 1 } : {}),
      type: what.type,
      eventTime: core ? null : microTimestamp(clock),
      ...(core ? {} : { action: what.action ?? what.reason }),
      ...(what.related ? { related: referenceTo(what.related) } : {}),
      reportingComponent: source.component,
      reportingInstance: core ? (source.host ?? '') : `${source.component}-control-plane`,
    } as unknown as Event;
    store.create<'Event'>(event, what.cause);
    return `${namespace}/${name}`;
  };

  const eventOf = (key: string | undefined): Event | undefined => {
    const [namespace, name] = key?.split('/') ?? [];
    return name === undefined ? undefined : store.get('Event', namespace, name);
  };

  const series = new EventSeries(clock, (key, { count, last, cause }) => {
    const before = eventOf(key);
    if (!before) return;
    const lastObservedTime = microTimestamp(clock, last);
    store.update<'Event'>({ ...before, series: { count, lastObservedTime } }, cause);
  });

  return {
    tell(object, what) {
      const about = referenceTo(object);
      const who = [about.kind, about.namespace, about.name, about.uid].join('/');
      if (source.style === 'events.k8s.io') {
        // without the message: a series keeps that of its first event
        const relatedVersion = what.related?.metadata.resourceVersion;
        const id = [who, about.resourceVersion, what.type, what.reason, what.action, relatedVersion].join('|');
        if (series.again(id, what.cause)) return;
        return series.remember(id, create(about, what, what.message), what.cause);
      }
      const group = [who, what.fieldPath, what.type, what.reason].join('|');
      const isCombined = combined(group, what.message);
      const id = isCombined ? group : `${group}|${what.message}`;
      const message = isCombined ? `(combined from similar events): ${what.message}` : what.message;
      if (!allowed(`${who}|${what.type}`)) return;
      const before = eventOf(stored.get(id));
      if (before)
        store.update<'Event'>(
          { ...before, message, count: (before.count ?? 1) + 1, lastTimestamp: timestamp(clock) },
          what.cause,
        );
      else stored.set(id, create(about, what, message));
    },
  };
}

/** "name.18ea0401e76dc51b": the time in nanoseconds, in hexadecimal; what a millisecond hides is drawn. */
function eventName(name: string, { clock, random }: { readonly clock: Clock; readonly random: Random }): string {
  const nanoseconds = BigInt(clock.epoch + clock.now) * 1_000_000n + BigInt(random.int(1_000_000));
  return `${name}.${nanoseconds.toString(16)}`;
}

function referenceTo(object: KubeObject | ObjectReference): ObjectReference {
  if (!('metadata' in object)) return object;
  const { kind, apiVersion, metadata } = object;
  return {
    kind,
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
    name: metadata.name,
    uid: metadata.uid,
    apiVersion,
    resourceVersion: metadata.resourceVersion,
  };
}
