import type { JsonObject } from '../../api/json.ts';
import { sameJson } from '../../api/same-json.ts';
import type { EndpointSlice } from '../../api/schema/kinds.ts';
import type { ComponentContext } from '../../component.ts';
import type { Cause } from '../../history.ts';
import { keyOf } from '../../store.ts';
import { isNamespaceEnding } from '../pod-control.ts';
import { selectorOfService } from '../selected-pods.ts';
import { WorkQueue, type Outcome } from '../work-queue.ts';
import { groupOf, MIRRORING_CONTROLLER, mirroredSlices, mirrorMetadata } from './mirrored-slices.ts';
import { BY_SERVICE, indexSlicesByService, MANAGED_BY, SERVICE_NAME } from './slice-plan.ts';

const ACTOR = 'endpointslice-mirroring-controller';
const SKIPPED = 'endpointslice.kubernetes.io/skip-mirror';

/**
 * Copies the Endpoints of a Service without a selector, which somebody keeps by hand, into EndpointSlices.
 * @source kubernetes/kubernetes pkg/controller/endpointslicemirroring/{endpointslicemirroring_controller,reconciler}.go
 */
export function startEndpointSliceMirroringController(context: ComponentContext): void {
  const { clock, store, api } = context;
  indexSlicesByService(context);
  const queue = new WorkQueue(clock, sync);
  const hasSelector = (key: string): boolean => {
    const [namespace, name = ''] = key.split('/');
    return selectorOfService(store.get('Service', namespace, name)?.spec.selector) !== undefined;
  };
  store.watch('Service', (change) => {
    const before = change.type === 'modified' ? change.before : undefined;
    if (selectorOfService(change.object.spec.selector) && !(before && !selectorOfService(before.spec.selector))) return;
    queue.add(keyOf(change.object), change.entry);
  });
  store.watch('Endpoints', ({ object, entry }) => {
    if (!hasSelector(keyOf(object))) queue.add(keyOf(object), entry);
  });
  store.watch('EndpointSlice', ({ type, object: { metadata }, entry }) => {
    const { namespace = '', labels } = metadata;
    if (type !== 'added' && labels?.[MANAGED_BY] === MIRRORING_CONTROLLER)
      queue.add(`${namespace}/${labels[SERVICE_NAME] ?? ''}`, entry);
  });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const cause: Cause = { actor: ACTOR, reason: `the Endpoints of Service ${name} changed`, because };
    const endpoints = store.get('Endpoints', namespace, name);
    const isMirrored =
      store.get('Service', namespace, name) && !hasSelector(key) && endpoints?.metadata.labels?.[SKIPPED] !== 'true';
    const left = store
      .byIndex('EndpointSlice', BY_SERVICE, key)
      .filter(({ metadata }) => metadata.labels?.[MANAGED_BY] === MIRRORING_CONTROLLER);
    const take = (fits: (slice: EndpointSlice) => boolean): EndpointSlice | undefined => {
      const at = left.findIndex(fits);
      return at < 0 ? undefined : left.splice(at, 1)[0];
    };
    if (endpoints && isMirrored) {
      const metadata = mirrorMetadata(endpoints);
      const wanted = mirroredSlices(endpoints);
      const same = wanted.map((mirror) => take((slice) => groupOf(slice) === groupOf(mirror)));
      for (const [i, mirror] of wanted.entries()) {
        const before = same[i] ?? take(({ addressType }) => addressType === mirror.addressType);
        if (!before) {
          const named = { ...metadata, generateName: `${name}-`, generation: 1 };
          const object = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: named, ...mirror };
          const answer = api.create(object as unknown as JsonObject, namespace, { cause });
          if (!answer.ok && !isNamespaceEnding(answer)) return 'failed';
          continue;
        }
        const { annotations: _before, ...kept } = before.metadata;
        const after = { ...before, ...mirror, metadata: { ...kept, ...metadata } };
        if (sameJson(after, before)) continue;
        const { generation = 1 } = before.metadata;
        const isSame = sameJson([before.endpoints, before.ports], [after.endpoints, after.ports]);
        const counted = { ...after.metadata, generation: isSame ? generation : generation + 1 };
        api.writeStatus(
          'EndpointSlice',
          namespace,
          before.metadata.name,
          () => ({ ...after, metadata: counted }),
          cause,
        );
      }
    }
    for (const { metadata } of left)
      api.delete({ kind: 'EndpointSlice', namespace, name: metadata.name }, {}, { cause });
    return 'done';
  }
}
