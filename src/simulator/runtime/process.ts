import type { Clock, Millis } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Signal, Task, Wait } from '../task.ts';
import type { Credentials, FileSystem } from './filesystem.ts';
import type { MemoryGroup } from './memory-group.ts';
import type { Network } from './network.ts';

/** Signals that something in the course sends or traps. Numbers are Linux's. */
export const SIGNALS = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGCHLD: 17,
  SIGCONT: 18,
  SIGSTOP: 19,
} as const;
export type SignalName = keyof typeof SIGNALS;

/**
 * What an executable file does: runs as a task on virtual time and returns its exit code (0 … 255).
 * A file of an image carries one (`FileSystem`), the shell being one of them.
 */
export type Program = (process: Process) => Task<number>;

/** A process as its program sees it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** As ps shows it: a program may give itself another title. */
  argv: readonly string[];
  readonly env: Map<string, string>;
  cwd: string;
  /** Permission bits that what it makes does not get; 022 unless set. */
  umask: number;
  readonly user: number;
  /** User, group and supplementary groups, for what asks about permissions. */
  readonly who: Credentials;
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  /** Open files by number; 0, 1 and 2 are there. */
  readonly fds: Map<number, OpenFile>;
  /** Its processes: the container's, or the Pod's where `shareProcessNamespace` is set. */
  readonly namespace: ProcessNamespace;
  /** Bytes of memory it holds, as the cgroup counts them; setting more than the limit brings the OOM killer. */
  memory: number;
  /** Charges its container for memory that no process holds: files in memory. They stay when it ends. @source Linux mm/shmem.c */
  readonly charge: (bytes: number) => void;
  /** Hears of bytes that it has added to files on disk. */
  readonly wrote: (bytes: number) => void;
  /** The most its container may hold, in bytes; undefined where it has no limit. */
  readonly memoryLimit: number | undefined;
  /** Thousandths of a CPU that it uses on average while it works as it does now. */
  cpu: number;
  /** What a signal does: run this when it comes; 'ignore'; or, where nothing is set, the default action. Process 1 has no default actions. */
  readonly handlers: Map<SignalName, (() => void) | 'ignore'>;
  /** Notified when a signal with a handler has come. */
  readonly signalled: Signal;
  /** When its container's first process started: what "seconds after start" counts from. */
  readonly startedAt: Millis;
  /** Adjustment of the OOM killer's score, as in /proc/PID/oom_score_adj. */
  readonly oomScoreAdj: number;
  /**
   * A setting of the course's images: the environment's, or what `setKnob` has set since. Points of time in it are seconds
   * after the container's start.
   */
  knob(name: string): string | undefined;
  /** How many knobs were set since its container began. */
  readonly knobsSet: number;
  /** Milliseconds that work takes which a whole CPU does in `busy`; it is counted as used. */
  cpuTime(busy: Millis): Millis;
  /** Starts a child: it inherits environment, directory, ignored signals and open files unless given others. */
  fork(child: ChildSpec): RunningProcess;
  /** exec(2): once the running program has returned, this one goes on in its place, with the same pid and files. */
  replaceBy(program: Program, argv: readonly string[]): void;
  /** Work of a system call that cannot wait itself; the next `work` pays it. */
  owe(units: number): void;
  /**
   * Counts work (a shell step is 1, about 2 µs of CPU). What it returns must be yielded: so much time has passed.
   * Something that never waits sees its work cost more and more time, so that a busy loop costs few steps a minute.
   */
  work(units: number): Wait | undefined;
}

export interface ChildSpec {
  readonly program: Program;
  readonly argv?: readonly string[];
  readonly env?: ReadonlyMap<string, string>;
  /** Taken over as they are (the child closes them); without it, duplicates of the parent's. */
  readonly fds?: Map<number, OpenFile>;
  /** The first process of a terminal's job in the background ignores SIGINT and SIGQUIT. */
  readonly ignore?: readonly SignalName[];
}

/** A pipe's end, a file, the terminal or the container's log. Text is strings of bytes (bytes.ts). */
export interface OpenFile {
  /** Waits for data; '' at the end of file. `max` limits how much is taken. */
  read(max?: number): Task<string>;
  /** Waits while a pipe is full; false when it could not be written (nobody reads any more: EPIPE; a full or closed file). */
  write(text: string): Task<boolean>;
  /** Drops this reference; a pipe ends when its last writer has closed. */
  close(): void;
  /** Another reference to the same open file (dup). */
  duplicate(): OpenFile;
  /** Why the last write failed. */
  readonly failure?: 'EPIPE' | 'ENOSPC' | 'EBADF';
  /** Puts back what was read too much, where the file can seek. */
  unread?(text: string): void;
  /** Notified when a reader may find more. */
  readonly readable?: Signal;
  /** Writes bytes within the call, where a write never waits. */
  readonly writeNow?: (bytes: string) => void;
  /** True for a pipe or file whose reads give zeros without end. */
  readonly endless?: true;
}

export interface ProcessSpec {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly user: number;
  readonly gid?: number;
  readonly groups?: readonly number[];
  readonly privileges?: Pick<Credentials, 'capabilities' | 'noNewPrivileges'>;
  readonly files: FileSystem;
  /** Standard input; nothing (at once the end of file) unless given. */
  readonly stdin?: string | OpenFile;
  /** Take bytes, one a UTF-16 unit. */
  readonly stdout: (bytes: string) => void;
  readonly stderr: (bytes: string) => void;
  readonly oomScoreAdj?: number;
  /** The container it belongs to where several share a namespace: a name of the caller's; each has its own limits. */
  readonly container?: string;
}

/** Why argv could not be executed, worded as runc does. @example exec: "--port": executable file not found in $PATH */
export interface StartFailure {
  readonly started: false;
  readonly why: 'not-found' | 'permission-denied' | 'is-directory' | 'no-such-directory';
  readonly message: string;
}
export type StartResult = { readonly started: true; readonly process: RunningProcess } | StartFailure;

/** A process as the container runtime sees it. */
export interface RunningProcess {
  readonly pid: number;
  /** Exit code once it has ended (128 + n when signal n ended it). */
  readonly exit: number | undefined;
  /** The signal that ended it, if one did. */
  readonly killedBy: SignalName | undefined;
  /** Whether the OOM killer ended it. */
  readonly oomKilled: boolean;
  /** Notified at its end. */
  readonly exited: Signal;
  kill(signal: SignalName): void;
}

export interface ProcessNamespaceOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: Network;
  readonly hostname: string;
  /** Bytes; what a process takes beyond it is answered by the OOM killer. */
  readonly memoryLimit?: number;
  /** What its containers' memory counts in: the Pod's. */
  readonly memory?: MemoryGroup | undefined;
  /** Thousandths of a CPU; work takes longer under it. */
  readonly cpuLimit?: number;
  /** Hears of bytes that its processes have added to files on disk. */
  readonly wrote?: (bytes: number) => void;
  /** A Pod's shared namespace: process 1 is the pause container, and lives until `end`. */
  readonly pause?: boolean;
}

export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly user: number;
  readonly argv: readonly string[];
  readonly startedAt: Millis;
  readonly memory: number;
  readonly oomScoreAdj: number;
}

export interface ContainerLimits {
  readonly memory?: number | undefined;
  readonly cpu?: number | undefined;
}

/**
 * A PID namespace: process 1 is the first that starts in it, and its end ends all others.
 * Implemented in process-namespace.ts.
 */
export interface ProcessNamespace {
  readonly hostname: string;
  /** Starts argv (PATH is looked up); a second call (kubectl exec, probe, hook) adds a process with parent 0. */
  start(spec: ProcessSpec): StartResult;
  list(): readonly ListedProcess[];
  /** kill(2) from inside: process 1 only hears signals that it handles. */
  kill(pid: number, signal: SignalName): boolean;
  /** SIGKILL to all, or to one container's. */
  end(container?: string): void;
  /** Bytes that its processes hold together. */
  readonly memory: number;
  /** Memory and thousandths of a CPU in use, of all or of one container. */
  usage(container?: string): { readonly cpu: number; readonly memory: number };
  /**
   * Sets a knob of running programs, as a grader's action does ("wedge web at 90 s"): servers answer by it from now on.
   * @param value - times in it count from the container's start
   */
  setKnob(name: string, value: string, container?: string): void;
  /** When a container's first process started. */
  startedAt(container?: string): Millis | undefined;
  /** What a container's memory is counted in. */
  memoryGroup(container?: string): MemoryGroup;
  /** Sets a container's limits (in-place resize; containers that share the namespace). */
  limit(limits: ContainerLimits, container?: string): void;
}
