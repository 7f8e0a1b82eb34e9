import { definitionOf } from './definitions.ts';
import { structFields } from './go-field-order.ts';

/**
 * What the OpenAPI facts leave out of the Go types that an API server decodes into and encodes from: which fields are
 * written even when empty, which are pointers (so that "", 0 and false are values, not absence), and the names of the
 * types that its messages print. Fields that are nowhere named here: a struct is a pointer; all else is not, is left out
 * when empty, and its type is what facts.ts says. Pointers and types below a Pod's template stand in go-structs.ts.
 * Read from the struct tags by reflection over k8s.io/api and k8s.io/apimachinery v0.36.3.
 */
export interface GoFacts {
  /** The Go type's own name, where the definition is called otherwise. */
  readonly name?: string;
  /** Written even when empty. */
  readonly always?: string;
  /** Pointers to scalars: written when set, whatever the value. */
  readonly pointers?: string;
  /** Structs that are not pointers and left out when all their fields are zero (omitzero). */
  readonly omitZero?: string;
  /** Lists and maps of which messages or rules tell an empty one that is given from none. */
  readonly emptyIsSaid?: string;
  /** Go type by field, where it is not the plain one. */
  readonly types?: Readonly<Record<string, string>>;
  /** Fields of an embedded struct, by its name: messages about what is below them name it too. */
  readonly embedded?: Readonly<Record<string, string>>;
}

const SAID: Readonly<Record<string, GoFacts>> = {
  ControllerRevision: { always: 'data metadata revision' },
  DaemonSet: { always: 'metadata spec status' },
  DaemonSetCondition: {
    always: 'lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.DaemonSetConditionType' },
  },
  DaemonSetSpec: { always: 'template updateStrategy', pointers: 'revisionHistoryLimit' },
  DaemonSetStatus: {
    always: 'currentNumberScheduled desiredNumberScheduled numberMisscheduled numberReady',
    pointers: 'collisionCount',
  },
  DaemonSetUpdateStrategy: { types: { type: 'v1.DaemonSetUpdateStrategyType' } },
  Deployment: { always: 'metadata spec status' },
  DeploymentCondition: {
    always: 'lastTransitionTime lastUpdateTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.DeploymentConditionType' },
  },
  DeploymentSpec: { always: 'strategy template', pointers: 'progressDeadlineSeconds replicas revisionHistoryLimit' },
  DeploymentStatus: { pointers: 'collisionCount terminatingReplicas' },
  DeploymentStrategy: { types: { type: 'v1.DeploymentStrategyType' } },
  ReplicaSet: { always: 'metadata spec status' },
  ReplicaSetCondition: {
    always: 'lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.ReplicaSetConditionType' },
  },
  ReplicaSetSpec: { always: 'template', pointers: 'replicas' },
  ReplicaSetStatus: { always: 'replicas', pointers: 'terminatingReplicas' },
  RollingUpdateDaemonSet: { pointers: 'maxSurge maxUnavailable' },
  RollingUpdateDeployment: { pointers: 'maxSurge maxUnavailable' },
  RollingUpdateStatefulSetStrategy: { pointers: 'maxUnavailable partition' },
  StatefulSet: { always: 'metadata spec status' },
  StatefulSetCondition: {
    always: 'lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.StatefulSetConditionType' },
  },
  StatefulSetOrdinals: { always: 'start' },
  StatefulSetPersistentVolumeClaimRetentionPolicy: {
    types: {
      whenDeleted: 'v1.PersistentVolumeClaimRetentionPolicyType',
      whenScaled: 'v1.PersistentVolumeClaimRetentionPolicyType',
    },
  },
  StatefulSetSpec: {
    always: 'serviceName template updateStrategy',
    pointers: 'replicas revisionHistoryLimit',
    types: { podManagementPolicy: 'v1.PodManagementPolicyType' },
  },
  StatefulSetStatus: { always: 'availableReplicas replicas', pointers: 'collisionCount' },
  StatefulSetUpdateStrategy: { types: { type: 'v1.StatefulSetUpdateStrategyType' } },
  Scale: { always: 'metadata spec status' },
  ScaleStatus: { always: 'replicas' },
  ContainerResourceMetricSource: {
    always: 'container name target',
    types: { name: 'v1.ResourceName', target: 'v2.MetricTarget' },
  },
  ContainerResourceMetricStatus: {
    always: 'container current name',
    types: { current: 'v2.MetricValueStatus', name: 'v1.ResourceName' },
  },
  CrossVersionObjectReference: { always: 'kind name' },
  ExternalMetricSource: {
    always: 'metric target',
    types: { metric: 'v2.MetricIdentifier', target: 'v2.MetricTarget' },
  },
  ExternalMetricStatus: {
    always: 'current metric',
    types: { current: 'v2.MetricValueStatus', metric: 'v2.MetricIdentifier' },
  },
  HPAScalingPolicy: { always: 'periodSeconds type value', types: { type: 'v2.HPAScalingPolicyType' } },
  HPAScalingRules: {
    pointers: 'selectPolicy stabilizationWindowSeconds tolerance',
    emptyIsSaid: 'policies',
    types: { policies: '[]v2.HPAScalingPolicy', selectPolicy: 'v2.ScalingPolicySelect' },
  },
  HorizontalPodAutoscaler: {
    always: 'metadata spec status',
    types: { spec: 'v2.HorizontalPodAutoscalerSpec', status: 'v2.HorizontalPodAutoscalerStatus' },
  },
  AutoscalingV1HorizontalPodAutoscaler: {
    name: 'HorizontalPodAutoscaler',
    always: 'metadata spec status',
    types: { spec: 'v1.HorizontalPodAutoscalerSpec', status: 'v1.HorizontalPodAutoscalerStatus' },
  },
  AutoscalingV1HorizontalPodAutoscalerSpec: {
    name: 'HorizontalPodAutoscalerSpec',
    always: 'maxReplicas scaleTargetRef',
    pointers: 'minReplicas targetCPUUtilizationPercentage',
  },
  AutoscalingV1HorizontalPodAutoscalerStatus: {
    name: 'HorizontalPodAutoscalerStatus',
    always: 'currentReplicas desiredReplicas',
    pointers: 'currentCPUUtilizationPercentage lastScaleTime observedGeneration',
  },
  HorizontalPodAutoscalerBehavior: { types: { scaleDown: 'v2.HPAScalingRules', scaleUp: 'v2.HPAScalingRules' } },
  HorizontalPodAutoscalerCondition: {
    always: 'lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v2.HorizontalPodAutoscalerConditionType' },
  },
  HorizontalPodAutoscalerSpec: {
    always: 'maxReplicas scaleTargetRef',
    pointers: 'minReplicas',
    types: {
      behavior: 'v2.HorizontalPodAutoscalerBehavior',
      metrics: '[]v2.MetricSpec',
      scaleTargetRef: 'v2.CrossVersionObjectReference',
    },
  },
  HorizontalPodAutoscalerStatus: {
    always: 'currentMetrics desiredReplicas',
    pointers: 'lastScaleTime observedGeneration',
    types: { conditions: '[]v2.HorizontalPodAutoscalerCondition', currentMetrics: '[]v2.MetricStatus' },
  },
  MetricIdentifier: { always: 'name' },
  MetricSpec: {
    always: 'type',
    types: {
      containerResource: 'v2.ContainerResourceMetricSource',
      external: 'v2.ExternalMetricSource',
      object: 'v2.ObjectMetricSource',
      pods: 'v2.PodsMetricSource',
      resource: 'v2.ResourceMetricSource',
      type: 'v2.MetricSourceType',
    },
  },
  MetricStatus: {
    always: 'type',
    types: {
      containerResource: 'v2.ContainerResourceMetricStatus',
      external: 'v2.ExternalMetricStatus',
      object: 'v2.ObjectMetricStatus',
      pods: 'v2.PodsMetricStatus',
      resource: 'v2.ResourceMetricStatus',
      type: 'v2.MetricSourceType',
    },
  },
  MetricTarget: {
    always: 'type',
    pointers: 'averageUtilization averageValue value',
    types: { type: 'v2.MetricTargetType' },
  },
  MetricValueStatus: { pointers: 'averageUtilization averageValue value' },
  ObjectMetricSource: {
    always: 'describedObject metric target',
    types: {
      describedObject: 'v2.CrossVersionObjectReference',
      metric: 'v2.MetricIdentifier',
      target: 'v2.MetricTarget',
    },
  },
  ObjectMetricStatus: {
    always: 'current describedObject metric',
    types: {
      current: 'v2.MetricValueStatus',
      describedObject: 'v2.CrossVersionObjectReference',
      metric: 'v2.MetricIdentifier',
    },
  },
  PodsMetricSource: { always: 'metric target', types: { metric: 'v2.MetricIdentifier', target: 'v2.MetricTarget' } },
  PodsMetricStatus: {
    always: 'current metric',
    types: { current: 'v2.MetricValueStatus', metric: 'v2.MetricIdentifier' },
  },
  ResourceMetricSource: { always: 'name target', types: { name: 'v1.ResourceName', target: 'v2.MetricTarget' } },
  ResourceMetricStatus: { always: 'current name', types: { current: 'v2.MetricValueStatus', name: 'v1.ResourceName' } },
  CronJob: { always: 'metadata spec status' },
  CronJobSpec: {
    always: 'jobTemplate schedule',
    pointers: 'failedJobsHistoryLimit startingDeadlineSeconds successfulJobsHistoryLimit suspend timeZone',
    types: { concurrencyPolicy: 'v1.ConcurrencyPolicy' },
  },
  CronJobStatus: { pointers: 'lastScheduleTime lastSuccessfulTime' },
  Job: { always: 'metadata spec status' },
  JobCondition: {
    always: 'lastProbeTime lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.JobConditionType' },
  },
  JobSpec: {
    always: 'template',
    pointers:
      'activeDeadlineSeconds backoffLimit backoffLimitPerIndex completionMode completions managedBy manualSelector maxFailedIndexes parallelism podReplacementPolicy suspend ttlSecondsAfterFinished',
    types: { completionMode: 'v1.CompletionMode', podReplacementPolicy: 'v1.PodReplacementPolicy' },
  },
  JobStatus: { pointers: 'completionTime failedIndexes ready startTime terminating' },
  JobTemplateSpec: { always: 'metadata spec' },
  PodFailurePolicy: { always: 'rules' },
  PodFailurePolicyOnExitCodesRequirement: {
    always: 'operator values',
    pointers: 'containerName',
    types: { operator: 'v1.PodFailurePolicyOnExitCodesOperator' },
  },
  PodFailurePolicyOnPodConditionsPattern: {
    always: 'status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.PodConditionType' },
  },
  PodFailurePolicyRule: { always: 'action', types: { action: 'v1.PodFailurePolicyAction' } },
  SuccessPolicy: { always: 'rules' },
  SuccessPolicyRule: { pointers: 'succeededCount succeededIndexes' },
  UncountedTerminatedPods: { types: { failed: '[]types.UID', succeeded: '[]types.UID' } },
  Lease: { always: 'metadata spec' },
  LeaseSpec: {
    pointers: 'acquireTime holderIdentity leaseDurationSeconds leaseTransitions preferredHolder renewTime strategy',
    types: { strategy: 'v1.CoordinatedLeaseStrategy' },
  },
  AWSElasticBlockStoreVolumeSource: { always: 'volumeID' },
  AppArmorProfile: { always: 'type' },
  AttachedVolume: { always: 'devicePath name', types: { name: 'v1.UniqueVolumeName' } },
  AzureDiskVolumeSource: { always: 'diskName diskURI' },
  AzureFilePersistentVolumeSource: { always: 'secretName shareName', pointers: 'secretNamespace' },
  AzureFileVolumeSource: { always: 'secretName shareName' },
  CSIPersistentVolumeSource: { always: 'driver volumeHandle' },
  CSIVolumeSource: { always: 'driver' },
  CephFSPersistentVolumeSource: { always: 'monitors' },
  CephFSVolumeSource: { always: 'monitors' },
  CinderPersistentVolumeSource: { always: 'volumeID' },
  CinderVolumeSource: { always: 'volumeID' },
  ClientIPConfig: { pointers: 'timeoutSeconds' },
  ClusterTrustBundleProjection: { always: 'path' },
  ConfigMap: { always: 'metadata', pointers: 'immutable' },
  ConfigMapEnvSource: { embedded: { LocalObjectReference: 'name' } },
  ConfigMapKeySelector: { always: 'key', embedded: { LocalObjectReference: 'name' } },
  ConfigMapNodeConfigSource: { always: 'kubeletConfigKey name namespace', types: { uid: 'types.UID' } },
  ConfigMapProjection: { embedded: { LocalObjectReference: 'name' } },
  ConfigMapVolumeSource: { embedded: { LocalObjectReference: 'name' } },
  Container: {
    emptyIsSaid: 'args command env envFrom ports resizePolicy volumeDevices volumeMounts',
    always: 'name resources',
  },
  ContainerExtendedResourceRequest: { always: 'containerName requestName resourceName' },
  ContainerImage: { always: 'names' },
  ContainerPort: { always: 'containerPort' },
  ContainerResizePolicy: { always: 'resourceName restartPolicy' },
  ContainerStateRunning: { always: 'startedAt' },
  ContainerStateTerminated: { always: 'exitCode finishedAt startedAt' },
  ContainerStatus: {
    always: 'image imageID lastState name ready restartCount state',
    pointers: 'started stopSignal',
    types: { stopSignal: 'v1.Signal' },
  },
  DaemonEndpoint: { always: 'Port' },
  DownwardAPIVolumeFile: { always: 'path' },
  EndpointAddress: { always: 'ip', pointers: 'nodeName' },
  EndpointPort: { always: 'port', pointers: 'appProtocol', types: { protocol: 'v1.Protocol' } },
  Endpoints: { always: 'metadata' },
  EnvVar: { always: 'name' },
  EphemeralContainer: {
    emptyIsSaid: 'ports resizePolicy restartPolicyRules',
    always: 'name resources',
    embedded: {
      EphemeralContainerCommon:
        'args command env envFrom image imagePullPolicy lifecycle livenessProbe name ports readinessProbe resizePolicy resources restartPolicy restartPolicyRules securityContext startupProbe stdin stdinOnce terminationMessagePath terminationMessagePolicy tty volumeDevices volumeMounts workingDir',
    },
  },
  Event: {
    always:
      'eventTime firstTimestamp involvedObject lastTimestamp metadata reportingComponent reportingInstance source',
  },
  EventSeries: { always: 'lastObservedTime' },
  FileKeySelector: { always: 'key path volumeName' },
  FlexPersistentVolumeSource: { always: 'driver' },
  FlexVolumeSource: { always: 'driver' },
  GCEPersistentDiskVolumeSource: { always: 'pdName' },
  GRPCAction: { always: 'port' },
  GitRepoVolumeSource: { always: 'repository' },
  GlusterfsPersistentVolumeSource: { always: 'endpoints path', pointers: 'endpointsNamespace' },
  GlusterfsVolumeSource: { always: 'endpoints path' },
  HTTPGetAction: { always: 'port' },
  HTTPHeader: { always: 'name value' },
  HostAlias: { always: 'ip' },
  HostIP: { always: 'ip' },
  HostPathVolumeSource: { always: 'path' },
  ISCSIPersistentVolumeSource: { always: 'iqn lun targetPortal', pointers: 'initiatorName' },
  ISCSIVolumeSource: { always: 'iqn lun targetPortal' },
  KeyToPath: { always: 'key path' },
  LimitRange: { always: 'metadata spec' },
  LimitRangeItem: { always: 'type', types: { type: 'v1.LimitType' } },
  LimitRangeSpec: { always: 'limits' },
  LinuxContainerUser: { always: 'gid uid' },
  LoadBalancerIngress: { pointers: 'ipMode', types: { ipMode: 'v1.LoadBalancerIPMode' } },
  LocalVolumeSource: { always: 'path', pointers: 'fsType' },
  ModifyVolumeStatus: { always: 'status', types: { status: 'v1.PersistentVolumeClaimModifyVolumeStatus' } },
  NFSVolumeSource: { always: 'path server' },
  Namespace: { always: 'metadata spec status' },
  NamespaceCondition: {
    always: 'lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.NamespaceConditionType' },
  },
  NamespaceSpec: { types: { finalizers: '[]v1.FinalizerName' } },
  NamespaceStatus: { types: { phase: 'v1.NamespacePhase' } },
  Node: { always: 'metadata spec status' },
  NodeAddress: { always: 'address type', types: { type: 'v1.NodeAddressType' } },
  NodeAllocatableResourceClaimStatus: {
    always: 'resourceClaimName resources',
    types: { resources: 'map[v1.ResourceName]resource.Quantity' },
  },
  NodeCondition: {
    always: 'lastHeartbeatTime lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.NodeConditionType' },
  },
  NodeDaemonEndpoints: { always: 'kubeletEndpoint' },
  NodeFeatures: { pointers: 'supplementalGroupsPolicy' },
  NodeRuntimeHandler: { always: 'name' },
  NodeRuntimeHandlerFeatures: { pointers: 'recursiveReadOnlyMounts userNamespaces' },
  NodeSelector: { always: 'nodeSelectorTerms' },
  NodeSelectorRequirement: { always: 'key operator' },
  NodeStatus: {
    always: 'daemonEndpoints nodeInfo',
    types: { phase: 'v1.NodePhase', volumesInUse: '[]v1.UniqueVolumeName' },
  },
  NodeSwapStatus: { pointers: 'capacity' },
  NodeSystemInfo: {
    always:
      'architecture bootID containerRuntimeVersion kernelVersion kubeProxyVersion kubeletVersion machineID operatingSystem osImage systemUUID',
  },
  ObjectFieldSelector: { always: 'fieldPath' },
  ObjectReference: { types: { uid: 'types.UID' } },
  PersistentVolume: { always: 'metadata spec status' },
  PersistentVolumeClaim: { always: 'metadata spec status' },
  PersistentVolumeClaimCondition: {
    always: 'lastProbeTime lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.PersistentVolumeClaimConditionType' },
  },
  PersistentVolumeClaimSpec: { always: 'resources' },
  PersistentVolumeClaimStatus: {
    pointers: 'currentVolumeAttributesClassName',
    types: {
      accessModes: '[]v1.PersistentVolumeAccessMode',
      allocatedResourceStatuses: 'map[v1.ResourceName]v1.ClaimResourceStatus',
      phase: 'v1.PersistentVolumeClaimPhase',
    },
  },
  PersistentVolumeClaimTemplate: { always: 'metadata spec' },
  PersistentVolumeClaimVolumeSource: { always: 'claimName' },
  PersistentVolumeSpec: {
    pointers: 'volumeAttributesClassName volumeMode',
    emptyIsSaid: 'capacity',
    types: {
      accessModes: '[]v1.PersistentVolumeAccessMode',
      persistentVolumeReclaimPolicy: 'v1.PersistentVolumeReclaimPolicy',
      volumeMode: 'v1.PersistentVolumeMode',
    },
    embedded: {
      PersistentVolumeSource:
        'awsElasticBlockStore azureDisk azureFile cephfs cinder csi fc flexVolume flocker gcePersistentDisk glusterfs hostPath iscsi local nfs photonPersistentDisk portworxVolume quobyte rbd scaleIO storageos vsphereVolume',
    },
  },
  PersistentVolumeStatus: { pointers: 'lastPhaseTransitionTime', types: { phase: 'v1.PersistentVolumePhase' } },
  PhotonPersistentDiskVolumeSource: { always: 'pdID' },
  Pod: { always: 'metadata spec status' },
  PodAffinityTerm: { always: 'topologyKey' },
  PodCondition: {
    always: 'lastProbeTime lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.PodConditionType' },
  },
  PodExtendedResourceClaimStatus: { always: 'requestMappings resourceClaimName' },
  PodIP: { always: 'ip' },
  PodOS: { always: 'name' },
  PodReadinessGate: { always: 'conditionType' },
  PodResourceClaim: { always: 'name' },
  PodResourceClaimStatus: { always: 'name', pointers: 'resourceClaimName' },
  PodSchedulingGate: { always: 'name' },
  PodSpec: {
    always: 'containers',
    emptyIsSaid:
      'hostAliases imagePullSecrets nodeSelector overhead readinessGates tolerations topologySpreadConstraints',
  },
  PodStatus: {
    pointers: 'startTime',
    types: { phase: 'v1.PodPhase', qosClass: 'v1.PodQOSClass', resize: 'v1.PodResizeStatus' },
  },
  PodTemplate: { always: 'metadata template' },
  PodTemplateSpec: { always: 'metadata spec' },
  PortStatus: { always: 'port protocol', pointers: 'error', types: { protocol: 'v1.Protocol' } },
  PortworxVolumeSource: { always: 'volumeID' },
  PreferredSchedulingTerm: { always: 'preference weight' },
  Probe: { embedded: { ProbeHandler: 'exec grpc httpGet tcpSocket' } },
  ProjectedVolumeSource: { always: 'sources' },
  QuobyteVolumeSource: { always: 'registry volume' },
  RBDPersistentVolumeSource: { always: 'image monitors' },
  RBDVolumeSource: { always: 'image monitors' },
  ReplicationController: { always: 'metadata spec status' },
  ReplicationControllerCondition: {
    always: 'lastTransitionTime status type',
    types: { status: 'v1.ConditionStatus', type: 'v1.ReplicationControllerConditionType' },
  },
  ReplicationControllerSpec: { pointers: 'replicas' },
  ReplicationControllerStatus: { always: 'replicas' },
  ResourceClaim: { always: 'name' },
  ResourceRequirements: { emptyIsSaid: 'claims' },
  ResourceFieldSelector: { always: 'divisor resource' },
  ResourceHealth: {
    always: 'resourceID',
    pointers: 'message',
    types: { health: 'v1.ResourceHealthStatus', resourceID: 'v1.ResourceID' },
  },
  ResourceQuota: { always: 'metadata spec status' },
  ResourceQuotaSpec: { types: { scopes: '[]v1.ResourceQuotaScope' } },
  ResourceStatus: { always: 'name', types: { name: 'v1.ResourceName' } },
  ScaleIOPersistentVolumeSource: { always: 'gateway system' },
  ScaleIOVolumeSource: { always: 'gateway system' },
  ScopedResourceSelectorRequirement: {
    always: 'operator scopeName',
    types: { operator: 'v1.ScopeSelectorOperator', scopeName: 'v1.ResourceQuotaScope' },
  },
  SeccompProfile: { always: 'type' },
  Secret: { always: 'metadata', pointers: 'immutable', types: { type: 'v1.SecretType' } },
  SecretEnvSource: { embedded: { LocalObjectReference: 'name' } },
  SecretKeySelector: { always: 'key', embedded: { LocalObjectReference: 'name' } },
  SecretProjection: { embedded: { LocalObjectReference: 'name' } },
  Service: { always: 'metadata spec status' },
  ServiceAccount: { always: 'metadata', pointers: 'automountServiceAccountToken' },
  ServiceAccountTokenProjection: { always: 'path' },
  ServicePort: { always: 'port targetPort', pointers: 'appProtocol', types: { protocol: 'v1.Protocol' } },
  ServiceSpec: {
    pointers:
      'allocateLoadBalancerNodePorts internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution',
    types: {
      externalTrafficPolicy: 'v1.ServiceExternalTrafficPolicy',
      internalTrafficPolicy: 'v1.ServiceInternalTrafficPolicy',
      ipFamilies: '[]v1.IPFamily',
      ipFamilyPolicy: 'v1.IPFamilyPolicy',
      sessionAffinity: 'v1.ServiceAffinity',
      type: 'v1.ServiceType',
    },
  },
  ServiceStatus: { always: 'loadBalancer' },
  SleepAction: { always: 'seconds' },
  Sysctl: { always: 'name value' },
  TCPSocketAction: { always: 'port' },
  Taint: { always: 'effect key', pointers: 'timeAdded', types: { effect: 'v1.TaintEffect' } },
  TopologySelectorLabelRequirement: { always: 'key values' },
  TopologySpreadConstraint: { always: 'maxSkew topologyKey whenUnsatisfiable' },
  TypedLocalObjectReference: { always: 'apiGroup kind name' },
  TypedObjectReference: { always: 'apiGroup kind name' },
  Volume: {
    always: 'name',
    embedded: {
      VolumeSource:
        'awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume',
    },
  },
  VolumeDevice: { always: 'devicePath name' },
  VolumeMount: { always: 'mountPath name' },
  VolumeMountStatus: {
    always: 'mountPath name',
    pointers: 'recursiveReadOnly',
    types: { recursiveReadOnly: 'v1.RecursiveReadOnlyMode' },
  },
  VsphereVirtualDiskVolumeSource: { always: 'volumePath' },
  WeightedPodAffinityTerm: { always: 'podAffinityTerm weight' },
  DiscoveryEndpointPort: {
    name: 'EndpointPort',
    pointers: 'appProtocol name port protocol',
    types: { protocol: 'v1.Protocol' },
  },
  Endpoint: { always: 'addresses conditions', pointers: 'hostname nodeName zone' },
  EndpointConditions: { pointers: 'ready serving terminating' },
  EndpointSlice: {
    always: 'addressType endpoints metadata ports',
    types: { addressType: 'v1.AddressType', ports: '[]v1.EndpointPort' },
  },
  ForNode: { always: 'name' },
  ForZone: { always: 'name' },
  PodDisruptionBudget: { always: 'metadata spec status' },
  PodDisruptionBudgetSpec: {
    pointers: 'maxUnavailable minAvailable unhealthyPodEvictionPolicy',
    types: { unhealthyPodEvictionPolicy: 'v1.UnhealthyPodEvictionPolicyType' },
  },
  PodDisruptionBudgetStatus: { always: 'currentHealthy desiredHealthy disruptionsAllowed expectedPods' },
  PriorityClass: {
    always: 'metadata value',
    pointers: 'preemptionPolicy',
    types: { preemptionPolicy: 'v1.PreemptionPolicy' },
  },
  StorageClass: {
    always: 'metadata provisioner',
    pointers: 'allowVolumeExpansion reclaimPolicy volumeBindingMode',
    types: { reclaimPolicy: 'v1.PersistentVolumeReclaimPolicy', volumeBindingMode: 'v1.VolumeBindingMode' },
  },
  Condition: { always: 'lastTransitionTime message reason status type', types: { status: 'v1.ConditionStatus' } },
  LabelSelectorRequirement: { always: 'key operator' },
  ManagedFieldsEntry: {
    pointers: 'fieldsV1 time',
    types: { fieldsV1: 'v1.FieldsV1', operation: 'v1.ManagedFieldsOperationType' },
  },
  ObjectMeta: { emptyIsSaid: 'labels', omitZero: 'creationTimestamp' },
  OwnerReference: {
    always: 'apiVersion kind name uid',
    pointers: 'blockOwnerDeletion controller',
    types: { uid: 'types.UID' },
  },
};

const read = new Map<string, GoFacts>();

/** What is known of a definition's Go struct. */
export function goFactsOf(definition: string): GoFacts {
  const known = read.get(definition);
  if (known) return known;
  const facts = { ...SAID[definition], ...structFacts(definition) };
  read.set(definition, facts);
  return facts;
}

/** What the struct itself says, where it is known. */
function structFacts(definition: string): GoFacts {
  const fields = structFields(definition);
  if (!fields) return {};
  const facts = definitionOf(definition) ?? {};
  const pointers = fields.filter(({ json, type }) => type.startsWith('*') && !facts[json]?.type.startsWith('#'));
  return {
    pointers: pointers.map(({ json }) => json).join(' '),
    types: Object.fromEntries(fields.map(({ json, type }) => [json, type.replace('*', '')])),
  };
}
