/** What figures draw: a run of a cluster as plain data, small enough to leave the sandbox. Times are seconds from apply. */
import type { ProbeKind, ProbeResult, Seconds } from '../simulator/index.ts';

/** What a container is seen doing in a span of time: one word of the site's state language. */
export type ContainerLook = 'waiting' | 'running' | 'ready' | 'stopping' | 'failed' | 'completed' | 'back-off';

export interface Span<Look extends string = string> {
  readonly from: Seconds;
  /** The run's end where it still holds. */
  readonly to: Seconds;
  readonly look: Look;
  /** The API's own word: ContainerCreating, CrashLoopBackOff, OOMKilled, Error … */
  readonly reason?: string;
  readonly exitCode?: number;
}

export interface ContainerLane {
  readonly container: string;
  readonly role: 'init' | 'sidecar' | 'app';
  readonly spans: readonly Span<ContainerLook>[];
  /** When restarts began: restart 1 first. */
  readonly restarts: readonly Seconds[];
}

/** Equal results in a row on one grid: at `from`, `from + period` … `to`. */
export interface ProbeRun {
  readonly from: Seconds;
  readonly to: Seconds;
  readonly period: Seconds;
  readonly result: ProbeResult;
  readonly output: string;
  /** Results of this kind in a row at the run's first mark; it grows by one a mark. */
  readonly inARow: number;
  readonly threshold: number;
}

export interface ProbeLane {
  readonly container: string;
  readonly probe: ProbeKind;
  /** "GET :8080/healthz", "exec cat /tmp/ok", "tcp :6379". */
  readonly target: string;
  readonly runs: readonly ProbeRun[];
}

export interface PodPicture {
  /** "namespace/name". */
  readonly key: string;
  readonly name: string;
  /** Whether the learner's manifest made it, or something that it made. */
  readonly mine: boolean;
  readonly created: Seconds;
  readonly deleted?: Seconds;
  readonly node?: string;
  readonly bound?: Seconds;
  readonly containers: readonly ContainerLane[];
  readonly probes: readonly ProbeLane[];
  /** Pod condition Ready. */
  readonly ready: readonly Span<'True' | 'False'>[];
  /** kubectl's STATUS column over time. */
  readonly status: readonly Span[];
  readonly requests: { readonly cpu: number; readonly memory: number };
}

/** What a node looks like for a while. */
export interface NodePicture {
  readonly name: string;
  readonly from: Seconds;
  /** When it is deleted. */
  readonly to?: Seconds;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly string[];
  readonly cordoned: boolean;
  readonly ready: boolean;
  /** Milli-CPU and bytes. */
  readonly allocatable: { readonly cpu: number; readonly memory: number };
}

export interface EventPicture {
  readonly at: Seconds;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** "Pod/web". */
  readonly about: string;
  readonly count: number;
}

/** A node's row of a scheduling attempt: the filter that refused it, or its scores. */
export interface SchedulingRow {
  readonly node: string;
  readonly rejectedBy?: string;
  readonly reason?: string;
  /** Plugin → weighted score. */
  readonly scores?: Readonly<Record<string, number>>;
  readonly total?: number;
  readonly chosen: boolean;
}

export interface SchedulingPicture {
  readonly at: Seconds;
  readonly pod: string;
  readonly filters: readonly string[];
  readonly rows: readonly SchedulingRow[];
  readonly message?: string;
}

export interface Picture {
  readonly until: Seconds;
  /** In the order of their changes: a node is here again where it looks different. */
  readonly nodes: readonly NodePicture[];
  readonly pods: readonly PodPicture[];
  readonly events: readonly EventPicture[];
  readonly scheduling: readonly SchedulingPicture[];
}
