/** A span or a point of virtual time in whole milliseconds; points count from the cluster's start. */
export type Millis = number;
/** A span or a point of virtual time in seconds, as Kubernetes' fields and graders count. */
export type Seconds = number;

export interface Timer {
  readonly at: Millis;
  cancel(): void;
}

interface Entry extends Timer {
  at: Millis;
  order: number;
  run: (() => void) | undefined;
  readonly series: Series | undefined;
}

/** Of a timer that comes again and again. */
interface Series {
  readonly first: Millis;
  readonly period: Millis;
  ran: number;
}

/** What has run of the list for now is taken out by so many. */
const MOST_TAKEN = 1024;

/**
 * Virtual time: one queue of what happens when. Ties run in order of insertion.
 * What is to happen at once, which is most of all, stands in a list of its own: all of it came after what the heap has for now.
 * Nothing here looks at the wall clock; a run is a pure function of what was put in.
 */
export class Clock {
  /** What `now` = 0 is as wall time, in milliseconds since 1970: object timestamps are computed from it. */
  readonly epoch: number;
  #now: Millis = 0;
  #order = 0;
  readonly #heap: Entry[] = [];
  readonly #soon: Entry[] = [];
  #soonTaken = 0;

  constructor(epoch: number = Clock.EPOCH) {
    this.epoch = epoch;
  }

  /** 2026-01-01T00:00:00Z: where a cluster begins unless told otherwise. */
  static readonly EPOCH = 1_767_225_600_000;

  get now(): Millis {
    return this.#now;
  }

  /** Runs `run` at `t`, at once (but not within this call) if `t` has passed. Fractions are rounded up to the next millisecond. */
  at(t: Millis, run: () => void): Timer {
    return this.#add(t, run);
  }

  /** Runs `run` at `first`, then again after each `period`, until it is cancelled. */
  every(first: Millis, period: Millis, run: () => void): Timer {
    return this.#add(first, run, { first, period, ran: 0 });
  }

  #add(t: Millis, run: () => void, series?: Series): Timer {
    const entry: Entry = {
      at: Math.max(this.#now, Math.ceil(t)),
      order: this.#order++,
      run,
      series,
      cancel: () => {
        entry.run = undefined;
      },
    };
    this.#insert(entry);
    return entry;
  }

  #insert(entry: Entry): void {
    if (entry.at === this.#now) this.#soon.push(entry);
    else push(this.#heap, entry);
  }

  after(delay: Millis, run: () => void): Timer {
    return this.at(this.#now + delay, run);
  }

  /** When the next thing happens, or undefined when nothing is to come. */
  next(): Millis | undefined {
    return this.#first()?.at;
  }

  /** Runs the next thing; false if there was none. */
  step(): boolean {
    const entry = this.#first();
    if (entry) this.#run(entry);
    return entry !== undefined;
  }

  #run(entry: Entry): void {
    const { run, series } = entry;
    const due = entry.at;
    const isTop = entry === this.#heap[0];
    this.#now = due;
    if (series) {
      entry.at = Math.max(due, Math.ceil(series.first + ++series.ran * series.period));
      entry.order = this.#order++;
    }
    if (series && isTop && entry.at > due) {
      settle(this.#heap, entry);
    } else {
      if (isTop) pop(this.#heap);
      else this.#soonTaken++;
      if (series) this.#insert(entry);
      else entry.run = undefined;
    }
    run?.();
  }

  /** Runs everything up to and including `t`, then stands at `t`. */
  runUntil(t: Millis): void {
    for (let entry = this.#first(); entry !== undefined && entry.at <= t; entry = this.#first()) this.#run(entry);
    this.#now = Math.max(this.#now, t);
  }

  /** The next entry that was not cancelled; it stays where it is. */
  #first(): Entry | undefined {
    const heap = this.#heap;
    const soon = this.#soon;
    while (heap[0] && !heap[0].run) pop(heap);
    if (soon.length === 0) return heap[0];
    while (this.#soonTaken < soon.length && !soon[this.#soonTaken]!.run) this.#soonTaken++;
    if (this.#soonTaken === soon.length || this.#soonTaken >= MOST_TAKEN) {
      soon.splice(0, this.#soonTaken);
      this.#soonTaken = 0;
    }
    return heap[0] && (heap[0].at <= this.#now || soon.length === 0) ? heap[0] : soon[this.#soonTaken];
  }
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

function push(heap: Entry[], entry: Entry): void {
  let i = heap.length;
  heap.push(entry);
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const above = heap[parent]!;
    if (!before(entry, above)) break;
    heap[i] = above;
    i = parent;
  }
  heap[i] = entry;
}

function pop(heap: Entry[]): Entry | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (top && last && top !== last) settle(heap, last);
  return top;
}

/** Puts an entry in place of the top, as far down as it belongs. */
function settle(heap: Entry[], entry: Entry): void {
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, entry)) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = entry;
}
