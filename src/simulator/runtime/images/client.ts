import { until, type Task } from '../../task.ts';
import { parseUrl } from '../http-client.ts';
import type { HttpRequest } from '../network.ts';
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
  let target: Target = targetOf(process, '');
  const requests = process.clock.every(first, period, () => {
    if (asked) return;
    counters.sent++;
    const url = process.knob('TARGET') ?? '';
    if (url !== target.url) target = targetOf(process, url);
    const failure = send(process, target, counters);
    if (failure !== undefined) logLine(process, log, `${failure}\n`);
  });
  try {
    while (!asked) {
      yield* writeLines(process, log);
      if (log.lines.length === 0) yield until(process.signalled, log.changed);
    }
  } finally {
    requests.cancel();
  }
  return 0;
});

interface Target {
  readonly url: string;
  /** Undefined where the URL is none. */
  readonly asks: { readonly host: string; readonly port: number; readonly request: HttpRequest } | undefined;
}

function targetOf(process: Process, url: string): Target {
  const parsed = parseUrl(url);
  if (!parsed) return { url, asks: undefined };
  const { host, port, path } = parsed;
  const headers = { Host: host, 'User-Agent': 'course-client/1.0' };
  return {
    url,
    asks: { host, port, request: { method: 'GET', path, headers, body: '', from: process.network.address } },
  };
}

/** One request: its answer is counted when it is known to come. @returns what to log of one that failed */
function send(process: Process, { url, asks }: Target, counters: ClientCounters): string | undefined {
  const connection = asks && process.network.connect(asks.host, asks.port);
  if (!connection?.connected) {
    if (connection?.why === 'timeout') {
      counters.timeout++;
      return `timeout ${url}`;
    }
    counters.refused++;
    return `refused ${url}`;
  }
  const answer = connection.server.http?.(asks!.request) ?? 'reset';
  if (answer === 'hang' || (typeof answer === 'object' && answer.after > LIMIT)) {
    counters.timeout++;
    return `timeout ${url}`;
  }
  if (typeof answer === 'string') {
    counters.refused++;
    return `refused ${url}`;
  }
  if (answer.status < 500) {
    counters.ok++;
    return undefined;
  }
  counters.serverErrors++;
  return `${answer.status} ${url}`;
}
