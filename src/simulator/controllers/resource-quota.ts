import {
  addResources,
  count,
  readResources,
  writeResources,
  type ResourceList,
} from '../api/admission/resource-list.ts';
import { concernsKind, matchesScopes, quotaUsage } from '../api/admission/quota-usage.ts';
import { resources } from '../api/resources.ts';
import { sameJson } from '../api/same-json.ts';
import type { KubeObject, Pod, ResourceQuota, ResourceQuotaStatus } from '../api/schema/kinds.ts';
import type { Clock } from '../clock.ts';
import type { ComponentContext } from '../component.ts';
import { keyOf, type Change } from '../store.ts';
import { isFinished } from './pod-state.ts';
import { indexPodsByLabel, podsInNamespace } from './selected-pods.ts';
import { WorkQueue, type Outcome } from './work-queue.ts';

const ACTOR = 'resourcequota-controller';
const BY_NAMESPACE = 'namespace';
type Kind = KubeObject['kind'];
/** Events come and go too often to be counted. @source kubernetes/kubernetes pkg/quota/v1/install/registry.go DefaultIgnoredResources */
const COUNTED: readonly Kind[] = resources
  .filter(({ kind, namespaced }) => namespaced && kind !== 'Event')
  .map(({ kind }) => kind as Kind);

/**
 * A quota's status: its limits, and what the objects of its namespace take of each.
 * What nothing can be counted for keeps its number.
 * @param objectsOf - all objects of a kind in the quota's namespace
 * @source kubernetes/kubernetes pkg/controller/resourcequota/resource_quota_controller.go syncResourceQuota
 */
export function quotaStatus(
  quota: ResourceQuota,
  objectsOf: (kind: Kind) => readonly KubeObject[],
  clock: Clock,
): ResourceQuotaStatus {
  const hard = quota.spec.hard ?? {};
  const names = Object.keys(hard).sort();
  const used = new Map(readResources(quota.status.used));
  for (const kind of COUNTED) {
    const own = names.filter((name) => concernsKind(kind, name));
    if (own.length === 0) continue;
    let sum: ResourceList = new Map(own.map((name) => [name, count(0)]));
    for (const object of objectsOf(kind))
      if (matchesScopes(quota, object)) sum = addResources(sum, quotaUsage(object, clock));
    for (const name of own) used.set(name, sum.get(name) ?? count(0));
  }
  const shown = names.flatMap((name) => {
    const amount = used.get(name);
    return amount ? [[name, amount] as const] : [];
  });
  return {
    ...(names.length > 0 ? { hard: writeResources(readResources(hard)) } : {}),
    ...(shown.length > 0 ? { used: writeResources(new Map(shown)) } : {}),
  };
}

/**
 * Counts what a quota's namespace holds when the quota is new or its limits change, and again when something is freed.
 * (What is created is charged by admission.)
 * @source kubernetes/kubernetes pkg/controller/resourcequota/{resource_quota_controller,resource_quota_monitor}.go
 */
export function startResourceQuotaController(context: ComponentContext): void {
  const { clock, store, api } = context;
  indexPodsByLabel(context);
  store.addIndex('ResourceQuota', BY_NAMESPACE, ({ metadata }) => [metadata.namespace ?? '']);
  const queue = new WorkQueue(clock, sync);
  store.watch('ResourceQuota', (change) => {
    if (change.type === 'deleted') return;
    if (change.type === 'added' || !sameJson(change.before.spec.hard, change.object.spec.hard))
      queue.add(keyOf(change.object), change.entry);
  });
  for (const kind of COUNTED)
    store.watch(kind, (change: Change) => {
      if (store.count('ResourceQuota') === 0 || !frees(change)) return;
      for (const quota of store.byIndex('ResourceQuota', BY_NAMESPACE, change.object.metadata.namespace ?? ''))
        if (Object.keys(quota.spec.hard ?? {}).some((name) => concernsKind(kind, name)))
          queue.add(keyOf(quota), change.entry);
    });

  function sync(key: string, because: number | undefined): Outcome {
    const [namespace, name = ''] = key.split('/');
    const quota = store.get('ResourceQuota', namespace, name);
    if (!quota) return 'done';
    const objectsOf = (kind: Kind): readonly KubeObject[] =>
      kind === 'Pod' ? podsInNamespace(context, namespace) : (store.list(kind, namespace) as readonly KubeObject[]);
    const status = quotaStatus(quota, objectsOf, clock);
    const change = (stored: ResourceQuota): ResourceQuota =>
      sameJson(stored.status, status) ? stored : { ...stored, status };
    api.writeStatus('ResourceQuota', namespace, name, change, {
      actor: ACTOR,
      reason: 'what the namespace uses is counted',
      because,
    });
    return 'done';
  }
}

/** Whether less may be used since. @source kubernetes/kubernetes pkg/quota/v1/install/update_filter.go DefaultUpdateFilter */
function frees(change: Change): boolean {
  if (change.type !== 'modified') return change.type === 'deleted';
  const { kind } = change.object;
  if (kind === 'Pod') {
    const [before, pod] = [change.before as Pod, change.object];
    return isFinished(before) !== isFinished(pod) || before.spec.containers !== pod.spec.containers;
  }
  return kind === 'Service' || kind === 'PersistentVolumeClaim';
}
