import type { Seconds } from '../../clock.ts';
import { Signal, sleep, until, untilOr, type Task } from '../../task.ts';
import type { Server } from '../network.ts';
import type { Process } from '../process.ts';
import { write } from '../shell/output.ts';
import { age, nextOf, within, type Window } from './knobs.ts';

export interface Serving {
  /** First word of its log lines. */
  readonly name: string;
  readonly bind: string;
  readonly port: number;
  /** How long its socket stays closed after the start. */
  readonly start: Seconds;
  /** How long it lasts after SIGTERM, its socket closed. */
  readonly drain: Seconds;
  readonly server: Server;
  /** Called when the socket is first open. */
  readonly opened?: () => void;
  /** Lines for its log that requests have left; taken when they are written. */
  readonly log?: Log;
  /** When it listens to nobody, in seconds after its start; asked again whenever a knob is set. */
  readonly down?: () => readonly Window[];
}

/** What handlers, which cannot wait, leave for the process to write. */
export interface Log {
  readonly lines: string[];
  readonly changed: Signal;
}

export const newLog = (): Log => ({ lines: [], changed: new Signal() });

/** A handler's line: written at once where standard output never makes one wait, as a container's log; else by the process. */
export function logLine(process: Process, log: Log, line: string): void {
  const out = process.fds.get(1);
  if (out?.writeNow && log.lines.length === 0) return out.writeNow(line);
  log.lines.push(line);
  log.changed.notify();
}

/**
 * A server's life: its socket opens after a while, it serves, and on SIGTERM it closes the socket at once, finishes what it
 * has and ends with 0. A socket that cannot be had ends it with 1, in Go's words.
 * @source the course's images, built and run on a real cluster (CURRICULUM 2.4)
 */
export function* serve(process: Process, serving: Serving): Task<number> {
  const { name, bind, port, start, drain, server, log } = serving;
  let asked = false;
  process.handlers.set('SIGTERM', () => (asked = true));
  process.handlers.set('SIGINT', () => (asked = true));
  for (const opens = process.clock.now + start * 1000; !asked && process.clock.now < opens;)
    yield untilOr(opens - process.clock.now, process.signalled);
  if (asked) return 0;
  const wakes = [process.signalled, process.network.changed, log?.changed].filter((signal) => signal !== undefined);
  let listening: { readonly close: () => void } | undefined;
  let opened = false;
  try {
    while (!asked) {
      const down = serving.down?.() ?? [];
      if (within(down, age(process))) {
        listening?.close();
        listening = undefined;
      } else if (!listening) {
        const answer = process.network.listen(bind, port, server);
        if (typeof answer === 'string') return yield* cannotListen(process, serving, answer);
        listening = answer;
        if (!opened) serving.opened?.();
        opened = true;
        yield* write(process, `${name}: listening on ${bind}:${port}\n`);
        continue;
      }
      if (log?.lines.length) {
        yield* writeLines(process, log);
        continue;
      }
      const next = nextOf(
        process,
        down.flatMap(({ from, to }) => [from, to]),
        process.clock.now,
      );
      yield next === undefined ? until(...wakes) : untilOr(next - process.clock.now, ...wakes);
    }
  } finally {
    listening?.close();
  }
  yield* writeLines(process, log);
  yield* write(process, `${name}: SIGTERM, draining for ${drain} s\n`);
  if (drain > 0) yield sleep(drain * 1000);
  yield* writeLines(process, log);
  return 0;
}

/** A request's path without query and fragment. */
export const pathOf = (target: string): string =>
  target.includes('?') || target.includes('#') ? target.replace(/[?#].*$/, '') : target;

/** Writes what handlers have left. */
export function* writeLines(process: Process, log: Log | undefined): Task<void> {
  if (log?.lines.length) yield* write(process, log.lines.splice(0).join(''));
}

function* cannotListen(
  process: Process,
  { name, bind, port }: Serving,
  why: 'address-in-use' | 'permission-denied',
): Task<number> {
  const reason = why === 'address-in-use' ? 'address already in use' : 'permission denied';
  yield* write(process, `${name}: listen tcp ${bind}:${port}: bind: ${reason}\n`, 2);
  return 1;
}
