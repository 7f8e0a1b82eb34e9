import type { Clock, Millis, Timer } from './clock.ts';

/** Something a task can wait for: `notify` wakes all who wait at that moment, in the order they came. */
export class Signal {
  #waiting = new Set<() => void>();

  notify(): void {
    const woken = this.#waiting;
    if (woken.size === 0) return;
    this.#waiting = new Set();
    for (const wake of woken) wake();
  }

  /** @returns a function that stops waiting */
  wait(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.leave(wake);
  }

  /** No longer wakes one who waited. */
  leave(wake: () => void): void {
    this.#waiting.delete(wake);
  }
}

/** What a task yields: a span of virtual time, or signals (any of them), with an optional limit. */
export type Wait =
  | { readonly for: 'time'; readonly ms: Millis }
  | { readonly for: 'signal'; readonly signals: readonly Signal[]; readonly timeout?: Millis };

/** What `yield` gives back: whether the time was over or a signal came. */
export type Woken = 'time' | 'signal';

/** Behaviour that lasts: a generator that yields what it waits for. */
export type Task<T> = Generator<Wait, T, Woken>;

export const sleep = (ms: Millis): Wait => ({ for: 'time', ms });
export const until = (...signals: readonly Signal[]): Wait => ({ for: 'signal', signals });
export const untilOr = (timeout: Millis, ...signals: readonly Signal[]): Wait => ({ for: 'signal', signals, timeout });

export interface TaskHandle {
  readonly done: boolean;
  /** Ends the task where it waits; its `finally` blocks run, `onDone` does not. */
  cancel(): void;
}

/**
 * Runs a task on the clock: its first step at once, within this call; the others when what it waits for comes.
 * Signals resume a task in an event of its own, so a notifier never runs inside a waiter's stack.
 */
export function run<T>(clock: Clock, task: Task<T>, onDone?: (value: T) => void): TaskHandle {
  let done = false;
  let running = false;
  let release: () => void = () => undefined;
  const handle = {
    get done(): boolean {
      return done;
    },
    cancel(): void {
      if (done) return;
      done = true;
      release();
      if (!running) task.return(undefined as T); // else `resume` does, once the task yields
    },
  };
  const resume = (woken: Woken): void => {
    if (done) return;
    release = () => undefined;
    running = true;
    const { value, done: ended } = task.next(woken);
    running = false;
    if (done) {
      if (!ended) task.return(undefined as T); // cancelled while it ran
    } else if (ended) {
      done = true;
      onDone?.(value);
    } else {
      release = wait(clock, value, resume);
    }
  };
  resume('time');
  return handle;
}

function wait(clock: Clock, what: Wait, resume: (woken: Woken) => void): () => void {
  if (what.for === 'time') {
    const timer = clock.after(what.ms, () => resume('time'));
    return () => timer.cancel();
  }
  let timer: Timer | undefined;
  const release = (): void => {
    timer?.cancel();
    for (const signal of what.signals) signal.leave(woken);
  };
  const woken = (): void => {
    release();
    timer = clock.after(0, () => resume('signal'));
  };
  for (const signal of what.signals) signal.wait(woken);
  if (what.timeout !== undefined)
    timer = clock.after(what.timeout, () => {
      release();
      resume('time');
    });
  return release;
}
