import type { Clock, Millis } from './clock.ts';
import type { Cause } from './history.ts';

/** An event that has not come again for this is finished; looked at on a grid of the same step. */
const FINISH: Millis = 360_000;
/** The counts of series that go on are written on this grid. */
const REFRESH: Millis = 1_800_000;

interface Remembered {
  /** "namespace/name" of the Event. */
  readonly event: string;
  count: number;
  written: number;
  last: Millis;
  cause: Cause;
}

/** Puts a series' count and the time of its last occurrence into the Event. */
type Write = (event: string, series: { readonly count: number; readonly last: Millis; readonly cause: Cause }) => void;

/**
 * What a recorder of client-go's tools/events remembers of what it told. An event that comes again within six to twelve
 * minutes makes a series of two; what comes after that is only counted, and written every half hour and once the series
 * has finished.
 * @source kubernetes/kubernetes staging/src/k8s.io/client-go/tools/events/event_broadcaster.go recordToSink, finishSeries, refreshExistingEventSeries
 */
export class EventSeries {
  readonly #clock: Clock;
  readonly #write: Write;
  readonly #remembered = new Map<string, Remembered>();

  constructor(clock: Clock, write: Write) {
    this.#clock = clock;
    this.#write = write;
  }

  /** Counts the event if it is known. @returns whether it was */
  again(id: string, cause: Cause): boolean {
    const known = this.#remembered.get(id);
    if (!known) return false;
    if (this.#clock.now >= finishOf(known)) {
      this.#remembered.delete(id);
      return false;
    }
    known.count++;
    known.last = this.#clock.now;
    known.cause = cause;
    if (known.count === 2) this.#save(known);
    else if (known.count === known.written + 1) this.#plan(id, known);
    return true;
  }

  remember(id: string, event: string, cause: Cause): void {
    this.#remembered.set(id, { event, count: 1, written: 1, last: this.#clock.now, cause });
  }

  #save(series: Remembered): void {
    series.written = series.count;
    this.#write(series.event, series);
  }

  /** Writes the count at the next half hour, or when the series has finished. */
  #plan(id: string, series: Remembered): void {
    const refresh = Math.floor(this.#clock.now / REFRESH + 1) * REFRESH;
    this.#clock.at(Math.min(refresh, finishOf(series)), () => {
      if (this.#remembered.get(id) !== series) return;
      const isFinished = this.#clock.now >= finishOf(series);
      if (!isFinished && this.#clock.now < refresh) return this.#plan(id, series);
      this.#save(series);
      if (isFinished) this.#remembered.delete(id);
    });
  }
}

/** The first point of the grid that is more than six minutes after the last occurrence. */
const finishOf = ({ last }: Remembered): Millis => Math.floor((last + FINISH) / FINISH + 1) * FINISH;
