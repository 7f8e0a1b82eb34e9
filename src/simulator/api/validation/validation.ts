import { Path, type Errors, type FieldError } from '../field-error.ts';
import { resourceOf } from '../resources.ts';
import type { Kind, KubeObject } from '../schema/kinds.ts';
import { configMapRules } from './config-map.ts';
import { controllerRevisionRules } from './controller-revision.ts';
import { cronJobRules } from './cron-job.ts';
import { daemonSetRules } from './daemon-set.ts';
import { deploymentRules } from './deployment.ts';
import { endpointsRules } from './endpoints.ts';
import { endpointSliceRules } from './endpoint-slice.ts';
import { eventRules } from './event.ts';
import { horizontalPodAutoscalerRules } from './horizontal-pod-autoscaler.ts';
import { jobRules } from './job.ts';
import { leaseRules } from './lease.ts';
import { limitRangeRules } from './limit-range.ts';
import { namespaceRules } from './namespace.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from './metadata.ts';
import { nodeRules } from './node.ts';
import { pathSegment } from './plain-metadata.ts';
import { persistentVolumeRules } from './persistent-volume.ts';
import { persistentVolumeClaimRules } from './persistent-volume-claim.ts';
import { podDisruptionBudgetRules } from './pod-disruption-budget.ts';
import { podTemplateRules } from './pod-template.ts';
import { priorityClassRules } from './priority-class.ts';
import { replicaSetRules } from './replica-set.ts';
import { replicationControllerRules } from './replication-controller.ts';
import { resourceQuotaRules } from './resource-quota.ts';
import { secretRules } from './secret.ts';
import { serviceRules } from './service.ts';
import { serviceAccountRules } from './service-account.ts';
import { statefulSetRules } from './stateful-set.ts';
import { storageClassRules } from './storage-class.ts';
import type { KindRules, Subresource } from './kind-rules.ts';
import { validatePodResize } from './pod-resize.ts';
import { validateEphemeralContainersUpdate, validatePodStatusUpdate, validatePodUpdate } from './pod-update.ts';
import { validatePodCreate } from './pod.ts';

const rulesOf: { readonly [K in Kind]: KindRules<K> } = {
  ConfigMap: configMapRules,
  ControllerRevision: controllerRevisionRules,
  CronJob: cronJobRules,
  DaemonSet: daemonSetRules,
  Deployment: deploymentRules,
  EndpointSlice: endpointSliceRules,
  Endpoints: endpointsRules,
  Event: eventRules,
  HorizontalPodAutoscaler: horizontalPodAutoscalerRules,
  Job: jobRules,
  Lease: leaseRules,
  LimitRange: limitRangeRules,
  Namespace: namespaceRules,
  Node: nodeRules,
  PersistentVolume: persistentVolumeRules,
  PersistentVolumeClaim: persistentVolumeClaimRules,
  Pod: {
    create: validatePodCreate,
    update: validatePodUpdate,
    subresources: {
      status: validatePodStatusUpdate,
      resize: validatePodResize,
      ephemeralcontainers: validateEphemeralContainersUpdate,
    },
  },
  PodDisruptionBudget: podDisruptionBudgetRules,
  PodTemplate: podTemplateRules,
  PriorityClass: priorityClassRules,
  ReplicaSet: replicaSetRules,
  ReplicationController: replicationControllerRules,
  ResourceQuota: resourceQuotaRules,
  Secret: secretRules,
  Service: serviceRules,
  ServiceAccount: serviceAccountRules,
  StatefulSet: statefulSetRules,
  StorageClass: storageClassRules,
};

/** The table's rows fit their kinds; that the object is of the row's kind, its kind says. */
const rules = (kind: Kind): KindRules<Kind> => rulesOf[kind] as unknown as KindRules<Kind>;

/** What is wrong with a new object, in the order in which the API server says it. */
export const validateCreate = (object: KubeObject): FieldError[] => [...rules(object.kind).create(object)];

/** What is wrong with `object` in the place of `before`. A subresource without rules of its own is not validated. */
export function validateUpdate(object: KubeObject, before: KubeObject, subresource?: Subresource): FieldError[] {
  const found = rules(object.kind);
  const validate = subresource ? found.subresources?.[subresource] : found.update;
  const common = [...validateCommonFields(object, before)];
  return validate ? [...common, ...validate(object, before)] : common;
}

/** What is asked of every object that takes another's place, before its kind is asked. @source kubernetes/kubernetes staging/src/k8s.io/apiserver/pkg/registry/rest/update.go validateCommonFields */
function* validateCommonFields({ kind, metadata }: KubeObject, before: KubeObject): Errors {
  const at = Path.root('metadata');
  yield* validateObjectMeta(metadata, resourceOf(kind).namespaced ? 'namespaced' : 'cluster', pathSegment, at);
  yield* validateObjectMetaUpdate(metadata, before.metadata, at);
}
