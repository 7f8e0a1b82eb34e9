import { compareQuantities } from '../../quantity.ts';
import type { Container, KubeObject, Pod, ResourceQuota } from '../schema/kinds.ts';
import type { StatusError } from '../status-error.ts';
import type { AdmissionPlugin, AdmissionRequest } from './admission.ts';
import { hasPodLevelResources } from './pod-resources.ts';
import { concernsKind, matchesScopes, quotaUsage, usageOf } from './quota-usage.ts';
import { forbidden } from './refusal.ts';
import {
  addResources,
  maskResources,
  readResources,
  subtractResources,
  writeResources,
  type ResourceList,
} from './resource-list.ts';

/**
 * Refuses what a quota of the namespace has no room for, and charges the rest to the quota's status.used at once, so
 * that the next request sees it. (Freeing is the quota controller's part.)
 * @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/admission/plugin/resourcequota/controller.go CheckRequest
 */
export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  kinds: 'all',
  validate: (request) => {
    const { namespace, store, dryRun, cause } = request;
    if (namespace === undefined || store.count('ResourceQuota') === 0 || !isCharged(request)) return undefined;
    const charged = check(request, store.list('ResourceQuota', namespace));
    if (!Array.isArray(charged)) return charged;
    if (!dryRun) for (const quota of charged) store.update<'ResourceQuota'>(quota, cause);
    return undefined;
  },
};

/** Only what is new is charged, but for Services and claims, which can grow, and pods that are resized. */
function isCharged({ object, operation, subresource }: AdmissionRequest): boolean {
  if (subresource) return subresource === 'resize' && operation === 'UPDATE' && object.kind === 'Pod';
  if (operation === 'CREATE') return object.kind !== 'Namespace';
  return operation === 'UPDATE' && (object.kind === 'Service' || object.kind === 'PersistentVolumeClaim');
}

function check(request: AdmissionRequest, quotas: readonly ResourceQuota[]): ResourceQuota[] | StatusError {
  const { object, before, clock } = request;
  const interesting: ResourceQuota[] = [];
  for (const quota of quotas) {
    const names = hardNames(quota, object.kind);
    if (names.length === 0 || !matchesScopes(quota, object)) continue;
    const missing = object.kind === 'Pod' ? missingResources(object, names) : undefined;
    if (missing)
      return forbidden(
        request,
        `failed quota: ${quota.metadata.name}: must specify ${missing}`,
        'quota-needs-requests',
      );
    if (names.some((name) => quota.status.used?.[name] === undefined))
      return forbidden(
        request,
        `status unknown for quota: ${quota.metadata.name}, resources: ${names.sort().join(',')}`,
      );
    interesting.push(quota);
  }
  if (interesting.length === 0) return [];
  const usage = quotaUsage(object, clock);
  const charged: ResourceQuota[] = [];
  for (const quota of interesting) {
    const growth = before && matchesScopes(quota, before) ? subtractResources(usage, quotaUsage(before, clock)) : usage;
    const delta = new Map([...growth].filter(([, amount]) => amount.mantissa !== 0n));
    const answer = charge(request, quota, delta);
    if (answer && 'code' in answer) return answer;
    if (answer) charged.push(answer);
  }
  return charged;
}

const hardNames = (quota: ResourceQuota, kind: KubeObject['kind']): string[] =>
  Object.keys(quota.status.hard ?? {}).filter((name) => concernsKind(kind, name));

/** The quota with the delta on its account, undefined where it changes nothing. */
function charge(
  request: AdmissionRequest,
  quota: ResourceQuota,
  delta: ResourceList,
): ResourceQuota | StatusError | undefined {
  const hard = readResources(quota.status.hard);
  const used = readResources(quota.status.used);
  const requested = maskResources(delta, new Set(hard.keys()));
  if (requested.size === 0) return undefined;
  const sum = addResources(used, requested);
  const exceeded = new Set<string>();
  for (const name of requested.keys()) {
    const [total, limit] = [sum.get(name), hard.get(name)];
    if (total && limit && compareQuantities(total, limit) > 0) exceeded.add(name);
  }
  if (exceeded.size > 0) {
    const shown = (list: ResourceList): string =>
      [...maskResources(list, exceeded)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, amount]) => `${name}=${amount.canonical}`)
        .join(',');
    return forbidden(
      request,
      `exceeded quota: ${quota.metadata.name}, requested: ${shown(requested)}, used: ${shown(used)}, limited: ${shown(hard)}`,
      'quota-exceeded',
    );
  }
  return { ...quota, status: { ...quota.status, used: writeResources(sum) } };
}

/** A quota on these makes every container say how much it needs; upstream calls it a mistake that stays. */
const MUST_BE_SAID = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** @example missingResources(pod, ['requests.cpu']) → "requests.cpu for: app,log" */
function missingResources(pod: Pod, names: readonly string[]): string | undefined {
  const needed = MUST_BE_SAID.filter((name) => names.includes(name)).sort();
  if (needed.length === 0) return undefined;
  const whole = hasPodLevelResources(pod)
    ? usageOf(readResources(pod.spec.resources?.requests), readResources(pod.spec.resources?.limits))
    : undefined;
  const says = ({ resources }: Container, name: string): boolean =>
    whole?.has(name) || usageOf(readResources(resources?.requests), readResources(resources?.limits)).has(name);
  const missing = needed.flatMap((name) => {
    const containers = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].filter((c) => !says(c, name));
    return containers.length > 0
      ? [`${name} for: ${[...new Set(containers.map((c) => c.name))].sort().join(',')}`]
      : [];
  });
  return missing.length > 0 ? missing.join('; ') : undefined;
}
