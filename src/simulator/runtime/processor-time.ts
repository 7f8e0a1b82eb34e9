import type { Clock, Millis } from '../clock.ts';
import { RuntimeLimit } from './runtime-limit.ts';
import { sleep, type Wait } from '../task.ts';

/** What one unit of work (a shell step) costs of a CPU. */
const UNIT: Millis = 0.002;
/** Work is paid in portions of this many units. */
const PORTION = 500;
/** Work without a rest that costs no more than it would. */
const UNHURRIED = 20_000;
/** Past that, each portion costs at least this share of the time since the last rest. */
const HURRY = 0.25;
/** A span without work that counts as a rest. */
const REST: Millis = 20;
/** Units that the programs of one container may use in all. */
const MOST_UNITS = 20_000_000;
/** Over what time use is averaged. */
const WINDOW: Millis = 15_000;

/**
 * A container's CPU: turns units of work into virtual time, slower under a CPU limit.
 *
 * What never waits (`while true; do :; done`) would take 300 million steps in ten minutes. So after 20,000 units without a
 * rest each portion takes a quarter of the time gone by since: the loop is as busy as ever, in far fewer steps.
 */
export class ProcessorTime {
  /** Thousandths of a CPU; undefined: no limit. */
  limit: number | undefined;
  readonly #clock: Clock;
  #owed = 0;
  #total = 0;
  #sinceRest = 0;
  #restedAt: Millis = 0;
  #workedUntil: Millis = 0;
  #askedAt: Millis = 0;
  #windowFrom: Millis = 0;
  #busy: Millis = 0;
  #lastRate = 0;

  constructor(clock: Clock, limit: number | undefined) {
    this.#clock = clock;
    this.limit = limit;
  }

  work(units: number): Wait | undefined {
    const now = this.#clock.now;
    if (now > Math.max(this.#workedUntil, this.#askedAt) + REST) {
      this.#restedAt = now;
      this.#sinceRest = 0;
    }
    this.#askedAt = now;
    this.#owed += units;
    if (this.#owed < PORTION) return undefined;
    this.#sinceRest += this.#owed;
    this.#total += this.#owed;
    if (this.#total > MOST_UNITS) throw new RuntimeLimit('steps', MOST_UNITS);
    let cost = this.#owed * UNIT;
    if (this.#sinceRest > UNHURRIED) cost = Math.max(cost, (now - this.#restedAt) * HURRY);
    this.#owed = 0;
    const span = Math.ceil(this.stretch(cost));
    this.used(cost);
    this.#workedUntil = Math.max(this.#workedUntil, now + span);
    return sleep(span);
  }

  /** Work of a system call: it is paid with the next work that may wait. */
  owe(units: number): void {
    this.#owed += units;
  }

  /** How long work takes that would take `busy` on one whole CPU. @source Linux CFS bandwidth: quota per 100 ms period */
  stretch(busy: Millis): Millis {
    return this.limit === undefined || this.limit >= 1000 ? busy : (busy * 1000) / this.limit;
  }

  used(busy: Millis): void {
    this.#turn();
    this.#busy += busy;
  }

  /** Thousandths of a CPU that work used lately. */
  get rate(): number {
    this.#turn();
    const span = this.#clock.now - this.#windowFrom;
    const current = span > 0 ? Math.min(1000, (this.#busy / span) * 1000) : 0;
    return Math.round(span >= WINDOW / 3 ? current : Math.max(current, this.#lastRate));
  }

  #turn(): void {
    const now = this.#clock.now;
    if (now - this.#windowFrom < WINDOW) return;
    this.#lastRate = Math.min(1000, (this.#busy / (now - this.#windowFrom)) * 1000);
    this.#windowFrom = now;
    this.#busy = 0;
  }
}
