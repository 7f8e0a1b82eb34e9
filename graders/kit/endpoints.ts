import type { Duration } from './duration.ts';
import type { HistoryView } from './history-view.ts';

/** Names of the Pods to which a Service sends new requests at a time, sorted; an endpoint that is no Pod is told by its address. */
export const endpointsAt = (history: HistoryView, service: string, at: Duration, namespace = 'default'): string[] =>
  history
    .listAt('EndpointSlice', at)
    .filter(
      ({ metadata }) => metadata.namespace === namespace && metadata.labels?.['kubernetes.io/service-name'] === service,
    )
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready === true)
    .map(({ addresses, targetRef }) => targetRef?.name ?? addresses?.[0] ?? '')
    .sort();
