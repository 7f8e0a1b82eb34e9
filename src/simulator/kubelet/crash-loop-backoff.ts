import type { Millis } from '../clock.ts';

const FIRST_DELAY: Millis = 10_000;
const MOST_DELAY: Millis = 300_000;

interface Entry {
  delay: Millis;
  updated: Millis;
}

/**
 * Delays that double from 10 s to 300 s, by key (one container of one definition in one Pod; one image of one Pod),
 * forgotten after twice the cap.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/util/flowcontrol/backoff.go Backoff; recorded: backoff/crash-5-minutes
 */
export class Backoff {
  readonly #entries = new Map<string, Entry>();

  /** The delay that `key` is in now, 0 without one. */
  delay(key: string): Millis {
    return this.#entries.get(key)?.delay ?? 0;
  }

  /** Whether less than the delay has passed since `event`, the end of the last attempt. */
  isIn(key: string, event: Millis, now: Millis): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && !expired(entry, event) && now - event < entry.delay;
  }

  /** Whether less than the delay has passed since the delay was last raised. */
  isInSinceUpdate(key: string, now: Millis): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && !expired(entry, now) && now - entry.updated < entry.delay;
  }

  /** An attempt begins: the next one will wait longer. */
  next(key: string, event: Millis, now: Millis): void {
    const entry = this.#entries.get(key);
    if (!entry || expired(entry, event)) this.#entries.set(key, { delay: FIRST_DELAY, updated: now });
    else this.#entries.set(key, { delay: Math.min(entry.delay * 2, MOST_DELAY), updated: now });
  }
}

const expired = (entry: Entry, event: Millis): boolean => event - entry.updated > 2 * MOST_DELAY;

/** A delay as Go prints a time.Duration of whole seconds. @example durationText(80_000) → "1m20s" */
export function durationText(ms: Millis): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}
