/** What kinds other than the Pod, and what all objects share, are for. The form is that of field-descriptions.ts. */
export const KINDS = `
*.apiVersion: The version of the API that this object is written in: v1, apps/v1.
*.kind: What this object is: Pod, Deployment, Service.
*.metadata: The object's name, namespace, labels and annotations.
*.spec: What you want.
*.status: What the cluster has found. Controllers and the kubelet write it.
ConfigMap: Settings that are not secret, as keys and values.
ConfigMap.binaryData: Values that are not text, in base64.
ConfigMap.data: Keys and their values, as text.
ConfigMap.immutable: With true, the data cannot be changed any more; only deleted.
CronJob: Makes Jobs at the times of a schedule.
CronJobSpec.concurrencyPolicy: What happens when a Job is still running at the next time: Allow both, Forbid the new one, or Replace the old one.
CronJobSpec.failedJobsHistoryLimit: How many failed Jobs are kept, 1 unless said.
CronJobSpec.jobTemplate: The Job that is made each time.
CronJobSpec.schedule: When, in five fields: minute, hour, day of the month, month, day of the week.
CronJobSpec.startingDeadlineSeconds: How late a Job may still be started.
CronJobSpec.successfulJobsHistoryLimit: How many finished Jobs are kept, 3 unless said.
CronJobSpec.suspend: With true, no Job is made.
CronJobSpec.timeZone: The time zone of the schedule.
DaemonSet: Keeps one Pod on each node that fits.
DaemonSetSpec.selector: Which Pods are its own. Must match the template's labels.
DaemonSetSpec.template: The Pod that each node gets.
DaemonSetSpec.updateStrategy: How a change of the template reaches the nodes: RollingUpdate or OnDelete.
Deployment: Keeps a number of Pods running, and replaces them step by step when their template changes.
DeploymentSpec.minReadySeconds: How long a new Pod must be ready before it counts as available.
DeploymentSpec.paused: With true, a changed template is not rolled out.
DeploymentSpec.progressDeadlineSeconds: How long a roll-out may stand still before it is said to have failed, 600 unless said.
DeploymentSpec.replicas: How many Pods are wanted, 1 unless said.
DeploymentSpec.revisionHistoryLimit: How many old ReplicaSets are kept to go back to, 10 unless said.
DeploymentSpec.selector: Which Pods are its own. Must match the template's labels, and cannot be changed.
DeploymentSpec.strategy: How old Pods give way to new ones.
DeploymentSpec.template: The Pod that is wanted. A change begins a roll-out.
DeploymentStrategy.rollingUpdate: How many Pods may be missing or too many meanwhile.
DeploymentStrategy.type: RollingUpdate, or Recreate: all old Pods go before the first new one comes.
Job: Runs Pods until so many have succeeded.
JobSpec.activeDeadlineSeconds: How long the Job may run at all; then its Pods are ended and it has failed.
JobSpec.backoffLimit: How many failed Pods are borne before the Job has failed, 6 unless said.
JobSpec.completionMode: NonIndexed, or Indexed: each Pod has a number, and each number must succeed once.
JobSpec.completions: How many Pods must succeed, 1 unless said.
JobSpec.parallelism: How many Pods run at a time, 1 unless said.
JobSpec.podFailurePolicy: Which exit codes or conditions end the Job, count, or do not count.
JobSpec.selector: Which Pods are the Job's own; set by the API server, seldom by hand.
PodFailurePolicy.rules: The rules in order; the first that matches a failed Pod decides.
PodFailurePolicyRule.action: FailJob, FailIndex, Ignore (the failure does not count) or Count.
PodFailurePolicyRule.onExitCodes: The exit codes that the rule is about.
PodFailurePolicyOnExitCodesRequirement.operator: In or NotIn: whether the exit code has to be one of the values.
PodFailurePolicyOnExitCodesRequirement.values: Exit codes, 255 at most.
JobSpec.suspend: With true, no Pods run.
JobSpec.template: The Pod that does the work. Its restartPolicy is OnFailure or Never.
JobSpec.ttlSecondsAfterFinished: How long the Job stays after its end.
JobTemplateSpec.spec: The Job that is made.
LabelSelector.matchExpressions: Conditions on labels; all must hold.
LabelSelector.matchLabels: Labels with these values; all must be there.
LabelSelectorRequirement.key: The label's key.
LabelSelectorRequirement.operator: In, NotIn, Exists or DoesNotExist.
LabelSelectorRequirement.values: The values that In and NotIn look in.
LimitRange: Bounds and defaults for what containers of a namespace ask for.
LimitRangeItem.default: The limit of a container that names none.
LimitRangeItem.defaultRequest: The request of a container that names none.
LimitRangeItem.max: The most that may be asked for.
LimitRangeItem.min: The least that must be asked for.
LimitRangeItem.type: What is bounded: Container, Pod or PersistentVolumeClaim.
LimitRangeSpec.limits: The bounds.
LocalObjectReference.name: The name of the other object, in the same namespace.
Namespace: A part of the cluster in which names are unique, and which guards can be set for.
ObjectMeta.annotations: Notes for tools and people. Nothing is selected by them.
ObjectMeta.creationTimestamp: When the object was made.
ObjectMeta.deletionTimestamp: By when the object will be gone. It is being deleted.
ObjectMeta.finalizers: What must be done before the object can go.
ObjectMeta.generateName: The beginning of a name whose end the API server draws.
ObjectMeta.generation: Counts the changes of what is wanted.
ObjectMeta.labels: Keys and values by which objects are selected.
ObjectMeta.name: The object's name, unique among its kind in the namespace.
ObjectMeta.namespace: The namespace the object lives in.
ObjectMeta.ownerReferences: What the object belongs to. It goes when its owner goes.
ObjectMeta.resourceVersion: Changes with each write.
ObjectMeta.uid: Never given twice.
PodDisruptionBudget: How many Pods of a kind may be missing because somebody wants a node empty.
PodDisruptionBudgetSpec.maxUnavailable: How many may be missing, as a number or in per cent.
PodDisruptionBudgetSpec.minAvailable: How many must stay, as a number or in per cent.
PodDisruptionBudgetSpec.selector: Which Pods.
PodTemplateSpec.metadata: Labels and annotations of the Pods that are made.
PodTemplateSpec.spec: The Pods that are made.
PriorityClass: A name for a priority.
PriorityClass.description: When to use it.
PriorityClass.globalDefault: Whether Pods without a class get this one.
PriorityClass.preemptionPolicy: PreemptLowerPriority, or Never: such Pods wait for room.
PriorityClass.value: The priority: the higher, the more important.
ReplicaSet: Keeps a number of equal Pods running. Deployments make them.
ReplicaSetSpec.replicas: How many Pods are wanted, 1 unless said.
ReplicaSetSpec.selector: Which Pods are its own.
ReplicaSetSpec.template: The Pod that is made where one is missing.
ResourceQuota: Bounds what a whole namespace may hold and ask for.
ResourceQuotaSpec.hard: The bounds, by resource: pods, requests.cpu, limits.memory.
ResourceQuotaSpec.scopes: Which Pods count.
RollingUpdateDeployment.maxSurge: How many Pods there may be beyond the wanted number, 25% unless said.
RollingUpdateDeployment.maxUnavailable: How many of the wanted Pods may be missing, 25% unless said.
Secret: Keys and values that are not for everybody's eyes.
Secret.data: Values in base64.
Secret.stringData: Values as text, for writing.
Secret.type: What the secret is for: Opaque unless said.
Service: One stable address for the Pods that its selector finds.
ServiceAccount: An identity that Pods act as.
ServicePort.name: The port's name; needed where there are several.
ServicePort.nodePort: The port on every node, for NodePort and LoadBalancer.
ServicePort.port: The port that clients use.
ServicePort.protocol: TCP, UDP or SCTP; TCP unless said.
ServicePort.targetPort: The port of the Pods, by number or name; the same as port unless said.
ServiceSpec.clusterIP: The Service's address; None for a headless one, whose name stands for the Pods themselves.
ServiceSpec.externalName: Another DNS name that this Service stands for.
ServiceSpec.internalTrafficPolicy: Cluster, or Local: only Pods of the asker's own node.
ServiceSpec.ports: The ports that it serves.
ServiceSpec.publishNotReadyAddresses: With true, Pods that are not ready are found too.
ServiceSpec.selector: Labels of the Pods behind it.
ServiceSpec.sessionAffinity: ClientIP keeps a client with one Pod; None unless said.
ServiceSpec.type: ClusterIP, NodePort, LoadBalancer or ExternalName; ClusterIP unless said.
StatefulSet: Keeps Pods with names and storage of their own, in order.
StatefulSetSpec.podManagementPolicy: OrderedReady, or Parallel: all at once.
StatefulSetSpec.replicas: How many Pods are wanted, 1 unless said.
StatefulSetSpec.selector: Which Pods are its own.
StatefulSetSpec.serviceName: The headless Service that gives the Pods their names.
StatefulSetSpec.template: The Pod that is made for each number.
`;
