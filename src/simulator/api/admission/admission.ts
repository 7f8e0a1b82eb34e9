import type { Clock } from '../../clock.ts';
import type { Cause } from '../../history.ts';
import type { Random } from '../../random.ts';
import type { Store } from '../../store.ts';
import type { Problem } from '../problem.ts';
import type { Kind, KubeObject } from '../schema/kinds.ts';
import type { Target } from '../server.ts';
import type { StatusError } from '../status-error.ts';
import { defaultStorageClass } from './default-storage-class.ts';
import { defaultTolerationSeconds } from './default-toleration-seconds.ts';
import { limitRanger } from './limit-ranger.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { persistentVolumeClaimResize } from './persistent-volume-claim-resize.ts';
import { podSecurity } from './pod-security.ts';
import { podResizeValidator } from './pod-resize-validator.ts';
import { podTopologyLabels } from './pod-topology-labels.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resource-quota.ts';
import { runtimeClass } from './runtime-class.ts';
import { serviceAccount } from './service-account.ts';
import { serviceAllocation } from './service-allocation.ts';
import { storageObjectInUseProtection } from './storage-object-in-use-protection.ts';
import { taintNodesByCondition } from './taint-nodes-by-condition.ts';

/** A request as admission plugins see it. `object` is what would be stored (for a delete what is stored). */
export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly object: KubeObject;
  /** The stored object, for an update. */
  readonly before?: KubeObject | undefined;
  readonly subresource?: Target['subresource'] | 'binding' | 'eviction' | undefined;
  /** The namespace the request names; undefined for kinds without one. */
  readonly namespace: string | undefined;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** A dry run charges no quota. */
  readonly dryRun: boolean;
  readonly cause: Cause;
}

/** A plugin changes the object, refuses it, or lets it be. It runs for the kinds and operations that it names. */
export interface AdmissionPlugin {
  readonly name: string;
  /** 'all' for a plugin that looks at every kind. */
  readonly kinds: 'all' | ReadonlySet<Kind>;
  readonly mutate?: (request: AdmissionRequest) => { readonly object: KubeObject } | StatusError;
  readonly validate?: (request: AdmissionRequest) => StatusError | undefined;
  /** What is said beside letting it be, as it is validated. */
  readonly warn?: (request: AdmissionRequest) => readonly string[];
}

/**
 * In the order in which the API server runs its default plugins.
 * @source kubernetes/kubernetes pkg/kubeapiserver/options/plugins.go AllOrderedPlugins
 */
const plugins: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  limitRanger,
  serviceAccount,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  podTopologyLabels,
  podResizeValidator,
  serviceAllocation,
  resourceQuota,
];

const concerns = (plugin: AdmissionPlugin, request: AdmissionRequest): boolean =>
  plugin.kinds === 'all' || plugin.kinds.has(request.object.kind as Kind);

/** Runs the plugins that may change the object, each on what the one before made of it. Ends at the first refusal. */
export function admitMutating(request: AdmissionRequest): { readonly object: KubeObject } | StatusError {
  let object = request.object;
  for (const plugin of plugins) {
    if (!plugin.mutate || !concerns(plugin, request)) continue;
    const answer = plugin.mutate(object === request.object ? request : { ...request, object });
    if (!('object' in answer)) return answer;
    object = answer.object;
  }
  return { object };
}

/** Runs the plugins that only look, once the object is valid. Quota is charged here, last. */
export function admitValidating(request: AdmissionRequest): StatusError | undefined {
  for (const plugin of plugins) {
    const refusal = plugin.validate && concerns(plugin, request) ? plugin.validate(request) : undefined;
    if (refusal) return refusal;
  }
  return undefined;
}

/** What the plugins say of an object that they only look at. */
export const admissionWarnings = (request: AdmissionRequest): readonly Problem[] =>
  plugins.flatMap((plugin) =>
    plugin.warn && concerns(plugin, request) ? plugin.warn(request).map((text) => ({ text })) : [],
  );
