import { until, type Task } from '../../task.ts';
import { parseUrl } from '../http-client.ts';
import type { Process } from '../process.ts';
import { countsOf, type ClientCounters } from './cluster-wide.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { numberKnob } from './knobs.ts';
import { logLine, newLog, writeLines } from './serve.ts';

/** How long it waits for an answer. */
const LIMIT = 2000;

/** Sends RPS requests a second to TARGET and counts how they end; one line for each that fails. @source CURRICULUM 2.4 */
export const client = courseImage('course/client:1.0', 6_400_000, function* (process): Task<number> {
  process.memory = 10 * MEBIBYTE;
  process.cpu = 10;
  let asked = false;
  process.handlers.set('SIGTERM', () => (asked = true));
  const counters: ClientCounters = { sent: 0, ok: 0, refused: 0, serverErrors: 0, timeout: 0 };
  countsOf(process.clock).clients.set(process.namespace.hostname, counters);
  const period = 1000 / Math.max(0.01, numberKnob(process, 'RPS', 5));
  const first = process.startedAt + numberKnob(process, 'FROM', 0) * 1000;
  const log = newLog();
  let target = '';
  let url: ReturnType<typeof parseUrl>;
  let n = 0;
  const request = (): void => {
    if (asked) return;
    next = process.clock.at(first + ++n * period, request);
    counters.sent++;
    const now = process.knob('TARGET') ?? '';
    if (now !== target) [target, url] = [now, parseUrl(now)];
    const failure = send(process, target, url, counters);
    if (failure !== undefined) logLine(process, log, `${failure}\n`);
  };
  let next = process.clock.at(first, request);
  try {
    while (!asked) {
      yield* writeLines(process, log);
      if (log.lines.length === 0) yield until(process.signalled, log.changed);
    }
  } finally {
    next.cancel();
  }
  return 0;
});

/** One request: its answer is counted when it is known to come. @returns what to log of one that failed */
function send(
  process: Process,
  target: string,
  url: ReturnType<typeof parseUrl>,
  counters: ClientCounters,
): string | undefined {
  const connection = url ? process.network.connect(url.host, url.port) : undefined;
  if (!url || !connection?.connected) {
    if (connection?.connected === false && connection.why === 'timeout') {
      counters.timeout++;
      return `timeout ${target}`;
    }
    counters.refused++;
    return `refused ${target}`;
  }
  const answer =
    connection.server.http?.({
      method: 'GET',
      path: url.path,
      headers: { Host: url.host, 'User-Agent': 'course-client/1.0' },
      body: '',
      from: process.network.address,
    }) ?? 'reset';
  if (answer === 'hang' || (typeof answer === 'object' && answer.after > LIMIT)) {
    counters.timeout++;
    return `timeout ${target}`;
  }
  if (typeof answer === 'string') {
    counters.refused++;
    return `refused ${target}`;
  }
  if (answer.status < 500) {
    counters.ok++;
    return undefined;
  }
  counters.serverErrors++;
  return `${answer.status} ${target}`;
}
