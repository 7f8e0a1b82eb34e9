import type { JsonObject } from '../../api/json.ts';
import { sameJson } from '../../api/same-json.ts';
import type { Endpoints, Service } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { indexPodsByLabel, selectedPods, selectorOfService } from '../selected-pods.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { endpointSubsets } from './endpoint-subsets.ts';
import { createTriggerTimes, TRIGGER_TIME } from './trigger-time.ts';
import { indexServices, servicesToUpdate } from './services-of-pod.ts';

const ACTOR = 'endpoints-controller';
const HEADLESS = 'service.kubernetes.io/headless';
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/**
 * Keeps the Endpoints object of each Service with a selector, for those who still read it.
 * @source kubernetes/kubernetes pkg/controller/endpoint/endpoints_controller.go
 */
export function startEndpointsController(context: ComponentContext): void {
  const { clock, store, api } = context;
  indexPodsByLabel(context);
  indexServices(context);
  const times = createTriggerTimes();
  const queue = new WorkQueue(clock, sync);
  store.watch('Service', (change) => queue.add(keyOf(change.object), change.entry));
  store.watch('Pod', (change) => {
    for (const service of servicesToUpdate(context, change)) queue.add(keyOf(service), change.entry);
  });
  store.watch('Endpoints', (change) => {
    if (change.type === 'deleted') queue.add(keyOf(change.object), change.entry);
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const target = { kind: 'Endpoints', namespace, name } as const;
    const service = store.get('Service', namespace, name);
    const cause: Cause = { actor: ACTOR, reason: `the Pods of Service ${name} changed`, because };
    const before = store.get('Endpoints', namespace, name);
    if (!service) {
      times.forget(key);
      if (before) api.delete(target, {}, { cause });
      return 'done';
    }
    const selector = selectorOfService(service.spec.selector);
    if (service.spec.type === 'ExternalName' || !selector) return 'done';
    const pods = selectedPods(context, namespace, selector);
    const since = times.next(key, service, pods);
    const { subsets, isTruncated } = endpointSubsets(service, pods);
    const labels = labelsOf(service);
    const wasTruncated = before?.metadata.annotations?.[OVER_CAPACITY] !== undefined;
    if (
      before &&
      sameJson(before.subsets ?? [], subsets) &&
      sameJson(before.metadata.labels, labels) &&
      isTruncated === wasTruncated
    )
      return 'done';
    const annotations = { ...before?.metadata.annotations };
    delete annotations[OVER_CAPACITY];
    delete annotations[TRIGGER_TIME];
    if (since !== undefined) annotations[TRIGGER_TIME] = since;
    if (isTruncated) annotations[OVER_CAPACITY] = 'truncated';
    const metadata = { labels, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) };
    if (before) {
      const { annotations: _before, ...kept } = before.metadata;
      const change = (stored: Endpoints): Endpoints => ({ ...stored, metadata: { ...kept, ...metadata }, subsets });
      api.writeStatus('Endpoints', namespace, name, change, cause);
      return 'done';
    }
    const object = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name, ...metadata }, subsets };
    const answer = api.create(object as unknown as JsonObject, namespace, { cause });
    return answer.ok || answer.error.code === 403 ? 'done' : 'failed';
  }
}

const labelsOf = ({ metadata, spec }: Service): Readonly<Record<string, string>> => ({
  ...metadata.labels,
  [MANAGED_BY]: 'endpoint-controller',
  ...(spec.clusterIP && spec.clusterIP !== 'None' ? {} : { [HEADLESS]: '' }),
});
