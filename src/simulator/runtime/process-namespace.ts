import type { Millis } from '../clock.ts';
import { toBytes } from './bytes.ts';
import { DEFAULT_PATH, resolveCommand } from './executable.ts';
import type { Credentials } from './filesystem.ts';
import { MemoryGroup } from './memory-group.ts';
import { nullDevice, sink, textInput } from './open-file.ts';
import { ProcessEntry, type Container } from './process-entry.ts';
import { ProcessorTime } from './processor-time.ts';
import {
  type ContainerLimits,
  type ListedProcess,
  type ProcessNamespace,
  type ProcessNamespaceOptions,
  type ProcessSpec,
  type SignalName,
  type StartResult,
} from './process.ts';
import { RuntimeLimit } from './runtime-limit.ts';

/** Processes alive at once in one namespace. */
const MOST_PROCESSES = 400;
/** Bytes a container may write to its log. */
const MOST_LOGGED = 4 * 1024 * 1024;
/** Of the pause container. @source kubernetes/kubernetes pkg/kubelet/qos/policy.go PodInfraOOMAdj */
const SANDBOX_OOM_SCORE = -998;

/** Creates a container's (or a Pod's shared) PID namespace; it is empty until `start`. */
export function createProcessNamespace(options: ProcessNamespaceOptions): ProcessNamespace {
  return new Namespace(options);
}

class Namespace implements ProcessNamespace {
  readonly hostname: string;
  readonly options: ProcessNamespaceOptions;
  readonly processes = new Map<number, ProcessEntry>();
  readonly #containers = new Map<string, Container>();
  #lastPid = 0;

  constructor(options: ProcessNamespaceOptions) {
    this.options = options;
    this.hostname = options.hostname;
    if (options.pause) this.#lastPid = 1;
  }

  start(spec: ProcessSpec): StartResult {
    const env = new Map(inBytes(spec.env));
    const who: Credentials = { user: spec.user, gid: spec.gid ?? 0, groups: spec.groups ?? [], ...spec.privileges };
    const argv = spec.argv.map(toBytes);
    const found = resolveCommand(spec.files, argv, env.get('PATH') ?? DEFAULT_PATH, spec.cwd, who);
    if ('started' in found) return found;
    const stdin = typeof spec.stdin === 'string' ? textInput(toBytes(spec.stdin)) : (spec.stdin ?? nullDevice);
    const container = this.container(spec.container ?? '');
    container.startedAt ??= this.options.clock.now;
    container.oomScoreAdj ??= spec.oomScoreAdj;
    const process = new ProcessEntry(this, container, {
      parent: 0,
      argv: found.argv,
      env,
      cwd: spec.cwd,
      who,
      files: spec.files,
      fds: new Map([
        [0, stdin],
        [1, sink(logged(container, spec.stdout))],
        [2, sink(logged(container, spec.stderr))],
      ]),
      oomScoreAdj: spec.oomScoreAdj ?? container.oomScoreAdj ?? 0,
      handlers: new Map(),
    });
    process.begin(found.program);
    return { started: true, process };
  }

  list(): readonly ListedProcess[] {
    const pause: ListedProcess[] = this.options.pause
      ? [{ pid: 1, parent: 0, user: 65535, argv: ['/pause'], startedAt: 0, memory: 0, oomScoreAdj: SANDBOX_OOM_SCORE }]
      : [];
    return [
      ...pause,
      ...[...this.processes.values()].map(({ pid, parent, user, argv, bornAt, memory, oomScoreAdj }) => ({
        pid,
        parent,
        user,
        argv,
        startedAt: bornAt,
        memory,
        oomScoreAdj,
      })),
    ];
  }

  kill(pid: number, signal: SignalName): boolean {
    if (pid === 1 && this.options.pause) return true;
    const process = this.processes.get(pid);
    if (!process) return false;
    if (pid === 1 && signal === 'SIGKILL') return true; // a namespace's first process is safe from its own
    process.kill(signal);
    return true;
  }

  end(container?: string): void {
    const only = container === undefined ? undefined : this.container(container);
    for (const process of [...this.processes.values()])
      if (!only || process.container === only) process.kill('SIGKILL');
  }

  get memory(): number {
    let sum = 0;
    for (const container of this.#containers.values()) sum += container.memory.used;
    return sum;
  }

  usage(container?: string): { readonly cpu: number; readonly memory: number } {
    const chosen = container === undefined ? [...this.#containers.values()] : [this.container(container)];
    let cpu = 0;
    let memory = 0;
    for (const { processor, memory: group } of chosen) {
      cpu += processor.rate;
      memory += group.used;
    }
    for (const process of this.processes.values()) if (chosen.includes(process.container)) cpu += process.cpu;
    const limit = chosen.length === 1 ? chosen[0]!.processor.limit : undefined;
    return { cpu: Math.min(cpu, limit ?? Infinity), memory };
  }

  setKnob(name: string, value: string, container = ''): void {
    const shared = this.container(container);
    shared.knobs.set(name, value);
    shared.knobsSet++;
    this.options.network.changed?.notify();
  }

  startedAt(container = ''): Millis | undefined {
    return this.container(container).startedAt;
  }

  memoryGroup(container = ''): MemoryGroup {
    return this.container(container).memory;
  }

  limit(limits: ContainerLimits, container = ''): void {
    const found = this.container(container);
    found.processor.limit = limits.cpu;
    found.memory.limitTo(limits.memory);
  }

  container(name: string): Container {
    let found = this.#containers.get(name);
    if (!found) {
      const { clock, memoryLimit, cpuLimit, memory } = this.options;
      const group: MemoryGroup = new MemoryGroup(memory, () => this.#of(group));
      group.limitTo(memoryLimit);
      found = {
        memory: group,
        processor: new ProcessorTime(clock, cpuLimit),
        startedAt: undefined,
        oomScoreAdj: undefined,
        logged: 0,
        knobs: new Map(),
        knobsSet: 0,
      };
      this.#containers.set(name, found);
    }
    return found;
  }

  *#of(memory: MemoryGroup): Iterable<ProcessEntry> {
    for (const process of this.processes.values()) if (process.container.memory === memory) yield process;
  }

  nextPid(): number {
    if (this.processes.size >= MOST_PROCESSES) throw new RuntimeLimit('processes', MOST_PROCESSES);
    return ++this.#lastPid;
  }

  /** A process has ended: its children go to process 1, and with process 1 all end. */
  ended(process: ProcessEntry): void {
    this.processes.delete(process.pid);
    if (process.pid === 1) {
      this.end();
      return;
    }
    for (const child of this.processes.values()) if (child.parent === process.pid) child.parent = 1;
    this.processes.get(process.parent)?.hear('SIGCHLD');
  }
}

type Environment = Readonly<Record<string, string>>;
const known = new WeakMap<Environment, readonly (readonly [string, string])[]>();

/** An environment as strings of bytes; a container's is made once. */
function inBytes(env: Environment): readonly (readonly [string, string])[] {
  let pairs = known.get(env);
  if (!pairs) known.set(env, (pairs = Object.entries(env).map(([name, value]) => [toBytes(name), toBytes(value)])));
  return pairs;
}

/** Counts what goes to the log; a flood ends the run. */
function logged(container: Container, take: (bytes: string) => void): (bytes: string) => void {
  return (bytes) => {
    container.logged += bytes.length;
    if (container.logged > MOST_LOGGED) throw new RuntimeLimit('log', MOST_LOGGED);
    take(bytes);
  };
}
