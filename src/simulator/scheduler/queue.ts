import type { Pod } from '../api/schema/kinds.ts';
import type { Clock, Millis, Timer } from '../clock.ts';
import type { ClusterEvent } from './cluster-event.ts';
import { Heap } from './heap.ts';
import { filterPlugins } from './plugins/plugins.ts';
import { schedulingGates } from './plugins/scheduling-gates.ts';
import type { PodInfo } from './pod-info.ts';

/** A pod that waits for a node. */
export interface Waiting {
  info: PodInfo;
  /** Failed attempts so far: what back-off grows with. */
  failures: number;
  /** When it came, or failed last: who has waited longest since is tried first. */
  since: Millis;
  /** Not tried before, unless nothing else is there to try. */
  backoffUntil: Millis;
  /** The plugins that refused it last; none: any event is worth a try. */
  refusedBy: ReadonlySet<string>;
  place: 'active' | 'backoff' | 'unschedulable' | 'in-cycle';
  /** The history's entry of the change that brought it here. */
  because: number | undefined;
  readonly order: number;
}

/** @source kubernetes/kubernetes pkg/scheduler/backend/queue/scheduling_queue.go DefaultPodInitialBackoffDuration … */
const BACKOFF_FIRST: Millis = 1000;
const BACKOFF_MOST: Millis = 10_000;
/** A pod is tried again without an event after so long; looked at on a grid. */
const UNSCHEDULABLE_MOST: Millis = 300_000;
const FLUSH_EVERY: Millis = 30_000;

/**
 * Pods without a node: the active ones by priority and age, those that back off, and those that wait for an event that
 * one of the plugins that refused them takes for helpful.
 * @source kubernetes/kubernetes pkg/scheduler/backend/queue/scheduling_queue.go
 */
export class SchedulingQueue {
  readonly #clock: Clock;
  readonly #wake: () => void;
  readonly #isHeldBack: (pod: PodInfo) => boolean;
  readonly #pods = new Map<string, Waiting>();
  readonly #active = new Heap<Waiting>(byPriorityThenAge);
  readonly #backoff = new Heap<Waiting>((a, b) => a.backoffUntil - b.backoffUntil || a.order - b.order);
  readonly #unschedulable = new Set<Waiting>();
  #flush: Timer | undefined;
  #order = 0;

  /**
   * @param wake - called when there is something to pop
   * @param isHeldBack - a pod that may not enter the queue yet, beside those with gates
   */
  constructor(clock: Clock, wake: () => void, isHeldBack: (pod: PodInfo) => boolean) {
    this.#clock = clock;
    this.#wake = wake;
    this.#isHeldBack = isHeldBack;
  }

  get(key: string): Waiting | undefined {
    return this.#pods.get(key);
  }

  add(info: PodInfo, because: number | undefined): void {
    const waiting: Waiting = {
      info,
      failures: 0,
      since: this.#clock.now,
      backoffUntil: 0,
      refusedBy: new Set(),
      place: 'unschedulable',
      because,
      order: this.#order++,
    };
    this.#pods.set(info.key, waiting);
    this.#enter(waiting);
  }

  /** A waiting pod changed: what else than its status may make it fit. */
  update(info: PodInfo, before: Pod, because: number | undefined): void {
    const waiting = this.#pods.get(info.key);
    if (!waiting) return this.add(info, because);
    waiting.info = info;
    if (waiting.place === 'unschedulable' && differs(before, info.pod))
      this.#try(waiting, { type: 'self', before, pod: info.pod }, because);
  }

  delete(key: string): void {
    const waiting = this.#pods.get(key);
    if (!waiting) return;
    this.#pods.delete(key);
    this.#leave(waiting);
  }

  /** The next pod to try; those that back off come early when nothing else is there. */
  pop(): Waiting | undefined {
    for (let next = this.#backoff.peek(); next && next.backoffUntil <= this.#clock.now; next = this.#backoff.peek()) {
      this.#backoff.pop();
      this.#activate(next);
    }
    const next = this.#active.pop() ?? this.#backoff.pop();
    if (next) next.place = 'in-cycle';
    return next;
  }

  get isEmpty(): boolean {
    return this.#active.size + this.#backoff.size === 0;
  }

  /** A pod that was popped found no node. */
  addUnschedulable(waiting: Waiting, refusedBy: ReadonlySet<string>): void {
    if (this.#pods.get(waiting.info.key) !== waiting) return;
    waiting.refusedBy = refusedBy;
    this.#fail(waiting);
    waiting.place = 'unschedulable';
    this.#unschedulable.add(waiting);
    this.#planFlush();
  }

  /** A pod that was popped met an error, such as a binding that was refused: it backs off. */
  addErrored(waiting: Waiting): void {
    this.#pods.set(waiting.info.key, waiting);
    this.#fail(waiting);
    waiting.place = 'unschedulable';
    this.#clock.at(waiting.backoffUntil, () => {
      if (this.#pods.get(waiting.info.key) === waiting && waiting.place === 'unschedulable') this.#enter(waiting);
    });
  }

  /**
   * Something happened in the cluster: wakes the pods that it may help.
   * @param most - only those of at most this priority
   */
  onEvent(event: ClusterEvent, because: number | undefined, most = Infinity): void {
    if (this.#unschedulable.size === 0) return;
    for (const waiting of [...this.#unschedulable])
      if (waiting.info.priority <= most) this.#try(waiting, event, because);
  }

  #try(waiting: Waiting, event: ClusterEvent, because: number | undefined): void {
    if (!isWorthATry(waiting, event)) return;
    waiting.because = because;
    this.#enter(waiting);
  }

  /** To the active or the back-off queue, where nothing holds the pod back. */
  #enter(waiting: Waiting): void {
    this.#leave(waiting);
    if (schedulingGates.preEnqueue(waiting.info).code !== 'pass' || this.#isHeldBack(waiting.info)) {
      waiting.place = 'unschedulable';
      this.#unschedulable.add(waiting);
      return;
    }
    if (waiting.backoffUntil > this.#clock.now) {
      waiting.place = 'backoff';
      this.#backoff.push(waiting);
    } else this.#activate(waiting);
    this.#wake();
  }

  #activate(waiting: Waiting): void {
    waiting.place = 'active';
    this.#active.push(waiting);
  }

  #leave(waiting: Waiting): void {
    if (waiting.place === 'active') this.#active.remove(waiting);
    else if (waiting.place === 'backoff') this.#backoff.remove(waiting);
    this.#unschedulable.delete(waiting);
  }

  #fail(waiting: Waiting): void {
    waiting.failures++;
    waiting.since = this.#clock.now;
    waiting.backoffUntil = this.#clock.now + backoffAfter(waiting.failures);
  }

  /** Looks again at the first point of the grid at which some pod has waited its time. */
  #planFlush(): void {
    if (this.#flush) return;
    let oldest = Infinity;
    for (const { since, failures } of this.#unschedulable) if (failures > 0) oldest = Math.min(oldest, since);
    if (oldest === Infinity) return;
    const from = Math.max(oldest + UNSCHEDULABLE_MOST, this.#clock.now); // one that is held back is looked at next time
    const due = Math.floor(from / FLUSH_EVERY + 1) * FLUSH_EVERY;
    this.#flush = this.#clock.at(due, () => {
      this.#flush = undefined;
      for (const waiting of [...this.#unschedulable])
        if (this.#clock.now - waiting.since > UNSCHEDULABLE_MOST) this.#enter(waiting);
      this.#planFlush();
    });
  }
}

/**
 * @param failures - attempts that failed, ≥ 1
 * @example backoffAfter(1) → 1000 · backoffAfter(4) → 8000 · backoffAfter(5) → 10_000
 */
export const backoffAfter = (failures: number): Millis =>
  Math.min(BACKOFF_MOST, BACKOFF_FIRST * 2 ** Math.min(failures - 1, 10));

const byPriorityThenAge = (a: Waiting, b: Waiting): number =>
  b.info.priority - a.info.priority || a.since - b.since || a.order - b.order;

function isWorthATry({ info, refusedBy }: Waiting, event: ClusterEvent): boolean {
  if (info.pod.spec.schedulingGates?.length) return false;
  return (
    refusedBy.size === 0 || filterPlugins.some((plugin) => refusedBy.has(plugin.name) && plugin.mayHelp(info, event))
  );
}

/** Whether a pod's change is more than one of its status. */
const differs = (a: Pod, b: Pod): boolean =>
  a.spec !== b.spec || a.metadata.labels !== b.metadata.labels || a.metadata.annotations !== b.metadata.annotations;
