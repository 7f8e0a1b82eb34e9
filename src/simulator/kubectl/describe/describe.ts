import type { KubeObject } from '../../api/schema/kinds.ts';
import type { Store } from '../../store.ts';
import { align, DESCRIPTION } from '../printers/tab-writer.ts';
import { describeHorizontalPodAutoscaler } from './autoscaler.ts';
import {
  describeConfigMap,
  describeLimitRange,
  describeNamespace,
  describePodDisruptionBudget,
  describePriorityClass,
  describeResourceQuota,
  describeSecret,
  describeServiceAccount,
} from './configuration.ts';
import { eventsAbout, eventsText } from './events.ts';
import { describeGeneric } from './generic.ts';
import { describeEndpoints, describeEndpointSlice, describeService } from './network.ts';
import { describeNode } from './node.ts';
import { describePod } from './pod.ts';
import { describePersistentVolume, describePersistentVolumeClaim, describeStorageClass } from './storage.ts';
import {
  describeCronJob,
  describeDaemonSet,
  describeDeployment,
  describeJob,
  describeReplicaSet,
  describeReplicationController,
  describeStatefulSet,
} from './workloads.ts';

/** Kinds whose description has no events. */
const WITHOUT_EVENTS: ReadonlySet<string> = new Set(['Namespace', 'Secret', 'LimitRange', 'ResourceQuota']);

/**
 * All that kubectl tells of an object.
 * @param now - milliseconds since 1970
 * @param events - whether the events about it are told too (--show-events)
 */
export function describeObject(
  object: KubeObject,
  store: Store,
  now: number,
  events: 'with events' | 'without events',
): string {
  const told = events === 'with events' && !WITHOUT_EVENTS.has(object.kind);
  return align(
    describeKind(object, store, now) + (told ? eventsText(eventsAbout(store, object), now) : ''),
    DESCRIPTION,
  );
}

function describeKind(object: KubeObject, store: Store, now: number): string {
  switch (object.kind) {
    case 'Pod':
      return describePod(object, now);
    case 'Node':
      return describeNode(object, store, now);
    case 'Deployment':
      return describeDeployment(object, store);
    case 'ReplicaSet':
      return describeReplicaSet(object, store);
    case 'ReplicationController':
      return describeReplicationController(object, store);
    case 'StatefulSet':
      return describeStatefulSet(object, store);
    case 'DaemonSet':
      return describeDaemonSet(object, store);
    case 'Job':
      return describeJob(object);
    case 'CronJob':
      return describeCronJob(object);
    case 'Service':
      return describeService(object, store);
    case 'Endpoints':
      return describeEndpoints(object);
    case 'EndpointSlice':
      return describeEndpointSlice(object);
    case 'ConfigMap':
      return describeConfigMap(object);
    case 'Secret':
      return describeSecret(object);
    case 'ServiceAccount':
      return describeServiceAccount(object);
    case 'Namespace':
      return describeNamespace(object, store);
    case 'ResourceQuota':
      return describeResourceQuota(object);
    case 'LimitRange':
      return describeLimitRange(object);
    case 'PriorityClass':
      return describePriorityClass(object);
    case 'PodDisruptionBudget':
      return describePodDisruptionBudget(object);
    case 'HorizontalPodAutoscaler':
      return describeHorizontalPodAutoscaler(object);
    case 'PersistentVolume':
      return describePersistentVolume(object, now);
    case 'PersistentVolumeClaim':
      return describePersistentVolumeClaim(object, store, now);
    case 'StorageClass':
      return describeStorageClass(object);
    case 'ControllerRevision':
    case 'Event':
    case 'Lease':
    case 'PodTemplate':
      return describeGeneric(object);
  }
}
