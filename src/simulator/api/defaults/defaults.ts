import type { JsonObject } from '../json.ts';
import { defaultCronJob } from './cron-job.ts';
import { defaultDaemonSet } from './daemon-set.ts';
import { defaultDeployment } from './deployment.ts';
import { defaultEndpoints } from './endpoints.ts';
import { defaultEndpointSlice } from './endpoint-slice.ts';
import { defaultHorizontalPodAutoscaler } from './horizontal-pod-autoscaler.ts';
import { defaultJob } from './job.ts';
import { defaultLimitRange } from './limit-range.ts';
import { defaultNamespace } from './namespace.ts';
import { defaultNode } from './node.ts';
import { defaultPersistentVolume } from './persistent-volume.ts';
import { defaultPersistentVolumeClaim } from './persistent-volume-claim.ts';
import { defaultPod } from './pod.ts';
import { defaultPodTemplateObject } from './pod-template.ts';
import { defaultPriorityClass } from './priority-class.ts';
import { defaultReplicaSet } from './replica-set.ts';
import { defaultReplicationController } from './replication-controller.ts';
import { defaultSecret } from './secret.ts';
import { defaultService } from './service.ts';
import { defaultStatefulSet } from './stateful-set.ts';
import { defaultStorageClass } from './storage-class.ts';

type Defaults = (object: JsonObject) => JsonObject;

/** How each kind's unset fields are filled in; kinds that are not here have no defaults. */
const defaultsOf: Readonly<Record<string, Defaults>> = {
  CronJob: defaultCronJob,
  DaemonSet: defaultDaemonSet,
  Deployment: defaultDeployment,
  Endpoints: defaultEndpoints,
  EndpointSlice: defaultEndpointSlice,
  HorizontalPodAutoscaler: defaultHorizontalPodAutoscaler,
  Job: defaultJob,
  LimitRange: defaultLimitRange,
  Namespace: defaultNamespace,
  Node: defaultNode,
  PersistentVolume: defaultPersistentVolume,
  PersistentVolumeClaim: defaultPersistentVolumeClaim,
  Pod: defaultPod,
  PodTemplate: defaultPodTemplateObject,
  PriorityClass: defaultPriorityClass,
  ReplicaSet: defaultReplicaSet,
  ReplicationController: defaultReplicationController,
  Secret: defaultSecret,
  Service: defaultService,
  StatefulSet: defaultStatefulSet,
  StorageClass: defaultStorageClass,
};

/**
 * Fills in what a request left unset, before admission and validation.
 * @param object - decoded: every field has its kind's type
 * @source kubernetes/kubernetes pkg/apis/<group>/<version>/zz_generated.defaults.go
 */
export function applyDefaults(object: JsonObject): JsonObject {
  const kind = object['kind'];
  const defaults = typeof kind === 'string' && Object.hasOwn(defaultsOf, kind) ? defaultsOf[kind] : undefined;
  return defaults ? defaults(object) : object;
}
