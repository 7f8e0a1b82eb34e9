import type { Clock } from '../clock.ts';
import type { Random } from '../random.ts';
import type { Signal, Task } from '../task.ts';
import type { FileSystem } from './filesystem.ts';
import type { Network } from './network.ts';

/** Signals that something in the course sends or traps. Numbers are Linux's. */
export const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGUSR1: 10, SIGSEGV: 11, SIGUSR2: 12, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15, SIGCHLD: 17, SIGCONT: 18, SIGSTOP: 19 } as const;
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
  readonly argv: readonly string[];
  readonly env: Map<string, string>;
  cwd: string;
  readonly user: number;
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
  /** What a signal does: run this at the process's next step; 'ignore'; or, where nothing is set, the default action. Process 1 has no default actions. */
  readonly handlers: Map<SignalName, (() => void) | 'ignore'>;
  /** Notified when a signal with a handler has come. */
  readonly signalled: Signal;
}

/** A pipe's end, a file, the terminal or the container's log. Text is UTF-16 strings of bytes' code points ("binary strings"). */
export interface OpenFile {
  /** Waits for data; '' at the end of file. `max` limits how much is taken. */
  read(max?: number): Task<string>;
  /** Waits while a pipe is full; false when nobody reads any more (EPIPE). */
  write(text: string): Task<boolean>;
  /** Drops this reference; a pipe ends when its last writer has closed. */
  close(): void;
  /** Another reference to the same open file (dup). */
  duplicate(): OpenFile;
}

export interface ProcessSpec {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly user: number;
  readonly files: FileSystem;
  /** Standard input; nothing (at once the end of file) unless given. */
  readonly stdin?: string | OpenFile;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
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
}

/**
 * A PID namespace: process 1 is the first that starts in it, and its end ends all others.
 * Implemented in process-namespace.ts.
 */
export interface ProcessNamespace {
  readonly hostname: string;
  /** Starts argv (PATH is looked up); a second call (kubectl exec, probe, hook) adds a process with parent 0. */
  start(spec: ProcessSpec): StartResult;
  /** Starts a child of a process with what it has inherited; used by shells and programs. */
  list(): readonly { readonly pid: number; readonly parent: number; readonly user: number; readonly argv: readonly string[]; readonly startedAt: number }[];
  kill(pid: number, signal: SignalName): boolean;
  /** SIGKILL to all. */
  end(): void;
  /** Bytes that its processes hold together. */
  readonly memory: number;
}
