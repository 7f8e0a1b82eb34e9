/** What the fields of a Pod, and of what it holds, are for. The form is that of field-descriptions.ts. */
export const PODS = `
Affinity: Rules that draw a Pod to nodes or to other Pods, or keep it away from them.
Affinity.nodeAffinity: Which nodes, by their labels.
Affinity.podAffinity: Beside which Pods, by their labels.
Affinity.podAntiAffinity: Away from which Pods, by their labels.
Capabilities.add: Kernel capabilities that the container gets beyond the runtime's own.
Capabilities.drop: Kernel capabilities that are taken away; ALL means every one.
ConfigMapEnvSource.name: The ConfigMap whose keys become variables.
ConfigMapEnvSource.optional: Whether the container may start without it.
ConfigMapKeySelector.key: The key whose value is taken.
ConfigMapKeySelector.name: The ConfigMap that holds the key.
ConfigMapKeySelector.optional: Whether the container may start where the ConfigMap or the key is missing.
ConfigMapProjection.items: Which keys become files; all where nothing is said.
ConfigMapProjection.name: The ConfigMap whose keys become files.
ConfigMapVolumeSource.defaultMode: Permission bits of the files, 0644 unless said.
ConfigMapVolumeSource.items: Which keys become files, and under which path; all where nothing is said.
ConfigMapVolumeSource.name: The ConfigMap whose keys become files.
ConfigMapVolumeSource.optional: Whether the Pod may start where the ConfigMap is missing.
Container: One container of a Pod: an image, what runs in it, and what it may use.
Container.args: Arguments of the command. Takes the place of the image's CMD.
Container.command: What is run, as a list of words; no shell reads it. Takes the place of the image's ENTRYPOINT.
Container.env: Environment variables, one by one.
Container.envFrom: ConfigMaps and Secrets whose keys all become variables.
Container.image: The image, as registry/name:tag or with a digest.
Container.imagePullPolicy: When the image is pulled: Always, IfNotPresent or Never. IfNotPresent where a tag other than latest is named.
Container.lifecycle: What is done right after the start, and before the container is stopped.
Container.livenessProbe: Asks again and again whether the container still works. When it fails often enough the container is restarted.
Container.name: The container's name, unique in its Pod.
Container.ports: Ports that the container says it listens on. They open nothing; a name can be used elsewhere.
Container.readinessProbe: Asks whether the container can serve now. While it fails, Services send nothing to the Pod.
Container.resizePolicy: Whether a change of a resource restarts the container.
Container.resources: What the container asks for (requests) and may use at most (limits).
Container.restartPolicy: For an init container, Always makes it a sidecar: it starts in its turn and runs on. For others it takes the place of the Pod's.
Container.restartPolicyRules: Exit codes that decide by themselves whether the container is restarted.
Container.securityContext: User, privileges and capabilities of the container.
Container.startupProbe: Asks whether the container has started. Until it succeeds, the other probes wait.
Container.stdin: Whether standard input stays open for kubectl attach.
Container.terminationMessagePath: The file that the container's last message is read from, /dev/termination-log unless said.
Container.terminationMessagePolicy: File, or FallbackToLogsOnError: the end of the log where the file is empty and the container failed.
Container.tty: Whether standard input is a terminal.
Container.volumeMounts: Where the Pod's volumes appear in the container.
Container.workingDir: The directory that the command starts in.
ContainerPort.containerPort: The port's number in the container.
ContainerPort.hostPort: The same port on the node. Two Pods that want one cannot share a node.
ContainerPort.name: A name for the port, for probes and Services.
ContainerPort.protocol: TCP, UDP or SCTP; TCP unless said.
EmptyDirVolumeSource: A directory that is empty at first and lives as long as the Pod.
EmptyDirVolumeSource.medium: Memory puts it into RAM, where it counts against the container's memory limit.
EmptyDirVolumeSource.sizeLimit: How much it may hold. A Pod that writes more is evicted.
EnvFromSource.configMapRef: The ConfigMap whose keys become variables.
EnvFromSource.prefix: Put before each name.
EnvFromSource.secretRef: The Secret whose keys become variables.
EnvVar.name: The variable's name.
EnvVar.value: Its value, always text. $(NAME) stands for a variable that was set before it.
EnvVar.valueFrom: Where else the value comes from.
EnvVarSource.configMapKeyRef: A key of a ConfigMap.
EnvVarSource.fieldRef: A field of the Pod itself: metadata.name, status.podIP.
EnvVarSource.resourceFieldRef: A request or a limit of a container.
EnvVarSource.secretKeyRef: A key of a Secret.
ExecAction.command: What is run inside the container, as a list of words. Exit code 0 is success.
HTTPGetAction.host: Where to connect; the Pod's own address unless said.
HTTPGetAction.httpHeaders: Headers that are sent along.
HTTPGetAction.path: The path that is asked for. An answer from 200 to 399 is success.
HTTPGetAction.port: The port, by number or by the name of a container port.
HTTPGetAction.scheme: HTTP or HTTPS; HTTP unless said.
HostPathVolumeSource: A directory or file of the node itself.
HostPathVolumeSource.path: Its path on the node.
HostPathVolumeSource.type: What must be there already, or is made.
KeyToPath.key: The key.
KeyToPath.path: The file's path inside the volume.
Lifecycle.postStart: Done right after the container has started. The container is restarted where it fails.
Lifecycle.preStop: Done before the container is told to stop. It takes its time from the grace period.
Lifecycle.stopSignal: The signal that stops the container, in place of the image's.
LifecycleHandler.exec: A command inside the container.
LifecycleHandler.httpGet: A request to the container.
LifecycleHandler.sleep: A wait.
NodeAffinity.preferredDuringSchedulingIgnoredDuringExecution: Nodes that are better than others, each with a weight.
NodeAffinity.requiredDuringSchedulingIgnoredDuringExecution: Nodes that alone will do. A Pod that runs already stays where it is.
NodeSelector.nodeSelectorTerms: Terms of which one must hold.
NodeSelectorRequirement.key: The key of the node's label.
NodeSelectorRequirement.operator: In, NotIn, Exists, DoesNotExist, Gt or Lt.
NodeSelectorRequirement.values: The values; one number for Gt and Lt.
NodeSelectorTerm.matchExpressions: Conditions on the node's labels; all must hold.
NodeSelectorTerm.matchFields: Conditions on the node's fields: metadata.name alone.
Pod: One or more containers that run together on one node, with one address and shared volumes.
PodAffinity.preferredDuringSchedulingIgnoredDuringExecution: Places that are better than others, each with a weight.
PodAffinity.requiredDuringSchedulingIgnoredDuringExecution: Places that alone will do: beside such a Pod.
PodAffinityTerm.labelSelector: Which other Pods, by their labels.
PodAffinityTerm.matchLabelKeys: Keys whose values on the incoming Pod the others must have too.
PodAffinityTerm.namespaceSelector: Namespaces that are looked in, by their labels.
PodAffinityTerm.namespaces: Namespaces that are looked in; the Pod's own unless said.
PodAffinityTerm.topologyKey: The node label whose value makes nodes one place: the host, the zone.
PodAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution: Places that are worse than others, each with a weight.
PodAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution: Places that will not do: where such a Pod is.
PodReadinessGate.conditionType: A condition of the Pod that must be True before it is ready. Somebody else sets it.
PodSecurityContext.fsGroup: The group that owns the volumes.
PodSecurityContext.runAsNonRoot: With true, a container that would run as root does not start.
PodSecurityContext.runAsUser: The user that the containers run as.
PodSpec.activeDeadlineSeconds: How long the Pod may be active; then it has failed.
PodSpec.affinity: Which nodes, beside which Pods, away from which Pods.
PodSpec.automountServiceAccountToken: Whether the service account's token is mounted.
PodSpec.containers: The containers that run side by side.
PodSpec.dnsPolicy: Whose DNS the Pod asks, ClusterFirst unless said.
PodSpec.enableServiceLinks: Whether Services of the namespace become variables.
PodSpec.ephemeralContainers: Containers added to a running Pod to look into it.
PodSpec.hostAliases: Lines added to /etc/hosts.
PodSpec.hostNetwork: With true, the Pod uses the node's network.
PodSpec.imagePullSecrets: Secrets with the registry's password.
PodSpec.initContainers: Containers that run before the others, one after another. Each must end with success, but for sidecars.
PodSpec.nodeName: The node that the Pod is on. Whoever sets it passes the scheduler by.
PodSpec.nodeSelector: Labels that a node must have.
PodSpec.os: The operating system of the containers.
PodSpec.overhead: What the runtime itself takes.
PodSpec.preemptionPolicy: Whether the Pod may push others out of its way.
PodSpec.priority: The number that the priority class stands for.
PodSpec.priorityClassName: How important the Pod is, by the name of a PriorityClass.
PodSpec.readinessGates: Conditions that must be True beside the containers' readiness.
PodSpec.resources: What the Pod as a whole asks for and may use.
PodSpec.restartPolicy: Whether containers that end are restarted: Always, OnFailure or Never. Always unless said.
PodSpec.runtimeClassName: The runtime that runs the Pod.
PodSpec.schedulerName: The scheduler that places the Pod. Nobody does where there is none of that name.
PodSpec.schedulingGates: While there are any, the Pod is not scheduled.
PodSpec.securityContext: User, groups and more for all containers.
PodSpec.serviceAccountName: The account that the Pod acts as.
PodSpec.shareProcessNamespace: With true, the containers see each other's processes.
PodSpec.terminationGracePeriodSeconds: How long the containers have from the signal to stop until they are killed, 30 unless said.
PodSpec.tolerations: Taints of nodes that the Pod bears.
PodSpec.topologySpreadConstraints: How evenly such Pods are spread over hosts or zones.
PodSpec.volumes: Directories that the containers can mount.
PodStatus.conditions: What is true of the Pod: PodScheduled, Initialized, ContainersReady, Ready and others.
PodStatus.containerStatuses: Each container's state, its last one, its restarts.
PodStatus.hostIP: The address of the Pod's node.
PodStatus.message: Why the Pod is in this phase, for people.
PodStatus.phase: Where the Pod is in its life: Pending, Running, Succeeded, Failed or Unknown.
PodStatus.podIP: The Pod's address.
PodStatus.qosClass: Guaranteed, Burstable or BestEffort, from requests and limits. Tells who is killed first when memory runs out.
PodStatus.reason: Why the Pod is in this phase, in one word.
PodStatus.startTime: When the kubelet took the Pod up.
PreferredSchedulingTerm.preference: What a node should have.
PreferredSchedulingTerm.weight: How much that counts, 1 to 100.
Probe: A question that the kubelet asks a container again and again.
Probe.exec: Runs a command inside the container.
Probe.failureThreshold: How many failures in a row count as failed, 3 unless said.
Probe.grpc: Asks a gRPC health service.
Probe.httpGet: Sends an HTTP request.
Probe.initialDelaySeconds: How long to wait after the container's start, 0 unless said.
Probe.periodSeconds: How often to ask, every 10 seconds unless said.
Probe.successThreshold: How many successes in a row count as well again, 1 unless said.
Probe.tcpSocket: Opens a connection.
Probe.terminationGracePeriodSeconds: How long a container that failed the probe has to stop, in place of the Pod's time.
Probe.timeoutSeconds: How long an answer may take, 1 second unless said.
ProjectedVolumeSource.sources: What is put together into one directory.
ResourceRequirements.limits: The most: beyond it CPU is throttled, and memory gets the container killed.
ResourceRequirements.requests: What the scheduler sets aside on the node. The limit where only a limit is said.
SecretKeySelector.key: The key whose value is taken.
SecretKeySelector.name: The Secret that holds the key.
SecretKeySelector.optional: Whether the container may start where the Secret or the key is missing.
SecretVolumeSource.secretName: The Secret whose keys become files.
SecurityContext.allowPrivilegeEscalation: Whether a process may gain more rights than its parent.
SecurityContext.capabilities: Kernel capabilities that are added or dropped.
SecurityContext.privileged: With true, the container may do nearly what the node may.
SecurityContext.readOnlyRootFilesystem: With true, the container cannot write to its image's files.
SecurityContext.runAsNonRoot: With true, the container does not start as root.
SecurityContext.runAsUser: The user that the container runs as.
SleepAction.seconds: How long.
TCPSocketAction.host: Where to connect; the Pod's own address unless said.
TCPSocketAction.port: The port, by number or by the name of a container port.
Taint.effect: NoSchedule, PreferNoSchedule or NoExecute.
Taint.key: What the taint is about.
Taint.value: Which of it.
Toleration.effect: The effect that is borne; every one where nothing is said.
Toleration.key: The taint's key; every taint where nothing is said and the operator is Exists.
Toleration.operator: Equal, or Exists: any value. Equal unless said.
Toleration.tolerationSeconds: How long a NoExecute taint is borne; for ever where nothing is said.
Toleration.value: The taint's value.
TopologySpreadConstraint.labelSelector: Which Pods are counted.
TopologySpreadConstraint.matchLabelKeys: Keys whose values on the incoming Pod the counted ones must have too.
TopologySpreadConstraint.maxSkew: By how many the fullest and the emptiest place may differ.
TopologySpreadConstraint.minDomains: How many places there must be at least.
TopologySpreadConstraint.nodeAffinityPolicy: Whether nodes that the Pod cannot use by affinity count: Honor or Ignore.
TopologySpreadConstraint.nodeTaintsPolicy: Whether nodes with taints that the Pod does not bear count: Honor or Ignore.
TopologySpreadConstraint.topologyKey: The node label whose value makes nodes one place.
TopologySpreadConstraint.whenUnsatisfiable: DoNotSchedule, or ScheduleAnyway: evenness is a wish.
Volume: A directory that the containers of a Pod can mount.
Volume.configMap: The keys of a ConfigMap, as files.
Volume.downwardAPI: Fields of the Pod itself, as files.
Volume.emptyDir: A directory that is empty at first and goes with the Pod.
Volume.hostPath: A directory or file of the node.
Volume.image: The files of an image.
Volume.name: The volume's name, for the containers' mounts.
Volume.persistentVolumeClaim: Storage that outlives the Pod.
Volume.projected: Several sources in one directory.
Volume.secret: The keys of a Secret, as files.
VolumeMount.mountPath: Where it appears in the container. What the image has there is hidden.
VolumeMount.name: The volume.
VolumeMount.readOnly: With true, the container cannot write to it.
VolumeMount.subPath: One file or directory of the volume instead of all of it. It does not follow later changes.
VolumeProjection.configMap: Keys of a ConfigMap.
VolumeProjection.downwardAPI: Fields of the Pod itself.
VolumeProjection.secret: Keys of a Secret.
VolumeProjection.serviceAccountToken: A token of the Pod's service account.
WeightedPodAffinityTerm.podAffinityTerm: Beside or away from which Pods, and in which kind of place.
WeightedPodAffinityTerm.weight: How much that counts, 1 to 100.
`;
