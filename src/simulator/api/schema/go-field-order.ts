import { structs } from './go-structs.ts';

/**
 * The order of a Go struct's fields, where it is not the alphabet's: `Definition: field field …`. Go writes JSON in it.
 * Read from the struct tags by reflection over k8s.io/api v0.36.3. What is below a Pod's template is in go-structs.ts;
 * what is seldom met is left out, and sorted; so are objects that have a spec and a status alone.
 */
const TEXT = `
ConfigMap: kind apiVersion metadata immutable data binaryData
ContainerState: waiting running terminated
ContainerStateTerminated: exitCode signal reason message startedAt finishedAt containerID
ContainerStateWaiting: reason message
ContainerStatus: name state lastState ready restartCount image imageID containerID started allocatedResources resources volumeMounts user allocatedResourcesStatus stopSignal
CronJobSpec: schedule timeZone startingDeadlineSeconds concurrencyPolicy suspend jobTemplate successfulJobsHistoryLimit failedJobsHistoryLimit
DaemonSetCondition: type status lastTransitionTime reason message
DaemonSetSpec: selector template updateStrategy minReadySeconds revisionHistoryLimit
DaemonSetStatus: currentNumberScheduled numberMisscheduled desiredNumberScheduled numberReady observedGeneration updatedNumberScheduled numberAvailable numberUnavailable collisionCount conditions
DaemonSetUpdateStrategy: type rollingUpdate
DeploymentCondition: type status lastUpdateTime lastTransitionTime reason message
DeploymentSpec: replicas selector template strategy minReadySeconds revisionHistoryLimit paused progressDeadlineSeconds
DeploymentStatus: observedGeneration replicas updatedReplicas readyReplicas availableReplicas unavailableReplicas terminatingReplicas conditions collisionCount
DeploymentStrategy: type rollingUpdate
Event: kind apiVersion metadata involvedObject reason message source firstTimestamp lastTimestamp count type eventTime series action related reportingComponent reportingInstance
JobCondition: type status lastProbeTime lastTransitionTime reason message
JobSpec: parallelism completions activeDeadlineSeconds podFailurePolicy successPolicy backoffLimit backoffLimitPerIndex maxFailedIndexes selector manualSelector template ttlSecondsAfterFinished completionMode suspend podReplacementPolicy managedBy
JobStatus: conditions startTime completionTime active succeeded failed terminating completedIndexes failedIndexes uncountedTerminatedPods ready
NamespaceCondition: type status lastTransitionTime reason message
NamespaceStatus: phase conditions
ObjectReference: kind namespace name uid apiVersion resourceVersion fieldPath
OwnerReference: apiVersion kind name uid controller blockOwnerDeletion
PodCondition: type observedGeneration status lastProbeTime lastTransitionTime reason message
PodDisruptionBudgetSpec: minAvailable selector maxUnavailable unhealthyPodEvictionPolicy
PodDisruptionBudgetStatus: observedGeneration disruptedPods disruptionsAllowed currentHealthy desiredHealthy expectedPods conditions
PodStatus: observedGeneration phase conditions message reason nominatedNodeName hostIP hostIPs podIP podIPs startTime initContainerStatuses containerStatuses qosClass ephemeralContainerStatuses resize resourceClaimStatuses extendedResourceClaimStatus allocatedResources resources nodeAllocatableResourceClaimStatuses
PriorityClass: kind apiVersion metadata value globalDefault description preemptionPolicy
ReplicaSetCondition: type status lastTransitionTime reason message
ReplicaSetSpec: replicas minReadySeconds selector template
ReplicaSetStatus: replicas fullyLabeledReplicas readyReplicas availableReplicas terminatingReplicas observedGeneration conditions
ResourceQuotaSpec: hard scopes scopeSelector
RollingUpdateDaemonSet: maxUnavailable maxSurge
RollingUpdateDeployment: maxUnavailable maxSurge
RollingUpdateStatefulSetStrategy: partition maxUnavailable
Secret: kind apiVersion metadata immutable data stringData type
ServiceAccount: kind apiVersion metadata secrets imagePullSecrets automountServiceAccountToken
ServicePort: name protocol appProtocol port targetPort nodePort
ServiceSpec: ports selector clusterIP clusterIPs type externalIPs sessionAffinity loadBalancerIP loadBalancerSourceRanges externalName externalTrafficPolicy healthCheckNodePort publishNotReadyAddresses sessionAffinityConfig ipFamilies ipFamilyPolicy allocateLoadBalancerNodePorts loadBalancerClass internalTrafficPolicy trafficDistribution
ServiceStatus: loadBalancer conditions
StatefulSetCondition: type status lastTransitionTime reason message
StatefulSetSpec: replicas selector template volumeClaimTemplates serviceName podManagementPolicy updateStrategy revisionHistoryLimit minReadySeconds persistentVolumeClaimRetentionPolicy ordinals
StatefulSetStatus: observedGeneration replicas readyReplicas currentReplicas updatedReplicas currentRevision updateRevision collisionCount conditions availableReplicas
StatefulSetUpdateStrategy: type rollingUpdate
Taint: key value effect timeAdded
`;

let read: ReadonlyMap<string, readonly string[]> | undefined;

/** Names of fields in their order; undefined where it is the alphabet's or an object's usual one. */
export function goFieldOrder(definition: string): readonly string[] | undefined {
  read ??= new Map(
    TEXT.trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2).split(' ')]),
  );
  return read.get(definition) ?? structFields(definition)?.map(({ json }) => json);
}

/**
 * The fields of a struct below a Pod's template, those of what is embedded in their place.
 * @example structFields('LocalObjectReference') → [{ go: 'Name', json: 'name', type: 'string' }]
 */
export function structFields(
  definition: string,
): readonly { readonly go: string; readonly json: string; readonly type: string }[] | undefined {
  const struct = `v1.${definition}`;
  if (!Object.hasOwn(structs, struct)) return undefined;
  return structs[struct]?.split(' ').flatMap((field) => {
    const [name = '', type = ''] = field.split(':');
    if (name.startsWith('-')) return structFields(type.replace(/^\*?v1\./, '')) ?? [];
    const [go = '', json = go.charAt(0).toLowerCase() + go.slice(1)] = name.split('=');
    return { go, json, type };
  });
}
