import type { Millis } from '../clock.ts';
import type { RunningProcess, StartResult } from '../runtime/process.ts';
import type { ContainerInput } from './container-input.ts';

export interface PodRef {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export interface LogLine {
  readonly at: Millis;
  readonly stream: 'stdout' | 'stderr';
  /** Without its newline; `open` where the container has not written one yet. */
  readonly text: string;
  readonly open?: true;
}

export type LogsResult =
  { readonly ok: true; readonly lines: readonly LogLine[] } | { readonly ok: false; readonly message: string };

/** A running container as kubectl attach reaches it: what it says goes to its log. */
export interface Attachment {
  /** Its first process. */
  readonly process: RunningProcess;
  /** Where it asked for a standard input. */
  readonly input: ContainerInput | undefined;
}

/** What a node's kubelet answers kubectl through the API server: its read-write port. */
export interface NodeRuntime {
  /** Lines of the running or last container, or of the one before it. `message` is what kubectl prints after "Error from server (BadRequest): ". */
  logs(pod: PodRef, container: string, which: 'current' | 'previous'): LogsResult;
  /** Starts a command in a running container. */
  exec(
    pod: PodRef,
    container: string,
    argv: readonly string[],
    io: { readonly stdin?: string; readonly stdout: (text: string) => void; readonly stderr: (text: string) => void },
  ): StartResult | { readonly started: false; readonly why: 'no-container'; readonly message: string };
  /** Connects to a running container; undefined where none of that name runs. */
  attach(pod: PodRef, container: string): Attachment | undefined;
  /** Current use, for kubectl top: milli-CPU and bytes. */
  usage(pod: PodRef, container: string): { readonly cpu: number; readonly memory: number } | undefined;
  /** Sets a knob of a running container's programs; it is forgotten with the container. Times in it count from its start. */
  setKnob(pod: PodRef, container: string, name: string, value: string): void;
  /** Puts a file of this text into its folder of static Pods; undefined takes it out. */
  writeManifest(file: string, text: string | undefined): void;
  /** Why files in its folder of static Pods are none, by name: what its kubelet's own log says. */
  manifestProblems(): ReadonlyMap<string, string>;
}

/** What can happen to a node as a whole. */
export interface NodeOutages {
  /** The node is cut off: its Pods run on, but it hears and says nothing. */
  disconnect(): void;
  /** The node is back: it hears what it has missed and says what it has held back. */
  reconnect(): void;
  /** All processes end, as when power fails. The kubelet starts anew at once, cut off or not. */
  reboot(): void;
}
