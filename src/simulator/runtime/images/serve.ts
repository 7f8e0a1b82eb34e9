import type { Seconds } from '../../clock.ts';
import { Signal, sleep, until, untilOr, type Task } from '../../task.ts';
import type { Server } from '../network.ts';
import type { Process } from '../process.ts';
import { write } from '../shell/output.ts';

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
  /** Called once the socket is open. */
  readonly opened?: () => void;
  /** Lines for its log that requests have left; taken when they are written. */
  readonly log?: Log;
}

/** What handlers, which cannot wait, leave for the process to write. */
export interface Log {
  readonly lines: string[];
  readonly changed: Signal;
}

export const newLog = (): Log => ({ lines: [], changed: new Signal() });

/**
 * A server's life: its socket opens after a while, it serves, and on SIGTERM it closes the socket at once, finishes what it
 * has and ends with 0. A socket that cannot be had ends it with 1, in Go's words.
 * @source the course's images, built and run on a real cluster (CURRICULUM 2.4)
 */
export function* serve(
  process: Process,
  { name, bind, port, start, drain, server, opened, log }: Serving,
): Task<number> {
  let asked = false;
  process.handlers.set('SIGTERM', () => (asked = true));
  process.handlers.set('SIGINT', () => (asked = true));
  for (const opens = process.clock.now + start * 1000; !asked && process.clock.now < opens;)
    yield untilOr(opens - process.clock.now, process.signalled);
  if (asked) return 0;
  const listening = process.network.listen(bind, port, server);
  if (typeof listening === 'string') {
    yield* write(
      process,
      `${name}: listen tcp ${bind}:${port}: bind: ${listening === 'address-in-use' ? 'address already in use' : 'permission denied'}\n`,
      2,
    );
    return 1;
  }
  opened?.();
  try {
    yield* write(process, `${name}: listening on ${bind}:${port}\n`);
    while (!asked) {
      if (log?.lines.length) yield* write(process, log.lines.splice(0).join(''));
      else yield log ? until(process.signalled, log.changed) : until(process.signalled);
    }
  } finally {
    listening.close();
  }
  yield* write(process, `${name}: SIGTERM, draining for ${drain} s\n`);
  if (drain > 0) yield sleep(drain * 1000);
  if (log?.lines.length) yield* write(process, log.lines.splice(0).join(''));
  return 0;
}
