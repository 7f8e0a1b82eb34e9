import type { ComponentContext } from '../component.ts';
import type { Pod } from '../api/schema/kinds.ts';
import type { Cause } from '../history.ts';
import type { ClusterNetwork } from '../runtime/cluster-network.ts';
import type { Network } from '../runtime/network.ts';
import { MemoryGroup } from '../runtime/memory-group.ts';
import { createProcessNamespace } from '../runtime/process-namespace.ts';
import type { ProcessNamespace } from '../runtime/process.ts';
import { run, sleep, untilOr, type Task } from '../task.ts';
import { ended, lostPower, neverStarted } from './container-ends.ts';
import { recordContainer, type ContainerHappening } from './container-entries.ts';
import { processOf, type ContainerRecord } from './container-record.ts';
import { podMemoryLimit } from './pod-memory-limit.ts';
import { hostnameOf } from './pod-names.ts';
import type { NodeServices } from './node-services.ts';
import { NOTHING, type RuntimeStatus } from './runtime-status.ts';
import { TIMING } from './timing.ts';
import { directory, type FileNode } from '../runtime/filesystem.ts';

/** How containerd and runc introduce why a process could not be started. */
const CANNOT_START =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed';
const AT_INIT = 'unable to start container process: error during container init';

/** What a container's process is started with. */
export interface ContainerStart {
  readonly argv: readonly string[];
  readonly oomScore: number;
  /** Where it writes its termination message. */
  readonly message: FileNode;
  /** Why runc cannot even begin. */
  readonly cannot?: string | undefined;
  /** The container whose processes it joins. */
  readonly target?: ContainerRecord | undefined;
  readonly cause: Cause;
}

/**
 * What the container runtime holds of a Pod: its sandbox (network, and processes where they are shared) and containers.
 * It acts; deciding is the kubelet's matter.
 */
export class PodSandbox {
  readonly #context: ComponentContext;
  readonly #cluster: ClusterNetwork;
  readonly #node: string;
  /** Called whenever a relist would find something new. */
  readonly #changed: () => void;
  /** Hears of bytes on the node's disk. */
  readonly #wrote: (bytes: number) => void;
  /** All its containers'. */
  #memory: MemoryGroup | undefined;
  /** /dev/shm of its containers. */
  readonly shm = directory([], 0o1777);
  #state: RuntimeStatus['sandbox'] = 'none';
  #network: { network: Network; remove(): void } | undefined;
  #shared: ProcessNamespace | undefined;
  #ip: string | undefined;
  #lastEntry: number | undefined;
  /** Latest first; a finished attempt is kept until the next one has finished. */
  #containers: readonly ContainerRecord[] = [];
  readonly #attempts = new Map<string, number>();

  constructor(node: Pick<NodeServices, 'context' | 'cluster' | 'name' | 'disk'>, changed: () => void) {
    this.#context = node.context;
    this.#cluster = node.cluster;
    this.#node = node.name;
    this.#wrote = node.disk.wrote;
    this.#changed = changed;
  }

  get containers(): readonly ContainerRecord[] {
    return this.#containers;
  }
  get network(): Network | undefined {
    return this.#network?.network;
  }
  /** What its containers' memory counts in. */
  get memory(): MemoryGroup | undefined {
    return this.#memory;
  }
  get sandboxReady(): boolean {
    return this.#state === 'ready';
  }
  get ip(): string | undefined {
    return this.#ip;
  }

  /** The history's entry of what last happened to one of its containers. */
  get lastEntry(): number | undefined {
    return this.#lastEntry;
  }

  latest(name: string): ContainerRecord | undefined {
    return this.#containers.find((record) => record.state.name === name);
  }

  byId(id: string): ContainerRecord | undefined {
    return this.#containers.find((record) => record.state.id === id);
  }

  /** What a relist finds now. */
  observe(): RuntimeStatus {
    if (this.#state === 'none') return NOTHING;
    return { sandbox: this.#state, ip: this.#ip, containers: this.#containers.map(({ state }) => state) };
  }

  *create(pod: Pod, hostname: string): Task<void> {
    yield sleep(TIMING.sandboxStart);
    const { namespace, name, uid } = pod.metadata;
    this.#network = this.#cluster.addPod(
      { namespace: namespace ?? 'default', name, uid },
      {
        node: this.#node,
        hostname,
        ...(pod.spec.hostNetwork ? { hostNetwork: true } : {}),
        ...(pod.spec.hostAliases ? { hostAliases: pod.spec.hostAliases } : {}),
      },
    );
    this.#ip = this.#network.network.address;
    this.shm.entries.clear();
    this.#memory = new MemoryGroup();
    this.#memory.limitTo(podMemoryLimit(pod));
    this.#shared = pod.spec.shareProcessNamespace
      ? this.#newNamespace(this.#network.network, hostname, true)
      : undefined;
    this.#state = 'ready';
    this.#changed();
  }

  #newNamespace(network: Network, hostname: string, pause: boolean): ProcessNamespace {
    const { clock, random } = this.#context;
    const own = { clock, random, wrote: this.#wrote, memory: this.#memory };
    return createProcessNamespace({ ...own, network, hostname, pause });
  }

  /** Ends what still runs and gives the network back. */
  *stop(): Task<void> {
    if (this.#state !== 'ready') return;
    yield sleep(TIMING.sandboxStop);
    this.#shared?.end();
    this.#network?.remove();
    this.#network = undefined;
    this.#state = 'stopped';
    this.#changed();
  }

  /** What a running container uses: thousandths of a CPU, and bytes. */
  usage(name: string): { readonly cpu: number; readonly memory: number } | undefined {
    const record = this.latest(name);
    if (!record?.namespace || record.state.state !== 'running') return undefined;
    return record.namespace.usage(record.state.id);
  }

  /** The node's power has failed: nothing of it runs any more, and all in it ended with 255. */
  crash(): void {
    for (const record of this.#containers) {
      if (record.state.state !== 'running') continue;
      record.state = lostPower(record.state, this.#context.clock.now);
      record.log.close();
      record.process?.kill('SIGKILL');
      record.namespace?.end();
      record.ended.notify();
    }
    this.#shared?.end();
    this.#network?.remove();
    this.#network = undefined;
    if (this.#state === 'ready') this.#state = 'stopped';
    this.#changed();
  }

  /** Containers of an evicted Pod are taken away, and those of one that is over where disk is short. */
  forget(): void {
    this.#containers = [];
  }

  /** Takes one attempt away; how many there were of its container is remembered. */
  remove(id: string): void {
    this.#containers = this.#containers.filter(({ state }) => state.id !== id);
    this.#changed();
  }

  /** How many attempts of a container there have been, as its folder of logs tells. */
  attempts(name: string): number {
    return this.#attempts.get(name) ?? 0;
  }

  add(record: ContainerRecord): void {
    this.#attempts.set(record.state.name, record.state.attempt + 1);
    const others = this.#containers.filter(({ state }) => state.name !== record.state.name);
    const before = this.#containers.filter(({ state }) => state.name === record.state.name).slice(0, 1);
    this.#containers = [record, ...before, ...others];
  }

  /** Starts a created container's process. @returns why it could not */
  start(
    pod: Pod,
    record: ContainerRecord,
    { argv, oomScore, message, cannot, target, cause }: ContainerStart,
  ): string | undefined {
    const { clock } = this.#context;
    if (!this.#network) return this.#failed(record, `sandbox of ${pod.metadata.name} is not running`);
    if (cannot !== undefined) return this.#failed(record, `${CANNOT_START}: ${cannot}`);
    const { network } = this.#network;
    const joined = this.#shared ?? target?.namespace;
    const namespace = joined ?? this.#newNamespace(network, hostnameOf(pod, this.#node), false);
    namespace.limit({ memory: record.state.memoryLimit, cpu: record.state.cpuLimit }, record.state.id);
    const started = namespace.start({
      argv,
      ...processOf(record),
      ...(record.input ? { stdin: record.input.file } : {}),
      stdout: (bytes) => record.log.write('stdout', bytes),
      stderr: (bytes) => record.log.write('stderr', bytes),
      oomScoreAdj: oomScore,
    });
    if (!started.started) return this.#failed(record, `${CANNOT_START}: ${AT_INIT}: ${started.message}`);
    record.namespace = namespace;
    record.process = started.process;
    record.state = { ...record.state, state: 'running', startedAt: clock.now };
    record.entry = this.#note(pod, record, 'started', argv.join(' '), cause);
    this.#changed();
    run(clock, this.#await(pod, record, message, joined === undefined ? 'alone' : 'with others'));
    return undefined;
  }

  /**
   * Stops a container as containerd does: its stop signal, and after the grace SIGKILL.
   * @param grace - seconds
   */
  *stopContainer(pod: Pod, record: ContainerRecord, grace: number, cause: Cause): Task<void> {
    if (record.state.state !== 'running' || !record.process) return;
    const because = this.#note(pod, record, 'signal', record.stopSignal, cause);
    record.entry = because;
    record.process.kill(record.stopSignal);
    if (this.#isRunning(record)) yield untilOr(grace * 1000, record.ended);
    if (!this.#isRunning(record)) return;
    if (record.process.exit === undefined) {
      record.entry = this.#note(pod, record, 'signal', 'SIGKILL', {
        actor: cause.actor,
        reason: `still running ${grace} s after ${record.stopSignal}`,
        because,
      });
      yield sleep(TIMING.forcedEnd);
      record.process.kill('SIGKILL');
      record.namespace?.end(record.state.id);
    }
    if (this.#isRunning(record)) yield { for: 'signal', signals: [record.ended] };
  }

  /** Sets new limits on a running container. */
  resize(record: ContainerRecord, state: ContainerRecord['state']): void {
    record.state = state;
    record.namespace?.limit({ memory: state.memoryLimit, cpu: state.cpuLimit }, state.id);
    this.#changed();
  }

  /** A container whose process could not be started. @returns why */
  #failed(record: ContainerRecord, message: string): string {
    record.state = neverStarted(record.state, this.#context.clock, message);
    this.#changed();
    return message;
  }

  #isRunning(record: ContainerRecord): boolean {
    return record.state.state === 'running';
  }

  *#await(pod: Pod, record: ContainerRecord, message: FileNode, inNamespace: 'alone' | 'with others'): Task<void> {
    const { process } = record;
    if (!process) return;
    if (process.exit === undefined) yield { for: 'signal', signals: [process.exited] };
    const { clock } = this.#context;
    const finishedAt = clock.now;
    record.log.close();
    const exitCode = process.exit ?? 0;
    if (inNamespace === 'with others') record.namespace?.end(record.state.id);
    const detail = process.killedBy ? `${exitCode} (${process.killedBy})` : String(exitCode);
    const memory = record.namespace?.memoryGroup(record.state.id);
    const wasKilled = (memory?.killed ?? 0) > 0;
    const oomKilled = (memory?.told ?? 0) > 0;
    memory?.close();
    const cause = {
      actor: `container/${record.state.name}`,
      reason: wasKilled ? 'its memory limit' : 'its first process ended',
      because: record.entry,
    };
    if (wasKilled) record.entry = this.#note(pod, record, 'oom-killed', String(record.state.memoryLimit ?? ''), cause);
    record.entry = this.#note(pod, record, 'exited', detail, { ...cause, because: record.entry });
    yield sleep(TIMING.exitNotice);
    if (record.state.state === 'exited') return;
    record.state = ended(record, pod, message, { finishedAt, exitCode, oomKilled });
    record.ended.notify();
    this.#changed();
  }

  #note(pod: Pod, record: ContainerRecord, what: ContainerHappening, detail: string, cause: Cause): number {
    this.#lastEntry = recordContainer(this.#context, pod, record.state.name, what, detail, cause);
    return this.#lastEntry;
  }
}
