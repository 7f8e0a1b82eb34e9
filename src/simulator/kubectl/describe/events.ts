import type { Event, KubeObject } from '../../api/schema/kinds.ts';
import type { Store } from '../../store.ts';
import { parseTimestamp } from '../../timestamp.ts';
import { goSort } from '../go-sort.ts';
import { ageOf } from '../printers/age.ts';
import { sortedByKey } from '../resource-arguments.ts';

/** A mirror's events are about its static Pod, whose uid is the manifest's hash. @source …/describe.go (PodDescriber) Describe */
const MIRROR = 'kubernetes.io/config.mirror';

/**
 * The events about an object, the latest last; those of events.k8s.io have no lastTimestamp and come first.
 * @source kubernetes/kubernetes staging/src/k8s.io/kubectl/pkg/describe/describe.go searchEvents; pkg/util/event/sorted_event_list.go
 */
export function eventsAbout(store: Store, object: KubeObject): readonly Event[] {
  const { name, namespace, annotations } = object.metadata;
  const uid = annotations?.[MIRROR] ?? object.metadata.uid;
  const about = store
    .list('Event')
    .filter(
      ({ involvedObject: o }) =>
        o.name === name &&
        (o.namespace ?? '') === (namespace ?? '') &&
        (o.uid === uid || (object.kind === 'Node' && o.uid === name)) &&
        (object.kind === 'Pod' || o.kind === object.kind),
    );
  const last = (event: Event): number => (event.lastTimestamp ? (parseTimestamp(event.lastTimestamp) ?? 0) : 0);
  return goSort(sortedByKey(about), (a, b) => last(a) < last(b));
}

/** The table at the end of a description. @source the same, DescribeEvents */
export function eventsText(events: readonly Event[], now: number): string {
  if (events.length === 0) return 'Events:\t<none>\n';
  const rows = events.map((event) => {
    const at = event.involvedObject.fieldPath;
    return `  ${event.type ?? ''}\t${event.reason ?? ''}\t${eventAge(event, now)}\t${event.source?.component || (event.reportingComponent ?? '')}\t${at ? `${at}: ` : ''}${(event.message ?? '').trim()}\n`;
  });
  return `Events:\n  Type\tReason\tAge\tFrom\tMessage\n  ----\t------\t----\t----\t-------\n${rows.join('')}`;
}

/** When an event was last seen, and how often since when. */
export function eventAge(event: Event, now: number): string {
  const first = ageOf(event.eventTime ?? event.firstTimestamp, now);
  const [last, count] = event.series
    ? [event.series.lastObservedTime, event.series.count ?? 0]
    : [event.lastTimestamp, event.count ?? 0];
  return event.series || count > 1 ? `${ageOf(last, now)} (x${count} over ${first})` : first;
}
