import type { Clock, Millis, Timer } from '../clock.ts';

/** What came of a key: 'failed' comes again after its back-off; 'unfinished' neither adds to that nor ends it. */
export type Outcome = 'done' | 'failed' | 'unfinished';

/** @param because - history entry of the change that made the key due */
type Sync = (key: string, because: number | undefined) => Outcome;

/** From a change to the first request that a controller makes of it; recorded: own/new-matching-pod-is-removed, some 10 ms with the scheduler's first. */
const REACTION: Millis = 8;
/** How long a key that failed waits: `first`, doubled with each failure in a row up to `longest`. */
export interface Backoff {
  readonly first: Millis;
  readonly longest: Millis;
}
const USUAL: Backoff = { first: 5, longest: 1_000_000 };

/**
 * A controller's queue: a key waits in it once however often it was added, and is worked on
 * a few milliseconds later, in an event of its own.
 * A key that failed comes again after its back-off: 5 ms to 1,000 s unless the controller has its own.
 * The overall limit of ten retries a second (bucket of 100) is left out.
 *
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/util/workqueue/{queue,delaying_queue,default_rate_limiters}.go
 */
export class WorkQueue {
  readonly #clock: Clock;
  readonly #sync: Sync;
  readonly #waits: Backoff;
  readonly #due = new Map<string, number | undefined>();
  readonly #delayed = new Map<string, Timer>();
  readonly #failures = new Map<string, number>();

  constructor(clock: Clock, sync: Sync, waits = USUAL) {
    this.#clock = clock;
    this.#sync = sync;
    this.#waits = waits;
  }

  add(key: string, because?: number): void {
    const isDue = this.#due.has(key);
    this.#due.set(key, because ?? this.#due.get(key));
    if (!isDue) this.#clock.after(REACTION, () => this.#work(key));
  }

  /** Of several delays of one key the earliest counts. */
  addAfter(key: string, delay: Millis, because?: number): void {
    if (delay <= 0) return this.add(key, because);
    const waiting = this.#delayed.get(key);
    if (waiting && waiting.at <= this.#clock.now + delay) return;
    waiting?.cancel();
    this.#delayed.set(
      key,
      this.#clock.after(delay, () => {
        this.#delayed.delete(key);
        this.add(key, because);
      }),
    );
  }

  /** Comes again after its back-off, which grows each time until `forget`. */
  addRateLimited(key: string, because?: number): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    this.addAfter(key, backoff(failures, this.#waits), because);
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  #work(key: string): void {
    const because = this.#due.get(key);
    this.#due.delete(key);
    const outcome = this.#sync(key, because);
    if (outcome === 'failed') this.addRateLimited(key, because);
    else if (outcome === 'done') this.forget(key);
  }
}

/** @example backoff(0) → 5 · backoff(3) → 40 · backoff(30) → 1_000_000 */
export const backoff = (failures: number, { first, longest } = USUAL): Millis =>
  Math.min(first * 2 ** failures, longest);
