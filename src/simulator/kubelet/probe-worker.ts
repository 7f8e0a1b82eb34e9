import type { Container, ContainerStatus, Pod, PodStatus, Probe } from '../api/schema/kinds.ts';
import type { Clock, Millis, Timer } from '../clock.ts';
import type { ProbeKind } from '../history.ts';
import { run, sleep, type Task, type TaskHandle } from '../task.ts';
import { parseTimestamp } from '../timestamp.ts';
import { isTerminal } from './phase.ts';
import type { Look } from './probers/http.ts';
import type { ProbeResults } from './probe-results.ts';
import { containerShouldRestart } from './restart-policy.ts';

/** The longest a worker sleeps over looks whose result it knows. */
const LONGEST_SLEEP: Millis = 60_000;

/** What a probe worker sees and does outside itself. */
export interface ProbePlace {
  readonly clock: Clock;
  readonly pod: () => Pod;
  /** The status that the kubelet last made. */
  readonly status: () => PodStatus | undefined;
  readonly results: ProbeResults;
  /** One look, retries included. */
  readonly look: (container: Container, kind: ProbeKind, probe: Probe, id: string) => Task<Look>;
  /** What a look would find now, where that is known without one. */
  readonly known: (container: Container, kind: ProbeKind, id: string) => Look | undefined;
  /** Writes events and the history. @returns the history's entry */
  readonly told: (
    container: Container,
    kind: ProbeKind,
    look: Look,
    at: Millis,
    run: { readonly inARow: number; readonly period: Millis; readonly threshold: number },
  ) => number;
  /** It looks no more: its container counts as one without such a probe. */
  readonly ended: (id: string) => void;
  /** Looks that were skipped, since their result was known. */
  readonly extended: (entry: number, last: Millis, inARow: number) => void;
  /** Calls back once when the Pod's ports may answer otherwise. @returns a function that stops it */
  readonly onNetworkChange: (wake: () => void) => () => void;
}

/** What a tick came to: the next one, no more, none until a status changes, or none until a time. */
type Outcome = 'go-on' | 'stop' | 'idle' | Millis;

const INITIAL = { liveness: 'success', readiness: 'failure', startup: 'unknown' } as const;

/**
 * One probe of one container: looks at each tick of its own clock, which starts with the worker (a readiness probe's
 * anew with each look that a status asks for).
 * @source kubernetes/kubernetes pkg/kubelet/prober/worker.go; recorded: probe/*, readiness/*
 */
export class ProbeWorker {
  readonly container: Container;
  readonly kind: ProbeKind;
  readonly #probe: Probe;
  readonly #place: ProbePlace;
  readonly #period: Millis;
  #base: Millis;
  #timer: Timer | undefined;
  #looking: TaskHandle | undefined;
  #triggered = false;
  #stopped = false;
  #id = '';
  #onHold = false;
  #last: 'success' | 'failure' | undefined;
  #inARow = 0;
  #entry: number | undefined;
  #entryAt: Millis = 0;
  #output = '';
  #unwatch: (() => void) | undefined;
  /** Why it does not tick: its looks would see what the last one saw, or it may not look until a status changes. */
  #asleep: 'over-looks' | 'idle' | undefined;
  #tickedAt: Millis;
  /** The last look decided what was decided before, and no status has changed since. */
  #settled = false;

  constructor(place: ProbePlace, container: Container, kind: ProbeKind, probe: Probe) {
    this.#place = place;
    this.container = container;
    this.kind = kind;
    this.#probe = probe;
    this.#period = (probe.periodSeconds ?? 10) * 1000;
    this.#base = place.clock.now;
    this.#tickedAt = this.#base;
    this.#schedule();
  }

  /** A status wants to know now: the ticks begin anew from here. */
  trigger(): void {
    if (this.#stopped) return;
    this.#triggered = true;
    if (this.#looking) return;
    this.#place.clock.after(0, () => this.#manual());
  }

  /** No look begins any more; one that lasts is still told of. */
  retire(): void {
    this.#stopped = true;
    this.#wakeUp();
    this.#timer?.cancel();
    this.#unwatch?.();
  }

  stop(): void {
    this.retire();
    this.#looking?.cancel();
  }

  /** Something that a sleeping worker counted on may have changed: it looks again at its next tick. */
  stir(): void {
    this.#settled = false;
    if (this.#asleep === undefined || this.#stopped) return;
    this.#wakeUp();
    this.#tickedAt = this.#place.clock.now;
    this.#schedule();
  }

  #manual(): void {
    if (this.#stopped || this.#looking || !this.#triggered) return;
    this.#triggered = false;
    this.#wakeUp();
    this.#base = this.#place.clock.now;
    this.#tick();
  }

  #tick(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#tickedAt = this.#place.clock.now;
    if (this.#settled && this.#again()) {
      this.#schedule();
      return;
    }
    let sync = true;
    let keep: Outcome = 'go-on';
    const handle = run(this.#place.clock, this.#doProbe(), (outcome) => {
      keep = outcome;
      this.#looking = undefined;
      if (!sync) this.#after(outcome);
    });
    sync = false;
    if (handle.done) this.#after(keep);
    else this.#looking = handle;
  }

  /** Counts a success that is known without a look. */
  #again(): boolean {
    const look = this.#place.known(this.container, this.kind, this.#id);
    if (look?.result !== 'success') return false;
    this.#inARow++;
    this.#note(look, this.#place.clock.now, this.#inARow, this.#probe.successThreshold ?? 1);
    return true;
  }

  #after(outcome: Outcome): void {
    if (this.#stopped) return;
    const { clock } = this.#place;
    if (outcome === 'stop') {
      this.stop();
      this.#place.ended(this.#id);
    } else if (this.#triggered) clock.after(0, () => this.#manual());
    else if (outcome === 'idle') this.#sleepUntil(clock.now + LONGEST_SLEEP, 'idle');
    else if (typeof outcome === 'number') this.#sleepUntil(outcome, 'over-looks');
    else this.#schedule();
  }

  /** The next tick; one that came while a look lasted has waited and comes at once. */
  #schedule(): void {
    const { clock } = this.#place;
    const missed = this.#nextTick(this.#tickedAt) <= clock.now;
    this.#timer?.cancel();
    this.#timer = clock.at(missed ? clock.now : this.#nextTick(clock.now), () => this.#tick());
  }

  #nextTick(after: Millis): Millis {
    return this.#base + (Math.floor((after - this.#base) / this.#period) + 1) * this.#period;
  }

  #sleepUntil(change: Millis, why: 'over-looks' | 'idle'): void {
    const { clock } = this.#place;
    const wake = Math.min(change, clock.now + LONGEST_SLEEP);
    const tick = Math.max(
      this.#nextTick(clock.now),
      this.#base + Math.ceil((wake - this.#base) / this.#period) * this.#period,
    );
    this.#asleep = why;
    this.#timer?.cancel();
    this.#timer = clock.at(tick, () => {
      this.#wakeUp();
      this.#tick();
    });
    this.#unwatch?.();
    this.#unwatch = this.#place.onNetworkChange(() => this.stir());
  }

  /** Counts the looks that were slept over: they saw what the last one saw. */
  #wakeUp(): void {
    const was = this.#asleep;
    this.#asleep = undefined;
    this.#unwatch?.();
    this.#unwatch = undefined;
    if (was !== 'over-looks') return;
    const { clock } = this.#place;
    const last = this.#base + (Math.ceil((clock.now - this.#base) / this.#period) - 1) * this.#period;
    const skipped = Math.round((last - this.#entryAt) / this.#period);
    if (skipped <= 0 || this.#entry === undefined) return;
    this.#inARow += skipped;
    this.#entryAt = last;
    this.#place.extended(this.#entry, last, this.#inARow);
  }

  *#doProbe(): Task<Outcome> {
    const { clock, results } = this.#place;
    const pod = this.#place.pod();
    const status = this.#place.status();
    if (!status) return 'idle';
    if (isTerminal(status.phase)) return 'stop';
    const shown = statusOf(status, this.container.name);
    if (!shown?.containerID) return 'idle';
    if (shown.containerID !== this.#id) {
      if (this.#id) results.remove(this.kind, this.#id);
      this.#id = shown.containerID;
      this.#entry = undefined;
      results.set(this.kind, this.#id, INITIAL[this.kind]);
      this.#onHold = false;
    }
    this.#settled = false;
    if (this.#onHold) return 'idle';
    if (!shown.state?.running) {
      results.set(this.kind, this.#id, 'failure');
      const exit = shown.state?.terminated;
      return exit && !containerShouldRestart(this.container, pod.spec, exit.exitCode) ? 'stop' : 'idle';
    }
    const startedAt = parseTimestamp(shown.state.running.startedAt ?? '') ?? 0;
    const running = Math.floor((clock.epoch + clock.now - startedAt) / 1000);
    const delay = this.#probe.initialDelaySeconds ?? 0;
    if (running < delay) return startedAt - clock.epoch + delay * 1000;
    // what passed for started in its predecessor's place is asked at the next tick
    if (shown.started && this.kind === 'startup' && results.get('startup', this.#id)?.verdict !== 'success')
      return 'go-on';
    if (shown.started ? this.kind === 'startup' : this.kind !== 'startup') return 'idle';
    return yield* this.#lookOnce();
  }

  *#lookOnce(): Task<'go-on' | Millis> {
    const { clock, results } = this.#place;
    const began = clock.now;
    const id = this.#id;
    const look = yield* this.#place.look(this.container, this.kind, this.#probe, id);
    if (look.result === 'unknown') {
      this.#entry = undefined;
      this.#place.told(this.container, this.kind, look, began, { inARow: 1, period: this.#period, threshold: 1 });
      return 'go-on';
    }
    const result = look.result === 'failure' ? 'failure' : 'success';
    if (result === this.#last) this.#inARow++;
    else {
      this.#last = result;
      this.#inARow = 1;
    }
    const threshold = result === 'success' ? (this.#probe.successThreshold ?? 1) : (this.#probe.failureThreshold ?? 3);
    const inARow = this.#inARow;
    const entry = this.#note(look, began, inARow, threshold);
    if (inARow < threshold) return 'go-on';
    results.set(this.kind, id, result, entry);
    if (this.kind === 'startup' || (this.kind === 'liveness' && result === 'failure')) {
      this.#onHold = true;
      this.#inARow = 0;
      return 'go-on';
    }
    this.#settled = look.result === 'success';
    if (look.result !== 'success' || !look.server) return 'go-on';
    return look.server.changesAt(clock.now, look.path) ?? clock.now + LONGEST_SLEEP;
  }

  /** A success like the last one, one period later, makes the last one's entry longer. */
  #note(look: Look, began: Millis, inARow: number, threshold: number): number {
    const same =
      look.result === 'success' && inARow > 1 && look.output === this.#output && began === this.#entryAt + this.#period;
    if (same && this.#entry !== undefined) this.#place.extended(this.#entry, began, inARow);
    else
      this.#entry = this.#place.told(this.container, this.kind, look, began, {
        inARow,
        period: this.#period,
        threshold,
      });
    this.#entryAt = began;
    this.#output = look.output;
    return this.#entry;
  }
}

const statusOf = (status: PodStatus, name: string): ContainerStatus | undefined =>
  status.containerStatuses?.find((other) => other.name === name) ??
  status.initContainerStatuses?.find((other) => other.name === name);

/** Waits out a look that took time. */
export function* lasting(look: Look): Task<Look> {
  if (look.took > 0) yield sleep(look.took);
  return look;
}
