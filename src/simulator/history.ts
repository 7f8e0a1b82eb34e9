import type { Kind, KindOf, KubeObject } from './api/schema/kinds.ts';
import type { Millis } from './clock.ts';
import { RuntimeLimit } from './runtime/runtime-limit.ts';
import type { Change } from './store.ts';

/**
 * Who wrote, why, and which earlier entry made them.
 * @example { actor: 'kubelet/node-1', reason: 'liveness probe failed 3 times', because: 41 }
 */
export interface Cause {
  readonly actor: string;
  readonly reason: string;
  /** Number of an earlier entry of this history. */
  readonly because?: number | undefined;
}

export type ProbeKind = 'startup' | 'readiness' | 'liveness';
export type ProbeResult = 'success' | 'failure' | 'unknown';

interface Entry {
  /** The entry's place in the history, from 0. */
  readonly index: number;
  readonly at: Millis;
}

/** One object was created, changed or deleted in the store. */
export interface WriteEntry<K extends Kind = Kind> extends Entry {
  readonly type: 'write';
  readonly verb: 'create' | 'update' | 'delete';
  readonly kind: K;
  /** "namespace/name" or the name alone. */
  readonly key: string;
  readonly before: KindOf[K] | undefined;
  readonly after: KindOf[K] | undefined;
  readonly cause: Cause;
}

/**
 * A run of equal probe results on one grid: at `at`, `at + period`, … `last`. (A poller never ticks for nothing; one
 * look that stands alone has `at` = `last`.)
 */
export interface ProbeEntry extends Entry {
  readonly type: 'probe';
  /** "namespace/name" of the Pod. */
  readonly pod: string;
  readonly container: string;
  readonly probe: ProbeKind;
  readonly last: Millis;
  readonly period: Millis;
  readonly result: ProbeResult;
  /** What the event would say: "HTTP probe failed with statuscode: 503". */
  readonly output: string;
  /** Results of this kind in a row, this entry's last one included. */
  readonly inARow: number;
  readonly threshold: number;
}

/** Something a container's processes did or had done to them. */
export interface ContainerEntry extends Entry {
  readonly type: 'container';
  readonly pod: string;
  readonly container: string;
  readonly what: 'started' | 'signal' | 'exited' | 'hook-started' | 'hook-ended' | 'oom-killed';
  /** SIGTERM, exit code, hook name … */
  readonly detail: string;
  readonly cause: Cause;
}

/** One attempt of the scheduler to place a Pod; `trace` is the scheduler's own table, where it was asked to keep it. */
export interface ScheduleEntry extends Entry {
  readonly type: 'schedule';
  readonly pod: string;
  readonly trace: unknown;
}

/** A line typed in the terminal: the audit log of a diagnose exercise. */
export interface CommandEntry extends Entry {
  readonly type: 'command';
  readonly line: string;
  readonly exit: number;
}

export type HistoryEntry = WriteEntry | ProbeEntry | ContainerEntry | ScheduleEntry | CommandEntry;
type Without<T> = T extends unknown ? Omit<T, 'index'> : never;
type Unrecorded = Change extends infer C ? (C extends unknown ? Omit<C, 'entry'> : never) : never;

/** The record of a cluster: what figures, checks and explanations read. Times are milliseconds from its start. */
export class History {
  readonly #entries: HistoryEntry[] = [];
  readonly #kept: boolean;
  readonly #most: number;
  #length = 0;

  /**
   * @param kept - 'dropped' forgets every entry (large benchmarks) but still counts them
   * @param most - entries; the next one throws a RuntimeLimit
   */
  constructor(kept: 'kept' | 'dropped' = 'kept', most = Infinity) {
    this.#kept = kept === 'kept';
    this.#most = most;
  }

  /** Whether entries can be read later: what is dropped need not tell much. */
  get isKept(): boolean {
    return this.#kept;
  }

  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** @returns the entry's index, for a later entry's `because` */
  record(entry: Without<HistoryEntry>): number {
    const index = this.#length++;
    if (index >= this.#most) throw new RuntimeLimit('events', this.#most);
    if (this.#kept) this.#entries.push({ ...entry, index } as HistoryEntry);
    return index;
  }

  recordWrite(at: Millis, change: Unrecorded, cause: Cause): number {
    if (!this.#kept) return this.#length++;
    const object: KubeObject = change.object;
    const { namespace, name } = object.metadata;
    return this.record({
      type: 'write',
      at,
      verb: change.type === 'added' ? 'create' : change.type === 'modified' ? 'update' : 'delete',
      kind: object.kind,
      key: namespace ? `${namespace}/${name}` : name,
      before: change.type === 'modified' ? change.before : change.type === 'deleted' ? object : undefined,
      after: change.type === 'deleted' ? undefined : object,
      cause,
    });
  }

  /** Makes a probe entry's run longer instead of writing a new one. */
  extendProbe(index: number, last: Millis, inARow: number): void {
    const entry = this.#entries[index];
    if (entry?.type === 'probe') this.#entries[index] = { ...entry, last, inARow };
  }
}
