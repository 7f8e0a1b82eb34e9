import type { Task } from '../../task.ts';
import type { HttpAnswer } from '../network.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { numberKnob } from './knobs.ts';
import { serve } from './serve.ts';

/** Translates an app's /stats into metrics on 9100; an app without them counts as down. @source CURRICULUM 2.4 */
export const exporter = courseImage('course/exporter:1.0', 7_300_000, function* (process): Task<number> {
  process.memory = 15 * MEBIBYTE;
  process.cpu = 5;
  const metrics = (): HttpAnswer => {
    const connection = process.network.connect('localhost', numberKnob(process, 'APP_PORT', 8080));
    const stats = connection.connected
      ? connection.server.http?.({ method: 'GET', path: '/stats', headers: {}, body: '', from: '127.0.0.1' })
      : undefined;
    const up = typeof stats === 'object' && stats.status === 200;
    return { after: 5, status: 200, body: `app_up ${up ? 1 : 0}\n` };
  };
  return yield* serve(process, {
    name: 'exporter',
    bind: '0.0.0.0',
    port: 9100,
    start: 0,
    drain: 0,
    server: {
      http: ({ path }) => (path === '/metrics' ? metrics() : { after: 1, status: 404, body: 'not found\n' }),
      changesAt: () => undefined,
    },
  });
});
