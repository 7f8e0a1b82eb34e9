import type { Millis } from '../clock.ts';
import { toBytes } from './bytes.ts';
import { DEFAULT_PATH, resolveCommand } from './executable.ts';
import type { Credentials, FileSystem } from './filesystem.ts';
import type { Network } from './network.ts';
import { nullDevice, sink, textInput } from './open-file.ts';
import { ProcessorTime } from './processor-time.ts';
import {
  SIGNALS,
  type ChildSpec,
  type ContainerLimits,
  type ListedProcess,
  type OpenFile,
  type Process,
  type ProcessNamespace,
  type ProcessNamespaceOptions,
  type ProcessSpec,
  type Program,
  type RunningProcess,
  type SignalName,
  type StartResult,
} from './process.ts';
import { RuntimeLimit } from './runtime-limit.ts';
import { run, Signal, type Task, type TaskHandle, type Wait } from '../task.ts';

/** Processes alive at once in one namespace. */
const MOST_PROCESSES = 400;
/** Bytes that a process without a program of its own size counts. */
const BASE_MEMORY = 256 * 1024;
/** Bytes a container may write to its log. */
const MOST_LOGGED = 4 * 1024 * 1024;
/** Work of fork and exec: 1 ms. */
const FORK_WORK = 20;
/** Of the pause container. @source kubernetes/kubernetes pkg/kubelet/qos/policy.go PodInfraOOMAdj */
const SANDBOX_OOM_SCORE = -998;
/** Signals whose default action is to do nothing (stop and continue are not simulated). */
const HARMLESS: ReadonlySet<SignalName> = new Set(['SIGCHLD', 'SIGCONT', 'SIGSTOP']);

/** Creates a container's (or a Pod's shared) PID namespace; it is empty until `start`. */
export function createProcessNamespace(options: ProcessNamespaceOptions): ProcessNamespace {
  return new Namespace(options);
}

/** What the processes of one container share: limits and what they use. */
interface Container {
  memoryLimit: number | undefined;
  readonly processor: ProcessorTime;
  memory: number;
  oomKills: number;
  startedAt: Millis | undefined;
  /** Of its first process; what is started in it later has the same. */
  oomScoreAdj: number | undefined;
  /** Bytes written to its log. */
  logged: number;
  readonly knobs: Map<string, string>;
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
    const who: Credentials = { user: spec.user, gid: spec.gid ?? 0, groups: spec.groups ?? [] };
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
    for (const container of this.#containers.values()) sum += container.memory;
    return sum;
  }

  usage(container?: string): { readonly cpu: number; readonly memory: number } {
    const chosen = container === undefined ? [...this.#containers.values()] : [this.container(container)];
    let cpu = 0;
    let memory = 0;
    for (const { processor, memory: bytes } of chosen) {
      cpu += processor.rate;
      memory += bytes;
    }
    for (const process of this.processes.values()) if (chosen.includes(process.container)) cpu += process.cpu;
    const limit = chosen.length === 1 ? chosen[0]!.processor.limit : undefined;
    return { cpu: Math.min(cpu, limit ?? Infinity), memory };
  }

  setKnob(name: string, value: string, container = ''): void {
    this.container(container).knobs.set(name, value);
    this.options.network.changed?.notify();
  }

  startedAt(container = ''): Millis | undefined {
    return this.container(container).startedAt;
  }

  oomKills(container?: string): number {
    if (container !== undefined) return this.container(container).oomKills;
    return [...this.#containers.values()].reduce((sum, { oomKills }) => sum + oomKills, 0);
  }

  limit(limits: ContainerLimits, container = ''): void {
    const found = this.container(container);
    found.memoryLimit = limits.memory;
    found.processor.limit = limits.cpu;
    this.reclaim(found);
  }

  container(name: string): Container {
    let found = this.#containers.get(name);
    if (!found) {
      const { clock, memoryLimit, cpuLimit } = this.options;
      found = {
        memoryLimit,
        processor: new ProcessorTime(clock, cpuLimit),
        memory: 0,
        startedAt: undefined,
        oomScoreAdj: undefined,
        logged: 0,
        oomKills: 0,
        knobs: new Map(),
      };
      this.#containers.set(name, found);
    }
    return found;
  }

  nextPid(): number {
    if (this.processes.size >= MOST_PROCESSES) throw new RuntimeLimit('processes', MOST_PROCESSES);
    return ++this.#lastPid;
  }

  /** The OOM killer: while a container is over its limit, its largest process goes. @source Linux mm/oom_kill.c oom_badness */
  reclaim(container: Container): void {
    while (container.memoryLimit !== undefined && container.memory > container.memoryLimit) {
      let victim: ProcessEntry | undefined;
      for (const process of this.processes.values())
        if (process.container === container && process.memory > (victim?.memory ?? 0)) victim = process;
      if (!victim) return;
      victim.oomKilled = true;
      container.oomKills++;
      victim.end(128 + SIGNALS.SIGKILL, 'SIGKILL');
    }
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
function logged(container: Container, take: (text: string) => void): (text: string) => void {
  return (text) => {
    container.logged += text.length;
    if (container.logged > MOST_LOGGED) throw new RuntimeLimit('log', MOST_LOGGED);
    take(text);
  };
}

interface Born {
  readonly parent: number;
  readonly argv: readonly string[];
  readonly env: Map<string, string>;
  readonly cwd: string;
  readonly who: Credentials;
  readonly files: FileSystem;
  readonly fds: Map<number, OpenFile>;
  readonly oomScoreAdj: number;
  readonly handlers: Map<SignalName, (() => void) | 'ignore'>;
}

class ProcessEntry implements Process, RunningProcess {
  readonly pid: number;
  readonly namespace: Namespace;
  readonly container: Container;
  readonly env: Map<string, string>;
  readonly who: Credentials;
  readonly files: FileSystem;
  readonly fds: Map<number, OpenFile>;
  readonly handlers: Map<SignalName, (() => void) | 'ignore'>;
  readonly oomScoreAdj: number;
  readonly signalled = new Signal();
  readonly exited = new Signal();
  readonly bornAt: Millis;
  argv: readonly string[];
  cwd: string;
  parent: number;
  umask = 0o022;
  cpu = 0;
  exit: number | undefined;
  killedBy: SignalName | undefined;
  oomKilled = false;
  #memory = 0;
  #network: Network | undefined;
  readonly #sockets = new Set<() => void>();
  #task: TaskHandle | undefined;
  #next: { program: Program; argv: readonly string[] } | undefined;

  constructor(namespace: Namespace, container: Container, born: Born) {
    this.namespace = namespace;
    this.container = container;
    this.pid = namespace.nextPid();
    this.parent = born.parent;
    this.argv = born.argv;
    this.env = born.env;
    this.cwd = born.cwd;
    this.who = born.who;
    this.files = born.files;
    this.fds = born.fds;
    this.oomScoreAdj = born.oomScoreAdj;
    this.handlers = born.handlers;
    this.bornAt = namespace.options.clock.now;
    namespace.processes.set(this.pid, this);
  }

  get user(): number {
    return this.who.user;
  }
  get clock(): ProcessNamespaceOptions['clock'] {
    return this.namespace.options.clock;
  }
  get random(): ProcessNamespaceOptions['random'] {
    return this.namespace.options.random;
  }
  /** The Pod's network; what this process listens on is closed when it ends, however it ends. */
  get network(): Network {
    const { network } = this.namespace.options;
    return (this.#network ??= {
      address: network.address,
      ...(network.changed ? { changed: network.changed } : {}),
      connect: (host, port) => network.connect(host, port),
      resolve: (name) => network.resolve(name),
      listen: (bind, port, server) => {
        const listening = network.listen(bind, port, server);
        if (typeof listening === 'string') return listening;
        const close = (): void => {
          if (this.#sockets.delete(close)) listening.close();
        };
        this.#sockets.add(close);
        return { close };
      },
    });
  }
  get startedAt(): Millis {
    return this.container.startedAt ?? this.bornAt;
  }

  get memoryLimit(): number | undefined {
    return this.container.memoryLimit;
  }
  get charge(): (bytes: number) => void {
    return (bytes) => {
      this.container.memory += bytes;
      if (bytes > 0) this.namespace.reclaim(this.container);
    };
  }
  get wrote(): (bytes: number) => void {
    return this.namespace.options.wrote ?? (() => undefined);
  }
  get memory(): number {
    return this.#memory;
  }
  set memory(bytes: number) {
    if (this.exit !== undefined) return;
    this.container.memory += bytes - this.#memory;
    this.#memory = bytes;
    if (this.container.memoryLimit !== undefined) this.namespace.reclaim(this.container);
  }

  begin(program: Program): void {
    if (this.exit !== undefined) return;
    this.memory = BASE_MEMORY;
    if (this.exit !== undefined) return;
    const handle = run(this.clock, this.#life(program), (code) => this.end(code & 255));
    this.#task = handle;
    if (this.exit !== undefined) handle.cancel();
  }

  *#life(program: Program): Task<number> {
    let code = yield* program(this);
    while (this.#next) {
      const { program: next, argv } = this.#next;
      this.#next = undefined;
      this.argv = argv;
      for (const [signal, handler] of [...this.handlers]) if (handler !== 'ignore') this.handlers.delete(signal);
      const wait = this.work(FORK_WORK);
      if (wait) yield wait;
      code = yield* next(this);
    }
    return code;
  }

  fork(child: ChildSpec): RunningProcess {
    const ignored = [...this.handlers].filter(([, handler]) => handler === 'ignore');
    const handlers = new Map<SignalName, (() => void) | 'ignore'>(ignored);
    for (const signal of child.ignore ?? []) handlers.set(signal, 'ignore');
    const born = new ProcessEntry(this.namespace, this.container, {
      parent: this.pid,
      argv: child.argv ?? this.argv,
      env: new Map(child.env ?? this.env),
      cwd: this.cwd,
      who: this.who,
      files: this.files,
      fds: child.fds ?? new Map([...this.fds].map(([number, file]) => [number, file.duplicate()])),
      oomScoreAdj: this.oomScoreAdj,
      handlers,
    });
    born.umask = this.umask;
    const program = child.program;
    // in an event of its own: the parent goes on first, and forks within forks are no deep stack
    this.clock.after(0, () =>
      born.begin(function* (process) {
        const wait = process.work(FORK_WORK);
        if (wait) yield wait;
        return yield* program(process);
      }),
    );
    return born;
  }

  replaceBy(program: Program, argv: readonly string[]): void {
    this.#next = { program, argv };
  }

  knob(name: string): string | undefined {
    return this.container.knobs.get(name) ?? this.env.get(name);
  }

  cpuTime(busy: Millis): Millis {
    this.container.processor.used(busy);
    return this.container.processor.stretch(busy);
  }

  work(units: number): Wait | undefined {
    return this.container.processor.work(units);
  }

  /** A signal from outside the namespace, or from a process in it that is not process 1's. */
  kill(signal: SignalName): void {
    if (this.exit !== undefined) return;
    if (signal === 'SIGKILL') this.end(128 + SIGNALS.SIGKILL, 'SIGKILL');
    else this.hear(signal);
  }

  hear(signal: SignalName): void {
    const handler = this.handlers.get(signal);
    if (handler === 'ignore') return;
    if (handler) {
      handler();
      this.signalled.notify();
    } else if (this.pid !== 1 && !HARMLESS.has(signal)) this.end(128 + SIGNALS[signal], signal);
  }

  end(code: number, killedBy?: SignalName): void {
    if (this.exit !== undefined) return;
    this.exit = code;
    this.killedBy = killedBy;
    this.container.memory -= this.#memory;
    this.#memory = 0;
    this.#task?.cancel();
    for (const close of [...this.#sockets]) close();
    for (const file of this.fds.values()) file.close();
    this.fds.clear();
    this.namespace.ended(this);
    this.exited.notify();
  }
}
