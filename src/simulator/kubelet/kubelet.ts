import type { Node } from '../api/schema/kinds.ts';
import type { ComponentContext } from '../component.ts';
import { processOf } from './container-record.ts';
import type { ClusterNetwork } from '../runtime/cluster-network.ts';
import { fromBytes } from '../runtime/bytes.ts';
import type { Change } from '../store.ts';
import { containerLogs } from './container-logs.ts';
import { memoryInUse, processesOf } from './container-usage.ts';
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
import { reportReady } from './node-ready.ts';
import { watchPodsOf } from './pod-dispatch.ts';
import { PodWorkers } from './pod-workers.ts';
import { ManifestFolder } from './static-pods/manifest-folder.ts';
import { MirrorPods } from './static-pods/mirror-pods.ts';
import { TIMING } from './timing.ts';
import { hostFiles, manifestFolder } from './volumes/host-path.ts';

export interface KubeletOptions {
  readonly node: Node;
  readonly network: ClusterNetwork;
  /** Images on the node at the start. */
  readonly images: readonly string[] | 'all';
  /** Bytes a second from the registry. */
  readonly pullRate?: number | undefined;
  /** When Pods are evicted; Kubernetes' defaults unless said. */
  readonly eviction?: EvictionSettings | undefined;
  /** Files in its folder of static Pods, by name. */
  readonly manifests?: Readonly<Record<string, string>> | undefined;
}

/** Starts a node's kubelet: it runs the Pods that name the node. */
export function startKubelet(context: ComponentContext, options: KubeletOptions): NodeRuntime & NodeOutages {
  return new Kubelet(context, options);
}

class Kubelet implements NodeRuntime, NodeOutages {
  readonly #context: ComponentContext;
  readonly #name: string;
  readonly #services: NodeServices;
  readonly #workers: PodWorkers;
  readonly #eviction: EvictionManager;
  readonly #manifests: ManifestFolder;
  #isOnline = true;

  constructor(context: ComponentContext, { node, network, images, pullRate, eviction, manifests }: KubeletOptions) {
    const { name } = node.metadata;
    const files = hostFiles();
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
      hostFiles: files,
      mirrors: new MirrorPods(context, name, () => this.#isOnline),
      disk,
      crashLoops: new Backoff(),
      activePods: () => this.#workers.active(),
      capacity: node.status?.capacity ?? {},
      allocatable: node.status?.allocatable ?? {},
    };
    this.#eviction = new EvictionManager({
      node: this.#services,
      settings: eviction ?? {},
      pods: () => this.#evictable(),
      diskUsed: (least) => diskUsed(this.#services, this.#workers.all(), least),
      reclaimDisk: () => reclaimDisk(this.#services, this.#workers.all()),
    });
    this.#workers = new PodWorkers(this.#services, {
      refusal: (pod) => this.#eviction.refusal(pod),
      begun: () => this.#eviction.watch(),
    });
    const folder = manifestFolder(files, manifests ?? {});
    this.#manifests = new ManifestFolder(context.clock, name, folder, (pods) => this.#workers.setStatic(pods));
    watchPodsOf(context.store, name, (change) => context.clock.after(TIMING.watch, () => this.#hear(change)));
  }

  logs(pod: PodRef, container: string, which: 'current' | 'previous'): ReturnType<NodeRuntime['logs']> {
    const worker = this.#workers.of(pod);
    const status = worker?.on.status.current ?? this.#context.store.get('Pod', pod.namespace, pod.name)?.status ?? {};
    return containerLogs(pod.name, status, worker?.on.sandbox, container, which);
  }

  exec(
    pod: PodRef,
    container: string,
    argv: readonly string[],
    io: Parameters<NodeRuntime['exec']>[3],
  ): ReturnType<NodeRuntime['exec']> {
    const record = this.#workers.of(pod)?.on.sandbox.latest(container);
    if (!record?.namespace || record.state.state !== 'running')
      return { started: false, why: 'no-container', message: `container not found ("${container}")` };
    return record.namespace.start({
      argv,
      ...processOf(record),
      ...io,
      stdout: (bytes) => io.stdout(fromBytes(bytes)),
      stderr: (bytes) => io.stderr(fromBytes(bytes)),
    });
  }

  attach(pod: PodRef, container: string): ReturnType<NodeRuntime['attach']> {
    const record = this.#workers.of(pod)?.on.sandbox.latest(container);
    if (!record?.process || record.state.state !== 'running') return undefined;
    return { process: record.process, input: record.input };
  }

  usage(pod: PodRef, container: string): ReturnType<NodeRuntime['usage']> {
    return this.#workers.of(pod)?.on.sandbox.usage(container);
  }

  setKnob(pod: PodRef, container: string, name: string, value: string): void {
    const record = this.#workers.of(pod)?.on.sandbox.latest(container);
    if (record?.namespace && record.state.state === 'running') record.namespace.setKnob(name, value, record.state.id);
  }

  writeManifest(name: string, text: string | undefined): void {
    const folder = manifestFolder(this.#services.hostFiles, text === undefined ? {} : { [name]: text });
    if (text === undefined) folder.entries.delete(name);
    folder.changed?.();
  }

  manifestProblems(): ReadonlyMap<string, string> {
    return this.#manifests.problems;
  }

  disconnect(): void {
    if (!this.#isOnline) return;
    this.#isOnline = false;
    fallSilent(this.#context, this.#name);
  }

  reconnect(): void {
    if (this.#isOnline) return;
    this.#isOnline = true;
    renewAgain(this.#context, this.#name);
    reportReady(this.#services);
    this.#eviction.reportAgain();
    this.#workers.resync();
  }

  reboot(): void {
    for (const worker of this.#workers.all()) worker.on.sandbox.crash();
  }

  #hear(change: Change<'Pod'>): void {
    if (this.#isOnline) this.#workers.hear(change);
  }

  #evictable(): Evictable[] {
    return this.#workers
      .all()
      .filter((worker) => worker.isActive)
      .map((worker) => ({
        pod: worker.on.pod,
        memory: () => memoryInUse(worker.on.sandbox.containers),
        processes: () => processesOf(worker.on.sandbox.containers),
        statistics: () => podStatistics(worker.on),
        evict: (order) => worker.evict(order),
        isCleanedUp: () => worker.isOver,
      }));
  }
}
