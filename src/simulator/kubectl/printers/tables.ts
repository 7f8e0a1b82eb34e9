import type { KindOf, KubeObject } from '../../api/schema/kinds.ts';
import * as cluster from './cluster-rows.ts';
import * as network from './network-rows.ts';
import { podTable } from './pod-row.ts';
import * as policy from './policy-rows.ts';
import type { TablePrinter } from './table.ts';
import * as workload from './workload-rows.ts';

const tables: { readonly [K in keyof KindOf]: TablePrinter<KindOf[K]> } = {
  ConfigMap: cluster.configMapTable,
  ControllerRevision: workload.controllerRevisionTable,
  CronJob: workload.cronJobTable,
  DaemonSet: workload.daemonSetTable,
  Deployment: workload.deploymentTable,
  Endpoints: network.endpointsTable,
  EndpointSlice: network.endpointSliceTable,
  Event: cluster.eventTable,
  HorizontalPodAutoscaler: policy.horizontalPodAutoscalerTable,
  Job: workload.jobTable,
  Lease: cluster.leaseTable,
  LimitRange: policy.limitRangeTable,
  Namespace: cluster.namespaceTable,
  Node: cluster.nodeTable,
  PersistentVolume: cluster.persistentVolumeTable,
  PersistentVolumeClaim: cluster.persistentVolumeClaimTable,
  Pod: podTable,
  PodDisruptionBudget: policy.podDisruptionBudgetTable,
  PodTemplate: workload.podTemplateTable,
  PriorityClass: cluster.priorityClassTable,
  ReplicaSet: workload.replicaSetTable,
  ReplicationController: workload.replicationControllerTable,
  ResourceQuota: policy.resourceQuotaTable,
  Secret: cluster.secretTable,
  Service: network.serviceTable,
  ServiceAccount: cluster.serviceAccountTable,
  StatefulSet: workload.statefulSetTable,
  StorageClass: cluster.storageClassTable,
};

/** How objects of a kind look in a table. */
export function tableOf(kind: keyof KindOf): TablePrinter<KubeObject> {
  return tables[kind] as TablePrinter<KubeObject>; // the caller gives it objects of that kind
}
