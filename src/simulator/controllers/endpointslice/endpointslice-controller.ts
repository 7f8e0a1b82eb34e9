import type { JsonObject } from '../../api/json.ts';
import { sameJson } from '../../api/same-json.ts';
import type { EndpointSlice, Service } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { controllerReference } from '../ownership.ts';
import { indexPodsByLabel, indexPodsByNode, podsOnNode, selectedPods, selectorOfService } from '../selected-pods.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import type { AddressType } from './endpoint-of-pod.ts';
import { indexServices, servicesToUpdate } from './services-of-pod.ts';
import { createTriggerTimes, TRIGGER_TIME } from './trigger-time.ts';
import {
  BY_SERVICE,
  CONTROLLER,
  indexSlicesByService,
  MANAGED_BY,
  planSlices,
  SERVICE_NAME,
  type SliceContent,
} from './slice-plan.ts';

const ACTOR = 'endpointslice-controller';

/**
 * Keeps each Service's EndpointSlices at what its Pods are. A Service without a selector keeps its own.
 * @source kubernetes/kubernetes pkg/controller/endpointslice/endpointslice_controller.go
 */
export function startEndpointSliceController(context: ComponentContext): void {
  const { clock, store, api } = context;
  indexPodsByLabel(context);
  indexPodsByNode(context);
  indexServices(context);
  indexSlicesByService(context);
  const times = createTriggerTimes();
  const queue = new WorkQueue(clock, sync);
  store.watch('Service', (change) => {
    if (change.type === 'deleted') times.forget(keyOf(change.object));
    else queue.add(keyOf(change.object), change.entry);
  });
  store.watch('Pod', (change) => {
    for (const service of servicesToUpdate(context, change)) queue.add(keyOf(service), change.entry);
  });
  store.watch('EndpointSlice', (change) => {
    const { namespace, labels } = change.object.metadata;
    const isOwn = change.type === 'modified' && change.before.metadata.labels?.[MANAGED_BY] === CONTROLLER;
    const service = labels?.[SERVICE_NAME];
    if (service && (isOwn || change.type === 'deleted')) queue.add(`${namespace ?? ''}/${service}`, change.entry);
  });
  store.watch('Node', (change) => {
    if (change.type !== 'added') return;
    for (const pod of podsOnNode(context, change.object.metadata.name))
      for (const service of servicesToUpdate(context, { type: 'added', object: pod, entry: change.entry }))
        queue.add(keyOf(service), change.entry);
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const service = store.get('Service', namespace, name);
    const selector = selectorOfService(service?.spec.selector);
    if (!service || service.spec.type === 'ExternalName' || !selector) return 'done';
    const cause: Cause = { actor: ACTOR, reason: `the Pods of Service ${name} changed`, because };
    const pods = selectedPods(context, namespace, selector);
    const since = times.next(key, service, pods);
    const slices = store
      .byIndex('EndpointSlice', BY_SERVICE, key)
      .filter(
        ({ metadata }) =>
          metadata.labels?.[MANAGED_BY] === CONTROLLER &&
          !metadata.deletionTimestamp &&
          metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid) === true,
      );
    const families = (service.spec.ipFamilies ?? ['IPv4']) as readonly AddressType[];
    for (const family of families) {
      const ofFamily = slices.filter(({ addressType }) => addressType === family);
      const plan = planSlices(service, pods, (node) => store.get('Node', undefined, node), ofFamily, family);
      if (!service.metadata.deletionTimestamp)
        for (const content of plan.create) api.create(newSlice(service, content, since), namespace, { cause });
      for (const { of, endpoints, ports, labels } of plan.update)
        api.writeStatus(
          'EndpointSlice',
          namespace,
          of.metadata.name,
          (stored) => changed(stored, { endpoints, ports, labels }, since),
          cause,
        );
      for (const { metadata } of plan.remove)
        api.delete({ kind: 'EndpointSlice', namespace, name: metadata.name }, {}, { cause });
    }
    for (const { addressType, metadata } of slices)
      if (!families.includes(addressType as AddressType))
        api.delete({ kind: 'EndpointSlice', namespace, name: metadata.name }, {}, { cause });
    return 'done';
  }
}

/** A generation counts what is not metadata. */
function changed(
  { metadata, ...slice }: EndpointSlice,
  { endpoints, ports, labels }: Pick<SliceContent, 'endpoints' | 'ports' | 'labels'>,
  since: string | undefined,
): EndpointSlice {
  const isSame = sameJson(slice.endpoints, endpoints) && sameJson(slice.ports, ports);
  const generation = isSame ? metadata.generation : (metadata.generation ?? 1) + 1;
  const { [TRIGGER_TIME]: _before, ...others } = metadata.annotations ?? {};
  const annotations = since === undefined ? others : { ...others, [TRIGGER_TIME]: since };
  return { ...slice, metadata: { ...metadata, annotations, generation, labels }, endpoints, ports };
}

const newSlice = (
  service: Service,
  { addressType, ports, endpoints, labels }: SliceContent,
  since: string | undefined,
): JsonObject =>
  ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${service.metadata.name}-`,
      generation: 1,
      ...(since === undefined ? {} : { annotations: { [TRIGGER_TIME]: since } }),
      labels,
      ownerReferences: [controllerReference(service)],
    },
    addressType,
    endpoints,
    ...(ports.length > 0 ? { ports } : {}),
  }) as unknown as JsonObject;
