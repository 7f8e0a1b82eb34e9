import type { Millis, Seconds } from '../../clock.ts';
import type { HttpAnswer, Server } from '../network.ts';
import type { Process } from '../process.ts';
import type { Task } from '../../task.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { age, nextOf, numberKnob, timeKnob } from './knobs.ts';
import { pathOf, serve } from './serve.ts';

const PORT = 8080;
const LATENCY: Millis = 5;
/** How long it waits for its database. */
const DATABASE_LIMIT: Millis = 60_000;
/** How long it is under load before it holds its peak. */
const LOAD: Seconds = 60;

/** An API in front of a database: `/livez` knows only itself, `/health` also asks the database. @source CURRICULUM 2.4 */
export const api = courseImage('course/api:1.0', 38_000_000, function* (process): Task<number> {
  process.memory = 120 * MEBIBYTE;
  process.cpu = 50;
  const peak = numberKnob(process, 'PEAK_MB', 120);
  process.clock.at(process.startedAt + LOAD * 1000, () => (process.memory = Math.max(process.memory, peak * MEBIBYTE)));
  return yield* serve(process, {
    name: 'api',
    bind: '0.0.0.0',
    port: PORT,
    start: numberKnob(process, 'START_SECONDS', 5),
    drain: numberKnob(process, 'DRAIN_SECONDS', 2),
    server: answers(process),
  });
});

function answers(process: Process): Server {
  const reply = (status: number, body: string, after: Millis = LATENCY): HttpAnswer => ({
    after,
    status,
    body: `${body}\n`,
  });
  return {
    http(request) {
      const path = pathOf(request.path);
      if (process.knob('NAMESERVER')) askNameServer(process);
      switch (path) {
        case '/livez':
          return age(process) >= (timeKnob(process, 'DEADLOCK_AT') ?? Infinity) ? 'hang' : reply(200, 'ok');
        case '/ready':
        case '/':
        case '/catalog':
          return reply(200, 'ok');
        case '/health':
        case '/ready-deep':
        case '/orders': {
          const database = askDatabase(process);
          if (database === 'hang') return 'hang';
          if (database !== undefined) return reply(200, 'ok', LATENCY + database);
          return path === '/orders' ? reply(503, 'database down') : reply(500, 'database down');
        }
        default:
          return reply(404, 'not found');
      }
    },
    /** What it says of its database hangs on another Pod, which may change at any time; its questions to a name server are counted. */
    changesAt(now, path = '/health') {
      if (process.knob('NAMESERVER') || ASKS_DATABASE.has(pathOf(path))) return now + 1;
      return nextOf(process, [timeKnob(process, 'DEADLOCK_AT')], now);
    },
  };
}

const ASKS_DATABASE: ReadonlySet<string> = new Set(['/health', '/ready-deep', '/orders']);

function reach(process: Process): Server | undefined {
  const connection = process.network.connect(process.knob('DB_HOST') ?? 'db', numberKnob(process, 'DB_PORT', 5432));
  return connection.connected ? connection.server : undefined;
}

/** How long the database took; undefined: it is down. */
function askDatabase(process: Process): Millis | 'hang' | undefined {
  const answer = reach(process)?.tcp?.('read');
  if (answer === undefined) return undefined;
  return answer === 'hang' || answer.after > DATABASE_LIMIT ? 'hang' : answer.after;
}

/** Each request asks for a name, up to three times where it is not answered. */
function askNameServer(process: Process): void {
  for (let tries = 0; tries < 3; tries++) {
    const [host = '', port = '5353'] = (process.knob('NAMESERVER') ?? '').split(':');
    const connection = process.network.connect(host, Number(port));
    const answer = connection.connected ? connection.server.tcp?.('query') : undefined;
    if (answer !== undefined && answer !== 'hang') return;
  }
}
