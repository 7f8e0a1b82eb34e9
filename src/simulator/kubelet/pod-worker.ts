import type { Pod } from '../api/schema/kinds.ts';
import type { Clock, Millis, Timer } from '../clock.ts';
import { run, sleep, type Task } from '../task.ts';
import { IMMEDIATE_GRACE, type EvictionOrder } from './eviction/eviction-manager.ts';
import { KubeletPod, type SyncOutcome } from './kubelet-pod.ts';
import { hasStorageLimits, STATISTICS_AGE, STATISTICS_PHASE } from './local-storage.ts';
import type { NodeServices } from './node-services.ts';
import type { RuntimeStatus } from './runtime-status.ts';
import {
  JITTER,
  lastPoint,
  MONITORING_PERIOD,
  nextPoint,
  RELIST_PERIOD,
  RELIST_PHASE,
  RESYNC,
  SYNC_BACKOFF,
  SYNC_TICK,
  SYNC_TICK_PHASE,
} from './timing.ts';

/** Seconds that the end of a Pod is always granted. @source pkg/kubelet/pod_workers.go calculateEffectiveGracePeriod */
const LEAST_GRACE = 1;

/**
 * Drives one Pod: one sync at a time, each on what a relist after the sync before it has found. Wakes for changes of the
 * Pod, of its containers (at the next relist), of its probes, and when its next look is due.
 * @source kubernetes/kubernetes pkg/kubelet/pod_workers.go podWorkerLoop, completeWork; pkg/kubelet/pleg/generic.go Relist
 */
export class PodWorker {
  readonly on: KubeletPod;
  readonly #clock: Clock;
  readonly #finished: () => void;
  #phase: 'sync' | 'terminate' | 'finish' | 'over' = 'sync';
  #working = false;
  #pending = false;
  #lastSync: Millis | undefined;
  /** A look has just been taken for the next sync. */
  #fresh = false;
  #relistAt: Timer | undefined;
  #due: Timer | undefined;
  #deadline: Timer | undefined;
  /** The deadline that it is set for. */
  #watched: Millis | undefined;
  #storage: Timer | undefined;
  #pod: Pod;

  /** @param finished - hears that nothing of the Pod is left to do */
  constructor(node: NodeServices, pod: Pod, finished: () => void) {
    this.#clock = node.context.clock;
    this.#finished = finished;
    this.#pod = pod;
    this.on = new KubeletPod(node, pod, {
      runtimeChanged: () => this.#relistLater(),
      probeDecided: (because) => this.wake(because),
      mayRun: () => this.#phase === 'sync' || this.#phase === 'terminate',
    });
  }

  /** As the API server last told. */
  get pod(): Pod {
    return this.#pod;
  }

  update(pod: Pod): void {
    this.#pod = pod;
    this.on.update(pod);
  }

  get isOver(): boolean {
    return this.#phase === 'over';
  }
  /** Whether its containers may still be there. */
  get isActive(): boolean {
    return this.#phase === 'sync' || this.#phase === 'terminate';
  }

  /** Something has happened that a sync must see. */
  wake(because: number | undefined): void {
    if (this.#phase === 'over') return;
    if (because !== undefined) this.on.because = because;
    if (this.#working) {
      this.#pending = true;
      return;
    }
    this.#working = true;
    run(this.#clock, this.#work());
  }

  /** The Pod is to end, whatever it is doing. @param grace - seconds, where not the Pod's own */
  terminate(because: number | undefined, grace?: number): void {
    if (this.#phase === 'sync') {
      this.#phase = 'terminate';
      this.on.grace = grace === undefined ? undefined : Math.max(grace, LEAST_GRACE);
      this.on.end();
    }
    this.wake(because);
  }

  *#work(): Task<void> {
    do {
      this.#pending = false;
      yield* this.#lookAtRuntime();
      switch (this.#phase) {
        case 'sync':
          this.#synced(yield* this.on.sync());
          break;
        case 'terminate':
          yield* this.on.terminate();
          this.#phase = 'finish';
          this.#pending = true;
          break;
        case 'finish':
          yield* this.on.finish();
          this.#over();
          return;
        case 'over':
          return;
      }
      this.#lastSync = this.#clock.now;
    } while (this.#pending);
    this.#working = false;
  }

  /** Waits for a relist later than the last sync. */
  *#lookAtRuntime(): Task<void> {
    const { now } = this.#clock;
    const last = this.#lastSync;
    if (this.#fresh || last === undefined) {
      this.#fresh = false;
      return;
    }
    if (lastPoint(now, RELIST_PERIOD, RELIST_PHASE) > last) return;
    yield sleep(nextPoint(last, RELIST_PERIOD, RELIST_PHASE) - now);
    this.#relist();
  }

  #synced(outcome: SyncOutcome): void {
    if (this.#phase !== 'sync') {
      if (outcome.result === 'done' && outcome.changed !== 'unchanged') this.#lookAgain();
      this.#pending = true;
      return;
    }
    switch (outcome.result) {
      case 'terminal':
        this.#phase = 'terminate';
        this.#pending = true;
        return;
      case 'done':
        if (outcome.changed !== 'unchanged') this.#lookAgain();
        if (outcome.changed === 'reset') this.#pending = true;
        this.#wakeIn(RESYNC * JITTER);
        break;
      case 'failed': {
        const wait =
          outcome.until === undefined ? SYNC_BACKOFF : Math.min(Math.max(outcome.until - this.#clock.now, 0), RESYNC);
        this.#wakeIn(wait * JITTER);
      }
    }
    this.#watchDeadline();
    this.#watchStorage();
  }

  /** After a sync that changed something the runtime is looked at without waiting for the next relist. */
  #lookAgain(): void {
    this.#relist();
    this.#fresh = true;
  }

  #relistLater(): void {
    if (this.#relistAt) return;
    const at = nextPoint(this.#clock.now, RELIST_PERIOD, RELIST_PHASE);
    this.#relistAt = this.#clock.at(at, () => this.#relist());
  }

  #relist(): void {
    this.#relistAt?.cancel();
    this.#relistAt = undefined;
    const before = this.on.runtime;
    const now = this.on.sandbox.observe();
    this.on.runtime = now;
    for (let events = countEvents(before, now); events > 0; events--) this.wake(this.on.sandbox.lastEntry);
  }

  /** At the first tick of the sync loop after a time. */
  #wakeIn(wait: Millis): void {
    this.#due?.cancel();
    const at = nextPoint(this.#clock.now + wait - 1, SYNC_TICK, SYNC_TICK_PHASE);
    this.#due = this.#clock.at(at, () => this.wake(undefined));
  }

  #watchDeadline(): void {
    const { deadline } = this.on;
    if (deadline === this.#watched) return;
    this.#watched = deadline;
    this.#deadline?.cancel();
    if (deadline === undefined) return;
    const at = nextPoint(Math.max(deadline - 1, this.#clock.now), SYNC_TICK, SYNC_TICK_PHASE);
    this.#deadline = this.#clock.at(at, () => this.wake(undefined));
  }

  #watchStorage(): void {
    if (this.#storage || !hasStorageLimits(this.on.pod)) return;
    this.#storage = this.#clock.at(nextPoint(this.#clock.now, MONITORING_PERIOD, STATISTICS_PHASE), () => {
      this.#storage = undefined;
      const exceeded = this.on.storageExceeded();
      if (exceeded === undefined) this.#watchStorage();
      else
        this.#storage = this.#clock.after(STATISTICS_AGE, () =>
          this.evict({ message: exceeded, grace: IMMEDIATE_GRACE }),
        );
    });
  }

  /** The Pod must go, for what it or its node is short of. */
  evict(order: EvictionOrder): void {
    if (!this.isActive) return;
    this.on.evict(order);
    if (this.#phase === 'sync') {
      const own = this.#pod.spec.terminationGracePeriodSeconds ?? 0;
      this.terminate(undefined, order.grace === undefined ? undefined : Math.min(order.grace, own || order.grace));
    } else if (order.grace !== undefined) this.on.grace = Math.min(order.grace, this.on.grace ?? Infinity);
  }

  #over(): void {
    this.#phase = 'over';
    this.#working = false;
    for (const timer of [this.#relistAt, this.#due, this.#deadline, this.#storage]) timer?.cancel();
    this.#finished();
  }
}

/**
 * How often a relist wakes the worker: for each container or sandbox that has begun (or been resized) since the one before; ends that are
 * found with them, or with each other, are seen by the same sync.
 */
function countEvents(before: RuntimeStatus, now: RuntimeStatus): number {
  let begun = before.sandbox !== 'ready' && now.sandbox === 'ready' ? 1 : 0;
  let ended = before.sandbox === 'ready' && now.sandbox !== 'ready';
  for (const { id, state, resources } of now.containers) {
    const was = before.containers.find((container) => container.id === id);
    if (state === 'running' && was?.state === state && was.resources !== resources) begun++;
    if (state === was?.state) continue;
    if (state === 'running') begun++;
    if (state === 'exited') ended = true;
  }
  return Math.max(begun, ended ? 1 : 0);
}
