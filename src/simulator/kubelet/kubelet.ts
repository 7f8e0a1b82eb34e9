import { sameJson } from '../api/same-json.ts';
import type { Node, Pod } from '../api/schema/kinds.ts';
import type { ComponentContext } from '../component.ts';
import { isKubeletsCondition } from '../pod/conditions.ts';
import type { ClusterNetwork } from '../runtime/cluster-network.ts';
import type { Change } from '../store.ts';
import { timestamp } from '../timestamp.ts';
import { rejection } from './admission.ts';
import { containerLogs } from './container-logs.ts';
import { Backoff } from './crash-loop-backoff.ts';
import { ImagePuller } from './image-puller.ts';
import { EvictionManager, type Evictable } from './eviction/eviction-manager.ts';
import type { EvictionSettings } from './eviction/thresholds.ts';
import { NodeDisk } from './node-disk.ts';
import { diskUsed, reclaimDisk } from './disk-usage.ts';
import { podStatistics } from './pod-statistics.ts';
import { fallSilent, renewAgain } from './node-lease.ts';
import type { NodeOutages, NodeRuntime, PodRef } from './node-runtime.ts';
import type { NodeServices } from './node-services.ts';
import { isTerminal } from './phase.ts';
import { watchPodsOf } from './pod-dispatch.ts';
import { PodWorker } from './pod-worker.ts';
import { TIMING } from './timing.ts';
import { hostFiles } from './volumes/host-path.ts';

export interface KubeletOptions {
  readonly node: Node;
  readonly network: ClusterNetwork;
  /** Images on the node at the start. */
  readonly images: readonly string[] | 'all';
  /** Bytes a second from the registry. */
  readonly pullRate?: number | undefined;
  /** When Pods are evicted; Kubernetes' defaults unless said. */
  readonly eviction?: EvictionSettings | undefined;
}

/** Starts a node's kubelet: it runs the Pods that name the node. */
export function startKubelet(context: ComponentContext, options: KubeletOptions): NodeRuntime & NodeOutages {
  return new Kubelet(context, options);
}

class Kubelet implements NodeRuntime, NodeOutages {
  readonly #context: ComponentContext;
  readonly #name: string;
  readonly #services: NodeServices;
  /** By the Pods' uids. */
  readonly #workers = new Map<string, PodWorker>();
  readonly #rejected = new Set<string>();
  readonly #eviction: EvictionManager;
  #isOnline = true;

  constructor(context: ComponentContext, { node, network, images, pullRate, eviction }: KubeletOptions) {
    const { name } = node.metadata;
    const disk = new NodeDisk(node.status?.capacity ?? {});
    this.#context = context;
    this.#name = name;
    const own = network.addPod({ namespace: '', name, uid: '' }, { node: name, hostNetwork: true });
    this.#services = {
      context,
      name,
      address: own.network.address,
      recorder: context.recorder({ component: 'kubelet', host: name, style: 'core' }),
      puller: new ImagePuller(context.clock, images, pullRate, disk.wrote),
      cluster: network,
      network: network.fromNode(name),
      isOnline: () => this.#isOnline,
      hostFiles: hostFiles(),
      disk,
      crashLoops: new Backoff(),
      activePods: () => this.#activePods(),
      capacity: node.status?.capacity ?? {},
      allocatable: node.status?.allocatable ?? {},
    };
    this.#eviction = new EvictionManager({
      node: this.#services,
      settings: eviction ?? {},
      pods: () => this.#evictable(),
      diskUsed: (least) => diskUsed(this.#services, this.#workers.values(), least),
      reclaimDisk: () => reclaimDisk(this.#services, this.#workers.values()),
    });
    watchPodsOf(context.store, name, (change) => context.clock.after(TIMING.watch, () => this.#hear(change)));
  }

  logs(pod: PodRef, container: string, which: 'current' | 'previous'): ReturnType<NodeRuntime['logs']> {
    const worker = this.#workers.get(pod.uid);
    const status = worker?.on.status.current ?? this.#context.store.get('Pod', pod.namespace, pod.name)?.status ?? {};
    return containerLogs(pod.name, status, worker?.on.sandbox, container, which);
  }

  exec(
    pod: PodRef,
    container: string,
    argv: readonly string[],
    io: Parameters<NodeRuntime['exec']>[3],
  ): ReturnType<NodeRuntime['exec']> {
    const record = this.#workers.get(pod.uid)?.on.sandbox.latest(container);
    if (!record?.namespace || record.state.state !== 'running')
      return { started: false, why: 'no-container', message: `container not found ("${container}")` };
    return record.namespace.start({
      argv,
      env: record.env,
      cwd: record.cwd,
      user: record.uid,
      gid: record.gid,
      groups: record.groups,
      files: record.files,
      container: record.state.id,
      ...io,
    });
  }

  attach(pod: PodRef, container: string): ReturnType<NodeRuntime['attach']> {
    const record = this.#workers.get(pod.uid)?.on.sandbox.latest(container);
    if (!record?.process || record.state.state !== 'running') return undefined;
    return { process: record.process, input: record.input };
  }

  usage(pod: PodRef, container: string): ReturnType<NodeRuntime['usage']> {
    return this.#workers.get(pod.uid)?.on.sandbox.usage(container);
  }

  setKnob(pod: PodRef, container: string, name: string, value: string): void {
    const record = this.#workers.get(pod.uid)?.on.sandbox.latest(container);
    if (record?.namespace && record.state.state === 'running') record.namespace.setKnob(name, value, record.state.id);
  }

  disconnect(): void {
    if (!this.#isOnline) return;
    this.#isOnline = false;
    fallSilent(this.#context, this.#name);
  }

  reconnect(): void {
    if (this.#isOnline) return;
    this.#isOnline = true;
    const { store } = this.#context;
    renewAgain(this.#context, this.#name);
    this.#reportReady();
    for (const worker of [...this.#workers.values()]) {
      const { pod } = worker;
      const stored = store.get('Pod', pod.metadata.namespace, pod.metadata.name);
      if (stored?.metadata.uid !== pod.metadata.uid) this.#removed(pod, worker, undefined);
      else this.#changed(worker, stored, undefined);
      worker.on.status.flush(pod);
    }
    for (const pod of store.list('Pod'))
      if (pod.spec.nodeName === this.#name && !this.#workers.has(pod.metadata.uid)) this.#added(pod, undefined);
  }

  reboot(): void {
    for (const worker of this.#workers.values()) worker.on.sandbox.crash();
  }

  /** The node says that it is ready where somebody has said otherwise. */
  #reportReady(): void {
    const { api, clock } = this.#context;
    const now = timestamp(clock);
    const told = {
      status: 'True',
      reason: 'KubeletReady',
      message: 'kubelet is posting ready status',
      lastHeartbeatTime: now,
      lastTransitionTime: now,
    };
    api.writeStatus(
      'Node',
      undefined,
      this.#name,
      (node) => {
        const conditions = node.status?.conditions ?? [];
        if (conditions.every(({ type, status }) => type !== 'Ready' || status === 'True')) return node;
        return {
          ...node,
          status: {
            ...node.status,
            conditions: conditions.map((one) => (one.type === 'Ready' ? { ...one, ...told } : one)),
          },
        };
      },
      { actor: `kubelet/${this.#name}`, reason: 'its heartbeats are back' },
    );
  }

  #hear(change: Change<'Pod'>): void {
    if (!this.#isOnline) return;
    const pod = change.object;
    const worker = this.#workers.get(pod.metadata.uid);
    if (change.type === 'deleted') this.#removed(pod, worker, change.entry);
    else if (worker) this.#changed(worker, pod, change.entry);
    else this.#added(pod, change.entry);
  }

  /** @source kubernetes/kubernetes pkg/kubelet/kubelet.go HandlePodAdditions */
  #added(pod: Pod, because: number | undefined): void {
    const { uid } = pod.metadata;
    if (this.#rejected.has(uid) || isTerminal(pod.status.phase)) return;
    const stored = this.#context.store.get('Pod', pod.metadata.namespace, pod.metadata.name);
    if (stored?.metadata.uid !== uid) return;
    const node = this.#context.store.get('Node', undefined, this.#name);
    const no =
      node && !pod.metadata.deletionTimestamp
        ? (this.#eviction.refusal(pod) ?? rejection(node, pod, this.#activePods()))
        : undefined;
    if (no) {
      this.#reject(pod, no.reason, no.message, because);
      return;
    }
    const worker = new PodWorker(this.#services, pod, () => this.#over(uid));
    this.#workers.set(uid, worker);
    this.#eviction.watch();
    if (pod.metadata.deletionTimestamp) worker.terminate(because);
    else worker.wake(because);
  }

  #changed(worker: PodWorker, pod: Pod, because: number | undefined): void {
    const before = worker.pod;
    worker.update(pod);
    const grace = pod.metadata.deletionGracePeriodSeconds;
    if (pod.metadata.deletionTimestamp && !before.metadata.deletionTimestamp) worker.terminate(because);
    else if (
      pod.metadata.deletionTimestamp &&
      (grace ?? 0) < (before.metadata.deletionGracePeriodSeconds ?? 0) &&
      grace
    )
      worker.on.shorten();
    else if (differs(before, pod)) worker.wake(because);
  }

  #removed(pod: Pod, worker: PodWorker | undefined, because: number | undefined): void {
    this.#rejected.delete(pod.metadata.uid);
    if (!worker) return;
    if (worker.isOver) this.#workers.delete(pod.metadata.uid);
    else worker.terminate(because, pod.metadata.deletionGracePeriodSeconds ?? 0);
  }

  #evictable(): Evictable[] {
    return [...this.#workers.values()]
      .filter((worker) => worker.isActive)
      .map((worker) => ({
        pod: worker.on.pod,
        memory: () => worker.on.sandbox.memoryInUse,
        processes: () => worker.on.sandbox.processes,
        statistics: () => podStatistics(worker.on),
        evict: (order) => worker.evict(order),
        isCleanedUp: () => worker.isOver,
      }));
  }

  #activePods(): Pod[] {
    return [...this.#workers.values()].filter((worker) => worker.isActive).map((worker) => worker.on.pod);
  }

  /** Everything of a Pod is done: it is kept for its logs as long as its object stays. */
  #over(uid: string): void {
    const pod = this.#workers.get(uid)?.on.pod;
    if (!pod) return;
    const stored = this.#context.store.get('Pod', pod.metadata.namespace, pod.metadata.name);
    if (stored?.metadata.uid !== uid) this.#workers.delete(uid);
  }

  /** @source kubernetes/kubernetes pkg/kubelet/kubelet.go rejectPod */
  #reject(pod: Pod, reason: string, message: string, because: number | undefined): void {
    const { api, clock } = this.#context;
    const cause = { actor: `kubelet/${this.#name}`, reason: message, because };
    this.#rejected.add(pod.metadata.uid);
    this.#services.recorder.tell(pod, { type: 'Warning', reason, message, cause });
    const { generation } = pod.metadata;
    api.writeStatus(
      'Pod',
      pod.metadata.namespace,
      pod.metadata.name,
      (stored) => ({
        ...stored,
        status: {
          ...(generation ? { observedGeneration: generation } : {}),
          phase: 'Failed',
          ...(stored.status.conditions ? { conditions: stored.status.conditions } : {}),
          message: `Pod was rejected: ${message}`,
          reason,
          startTime: timestamp(clock),
          ...(stored.status.qosClass ? { qosClass: stored.status.qosClass } : {}),
        },
      }),
      cause,
    );
  }
}

/** Whether a change of a Pod is one that its kubelet must act on: not the kubelet's own writing. */
function differs(before: Pod, now: Pod): boolean {
  if (before.spec !== now.spec && !sameJson(before.spec, now.spec)) return true;
  if (!sameJson([before.metadata.labels, before.metadata.annotations], [now.metadata.labels, now.metadata.annotations]))
    return true;
  return Boolean(now.spec.readinessGates?.length) && !sameJson(othersConditions(before), othersConditions(now));
}

const othersConditions = (pod: Pod): unknown => pod.status.conditions?.filter(({ type }) => !isKubeletsCondition(type));
