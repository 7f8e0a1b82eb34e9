import type { Task } from '../../task.ts';
import type { Process } from '../process.ts';
import type { Server } from '../network.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { age, nextOf, numberKnob } from './knobs.ts';
import { serve } from './serve.ts';

const ADMIN_PORT = 15_000;

/** A database proxy beside an app: lines that begin with `read` go to READ_TO, others to WRITE_TO. @source CURRICULUM 2.4 */
export const proxy = courseImage('course/proxy:1.0', 18_700_000, function* (process): Task<number> {
  process.memory = 25 * MEBIBYTE;
  process.cpu = 20;
  const start = numberKnob(process, 'START_SECONDS', 4);
  const admin: Server = {
    http: ({ path }) =>
      path !== '/ready'
        ? { after: 1, status: 404, body: 'not found\n' }
        : {
            after: 1,
            status: age(process) >= start ? 200 : 503,
            body: age(process) >= start ? 'ready\n' : 'not ready\n',
          },
    changesAt: (now) => nextOf(process, [start], now),
  };
  const opened = process.network.listen('0.0.0.0', ADMIN_PORT, admin);
  try {
    return yield* serve(process, {
      name: 'proxy',
      bind: '127.0.0.1',
      port: numberKnob(process, 'LISTEN', 5432),
      start,
      drain: 0,
      server: { tcp: (text) => forward(process, text), changesAt: (now) => now + 1 },
    });
  } finally {
    if (typeof opened !== 'string') opened.close();
  }
});

function forward(process: Process, text: string): ReturnType<NonNullable<Server['tcp']>> {
  const target = process.knob(/^read/i.test(text) ? 'READ_TO' : 'WRITE_TO') ?? '';
  const [host = '', port = '5432'] = target.split(':');
  const connection = process.network.connect(host, Number(port));
  return connection.connected ? connection.server.tcp?.(text) : undefined;
}
