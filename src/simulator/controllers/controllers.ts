import type { ComponentContext } from '../component.ts';
import { startCronJobController } from './cronjob/cronjob-controller.ts';
import { startDaemonSetController } from './daemonset/daemonset-controller.ts';
import { startDeploymentController } from './deployment/deployment-controller.ts';
import { startDisruptionController } from './disruption/disruption-controller.ts';
import { startEndpointsController } from './endpointslice/endpoints-controller.ts';
import { startEndpointSliceController } from './endpointslice/endpointslice-controller.ts';
import { startEndpointSliceMirroringController } from './endpointslice/endpointslice-mirroring-controller.ts';
import { startGarbageCollector } from './garbage-collector.ts';
import { startJobController } from './job/job-controller.ts';
import { startNodeLifecycleController } from './node-lifecycle/node-lifecycle-controller.ts';
import { startReplicaSetController } from './replicaset/replicaset-controller.ts';
import { startStatefulSetController } from './statefulset/statefulset-controller.ts';
import { startNamespaceController } from './namespace.ts';
import { startPodGarbageCollector } from './pod-gc.ts';
import { startResourceQuotaController } from './resource-quota.ts';
import { startRootCaController, startServiceAccountController } from './service-account.ts';
import { startTaintEvictionController } from './taint-eviction.ts';
import { startTtlAfterFinishedController } from './ttl-after-finished.ts';
import { startVolumeBinder } from './volume/binder.ts';
import { startEphemeralVolumeController } from './volume/ephemeral-volume.ts';
import { startClaimProtection, startVolumeProtection } from './volume/protection.ts';

/** Every controller by its name in the controller manager; of two that hear of a change at once the first here acts first. */
const controllers = {
  'endpoints-controller': startEndpointsController,
  'endpointslice-controller': startEndpointSliceController,
  'endpointslice-mirroring-controller': startEndpointSliceMirroringController,
  'disruption-controller': startDisruptionController,
  'resourcequota-controller': startResourceQuotaController,
  'node-lifecycle-controller': startNodeLifecycleController,
  'daemonset-controller': startDaemonSetController,
  'taint-eviction-controller': startTaintEvictionController,
  'namespace-controller': startNamespaceController,
  'serviceaccount-controller': startServiceAccountController,
  'root-ca-certificate-publisher-controller': startRootCaController,
  'pod-garbage-collector-controller': startPodGarbageCollector,
  'ephemeral-volume-controller': startEphemeralVolumeController,
  'persistentvolume-binder-controller': startVolumeBinder,
  'persistentvolumeclaim-protection-controller': startClaimProtection,
  'persistentvolume-protection-controller': startVolumeProtection,
  'replicaset-controller': startReplicaSetController,
  'deployment-controller': startDeploymentController,
  'job-controller': startJobController,
  'cronjob-controller': startCronJobController,
  'ttl-after-finished-controller': startTtlAfterFinishedController,
  'statefulset-controller': startStatefulSetController,
  'garbage-collector-controller': startGarbageCollector,
} satisfies Record<string, (context: ComponentContext) => void>;
export type ControllerName = keyof typeof controllers;
export const controllerNames: readonly string[] = Object.keys(controllers);

/** Starts the controllers, or those that are named. */
export function startControllers(
  context: ComponentContext,
  names: readonly ControllerName[] = Object.keys(controllers) as ControllerName[],
): void {
  for (const name of names) (controllers as Record<string, (context: ComponentContext) => void>)[name]?.(context);
}
