import type { Millis } from '../clock.ts';
import type { Credentials, FileSystem } from './filesystem.ts';
import type { MemoryGroup } from './memory-group.ts';
import type { Network } from './network.ts';
import type { ProcessorTime } from './processor-time.ts';
import {
  SIGNALS,
  type ChildSpec,
  type OpenFile,
  type Process,
  type ProcessNamespace,
  type ProcessNamespaceOptions,
  type Program,
  type RunningProcess,
  type SignalName,
} from './process.ts';
import { run, Signal, type Task, type TaskHandle, type Wait } from '../task.ts';

/** Bytes that a process without a program of its own size counts. */
const BASE_MEMORY = 256 * 1024;
/** Work of fork and exec, in units: as much as 20 shell steps. */
const FORK_WORK = 20;
/** Signals whose default action is to do nothing (stop and continue are not simulated). */
const HARMLESS: ReadonlySet<SignalName> = new Set(['SIGCHLD', 'SIGCONT', 'SIGSTOP']);

/** What the processes of one container share: limits and what they use. */
export interface Container {
  readonly memory: MemoryGroup;
  readonly processor: ProcessorTime;
  startedAt: Millis | undefined;
  /** Of its first process; what is started in it later has the same. */
  oomScoreAdj: number | undefined;
  /** Bytes written to its log. */
  logged: number;
  readonly knobs: Map<string, string>;
  knobsSet: number;
}

/** What a process needs of the namespace it is in. */
interface Family extends ProcessNamespace {
  readonly options: ProcessNamespaceOptions;
  readonly processes: Map<number, ProcessEntry>;
  nextPid(): number;
  ended(process: ProcessEntry): void;
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

/** A process: its program runs as a task on the clock. */
export class ProcessEntry implements Process, RunningProcess {
  readonly pid: number;
  readonly namespace: Family;
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

  constructor(namespace: Family, container: Container, born: Born) {
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
    return this.container.memory.limit;
  }
  get charge(): (bytes: number) => void {
    return (bytes) => this.container.memory.charge(bytes);
  }
  get wrote(): (bytes: number) => void {
    return this.namespace.options.wrote ?? (() => undefined);
  }
  get memory(): number {
    return this.#memory;
  }
  set memory(bytes: number) {
    if (this.exit !== undefined) return;
    const more = bytes - this.#memory;
    this.#memory = bytes;
    this.container.memory.charge(more);
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

  get knobsSet(): number {
    return this.container.knobsSet;
  }

  cpuTime(busy: Millis): Millis {
    this.container.processor.used(busy);
    return this.container.processor.stretch(busy);
  }

  owe(units: number): void {
    this.container.processor.owe(units);
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

  killForMemory(): void {
    this.oomKilled = true;
    this.end(128 + SIGNALS.SIGKILL, 'SIGKILL');
  }

  end(code: number, killedBy?: SignalName): void {
    if (this.exit !== undefined) return;
    this.exit = code;
    this.killedBy = killedBy;
    this.container.memory.charge(-this.#memory);
    this.#memory = 0;
    this.#task?.cancel();
    for (const close of [...this.#sockets]) close();
    for (const file of this.fds.values()) file.close();
    this.fds.clear();
    this.namespace.ended(this);
    this.exited.notify();
  }
}
